using DigitalLand.Core.Parquet;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>The entities of a batch as a row group: the entity a number, all else text. For one thread at a time.</summary>
internal sealed class EntityRowGroup : TableWriter
{
    private readonly EntityRows _entities;
    private readonly ColumnChunk[] _chunks;
    private readonly Value[] _values;
    private long _taken;

    /// <param name="table">The table entity.</param>
    /// <param name="order">The columns' positions in the table, in the order in which the file has them.</param>
    /// <param name="entities">Makes the rows.</param>
    public EntityRowGroup(PackageTable table, IReadOnlyList<int> order, EntityRows entities)
        : base(table)
    {
        _entities = entities;
        var snappy = new Snappy();
        _chunks = [.. table.Columns.Select(column => Chunk(column, snappy))];
        _values = [.. _chunks.Select(_ => new Value())];
        Columns = [.. order.Select(column => _chunks[column])];
    }

    /// <summary>The columns in the file's order.</summary>
    public IReadOnlyList<ColumnChunk> Columns { get; }

    /// <summary>The columns of a file, which has none yet.</summary>
    public static ColumnChunk Chunk(PackageColumn column, Snappy snappy) =>
        column.Field == "entity" ? new PlainColumn<long, Int64Encoding>(column.Name, snappy) : new PlainColumn(column.Name, snappy) { MostTenths = ParquetPartitions.MostTenths };

    public EntityRowGroup Encode(RowBatch rows)
    {
        foreach (var chunk in _chunks)
        {
            chunk.Reset();
        }

        _entities.Write(rows, this);
        foreach (var chunk in _chunks)
        {
            chunk.Finish();
        }

        return this;
    }

    /// <summary>The entities of the batch in hand.</summary>
    public int TakeCount()
    {
        var count = (int)(Rows - _taken);
        _taken = Rows;
        return count;
    }

    public override void Set(int column, ReadOnlySpan<byte> utf8) => _values[column].SetText(utf8);

    public override void Set(int column, long number) => _values[column].Number = number;

    public override void SetNull(int column) => _values[column].SetNull();

    protected override void InsertRow()
    {
        for (var i = 0; i < _chunks.Length; i++)
        {
            switch (_chunks[i])
            {
                case PlainColumn<long, Int64Encoding> numbers: numbers.Add(_values[i].Number); break;
                case PlainColumn texts when !_values[i].IsNull: texts.Add(_values[i].Text); break;
                default: _chunks[i].AddNull(); break;
            }
        }
    }

    /// <summary>A value that stays set for the following rows.</summary>
    private sealed class Value
    {
        private byte[] _text = [];
        private int _length;

        public long Number { get; set; }

        public bool IsNull { get; private set; }

        public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

        public void SetText(ReadOnlySpan<byte> utf8)
        {
            _text = _text.Length < utf8.Length ? new byte[utf8.Length * 2] : _text;
            utf8.CopyTo(_text);
            _length = utf8.Length;
            IsNull = false;
        }

        public void SetNull() => IsNull = true;
    }
}
