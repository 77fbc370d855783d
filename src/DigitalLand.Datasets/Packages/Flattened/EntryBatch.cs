using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>Records of the entries that one thread flattens at a time, copied out of the reader.</summary>
internal sealed class EntryBatch
{
    private const int MostText = 1 << 19;
    private const int MostRecords = 1024;

    private readonly List<int> _fieldEnds = [];
    private readonly List<(int FirstField, int Fields, int Number)> _records = [];
    private byte[] _text = new byte[MostText + (MostText / 4)];
    private int _used;

    public int Count => _records.Count;

    /// <summary>The texts that fields are slices of, in UTF-8.</summary>
    public byte[] Text => _text;

    /// <summary>Takes the next records of a reader in place of those in hand; blank lines are left out. Without any it is empty.</summary>
    public void Fill(Utf8CsvReader reader)
    {
        _fieldEnds.Clear();
        _records.Clear();
        _used = 0;
        while (_records.Count < MostRecords && _used < MostText && reader.Read())
        {
            if (reader.FieldCount > 0)
            {
                Add(reader);
            }
        }
    }

    public int FieldCount(int record) => _records[record].Fields;

    /// <summary>The record's number in the file, the header's being 1.</summary>
    public int Number(int record) => _records[record].Number;

    /// <summary>Where a field lies.</summary>
    public (int Start, int Length) Field(int record, int field)
    {
        var at = _records[record].FirstField + field;
        var start = at == 0 ? 0 : _fieldEnds[at - 1];
        return (start, _fieldEnds[at] - start);
    }

    private void Add(Utf8CsvReader reader)
    {
        _records.Add((_fieldEnds.Count, reader.FieldCount, reader.RecordNumber));
        var text = reader.Text;
        if (_text.Length - _used < text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + text.Length));
        }

        text.CopyTo(_text.AsSpan(_used));
        foreach (var end in reader.Ends)
        {
            _fieldEnds.Add(_used + end);
        }

        _used += text.Length;
    }
}
