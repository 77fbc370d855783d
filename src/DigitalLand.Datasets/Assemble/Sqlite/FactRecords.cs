using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Packages.Btrees;

namespace DigitalLand.Datasets.Assemble.Sqlite;

/// <summary>Rows of fact or fact_resource as records of SQLite's file format.</summary>
internal sealed class FactRecords
{
    private readonly TextPool _texts;
    private readonly (int Source, bool IsNumber)[] _columns;
    private readonly RecordBuilder _record;
    private readonly byte[] _scratch = new byte[TextPool.MostDigits];

    public FactRecords(PackageTable table, FactColumns columns, TextPool texts)
    {
        _texts = texts;
        _columns = [.. table.Columns.Select(column => (columns.SourceOf(column.Field), column.Type == ColumnType.Number))];
        _record = new RecordBuilder(_columns.Length);
    }

    /// <summary>The record of a row, until the next is asked for.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fact">Its fact as text.</param>
    public ReadOnlySpan<byte> Of(in StoredFact row, ReadOnlySpan<byte> fact)
    {
        _record.Clear();
        foreach (var (source, isNumber) in _columns)
        {
            switch (source)
            {
                case FactColumns.Entity: _record.Add(row.Entity); break;
                case FactColumns.Fact: _record.Add(fact); break;
                case FactColumns.Value: _record.Add(row.Value); break;
                default: Add(row.Texts[source], isNumber); break;
            }
        }

        return _record.Build();
    }

    private void Add(int text, bool isNumber)
    {
        if (isNumber && _texts.TryGetInteger(text, out var number))
        {
            _record.Add(number);
        }
        else
        {
            _record.Add(_texts.Get(text, _scratch));
        }
    }
}
