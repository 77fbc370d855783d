using DigitalLand.Core.Parquet;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>Rows of fact or fact-resource as column chunks of one row group. For one thread at a time.</summary>
internal sealed class FactChunks
{
    private readonly PlainColumn<long, Int64Encoding>? _entities;
    private readonly PlainColumn? _facts;
    private readonly PlainColumn? _values;
    private readonly (int Source, PooledTextColumn Column)[] _pooled;

    /// <param name="table">Whose columns they are.</param>
    /// <param name="rows">Where the rows come from.</param>
    /// <param name="snappy">Shared with other chunks of the same thread.</param>
    public FactChunks(PackageTable table, FactRows rows, Snappy snappy)
    {
        var pooled = new List<(int, PooledTextColumn)>();
        var columns = new List<ColumnChunk>();
        foreach (var column in table.Columns)
        {
            var source = rows.Columns.SourceOf(column.Field);
            switch (source)
            {
                case FactColumns.Entity: columns.Add(_entities = new(column.Name, snappy)); break;
                case FactColumns.Fact: columns.Add(_facts = new(column.Name, snappy)); break;
                case FactColumns.Value: columns.Add(_values = new(column.Name, snappy) { MostTenths = ParquetPartitions.MostTenths }); break;
                default:
                    var texts = new PooledTextColumn(column.Name, snappy, rows.Texts);
                    pooled.Add((source, texts));
                    columns.Add(texts);
                    break;
            }
        }

        Columns = columns;
        _pooled = [.. pooled];
    }

    /// <summary>The columns in the table's order.</summary>
    public IReadOnlyList<ColumnChunk> Columns { get; }

    public int Rows { get; private set; }

    /// <summary>Forgets all rows.</summary>
    public void Start()
    {
        Rows = 0;
        foreach (var column in Columns)
        {
            column.Reset();
        }
    }

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fact">Its fact as text.</param>
    public void Add(in StoredFact row, ReadOnlySpan<byte> fact)
    {
        Rows++;
        _entities?.Add(row.Entity);
        _facts?.Add(fact);
        _values?.Add(row.Value);
        foreach (var (source, column) in _pooled)
        {
            column.Add(row.Texts[source]);
        }
    }

    public void Finish()
    {
        foreach (var column in Columns)
        {
            column.Finish();
        }
    }
}
