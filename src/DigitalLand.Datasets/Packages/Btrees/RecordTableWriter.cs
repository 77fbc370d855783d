namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>Fills a table with records of SQLite's file format. An INTEGER PRIMARY KEY is the row's number and NULL in the record.</summary>
internal abstract class RecordTableWriter : TableWriter
{
    private readonly RecordBuilder _record;
    private readonly Value[] _values;
    private readonly int _numberedBy;

    protected RecordTableWriter(PackageTable table)
        : base(table)
    {
        _record = new RecordBuilder(table.Columns.Count);
        _values = new Value[table.Columns.Count];
        _numberedBy = table.KeyColumn is var key and >= 0 && table.Columns[key].Type == ColumnType.Number ? key : -1;
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = new Value { Bytes = new byte[16], Kind = ValueKind.Text };
        }
    }

    private enum ValueKind
    {
        Null,
        Number,
        Text,
    }

    public override void Set(int column, ReadOnlySpan<byte> utf8)
    {
        ref var value = ref _values[column];
        if (value.Bytes.Length < utf8.Length)
        {
            value.Bytes = new byte[Math.Max(value.Bytes.Length * 2, utf8.Length)];
        }

        utf8.CopyTo(value.Bytes);
        value.Length = utf8.Length;
        value.Kind = ValueKind.Text;
    }

    public override void Set(int column, long number)
    {
        _values[column].Number = number;
        _values[column].Kind = ValueKind.Number;
    }

    public override void SetNull(int column) => _values[column].Kind = ValueKind.Null;

    /// <summary>Takes a row.</summary>
    /// <param name="rowid">Its INTEGER PRIMARY KEY, or else how many rows there are with it.</param>
    /// <param name="record">Its columns, until the next row.</param>
    protected abstract void InsertRecord(long rowid, ReadOnlySpan<byte> record);

    /// <summary>Adds the value that is set for a column to an index.</summary>
    protected void AddTo(ValueIndex index, int column, long rowid)
    {
        ref readonly var value = ref _values[column];
        switch (value.Kind)
        {
            case ValueKind.Null: index.AddNull(rowid); break;
            case ValueKind.Number: index.Add(value.Number, rowid); break;
            default: index.Add(value.Bytes.AsSpan(0, value.Length), rowid); break;
        }
    }

    protected override void InsertRow()
    {
        _record.Clear();
        for (var i = 0; i < _values.Length; i++)
        {
            ref readonly var value = ref _values[i];
            if (value.Kind == ValueKind.Null || i == _numberedBy)
            {
                _record.AddNull();
            }
            else if (value.Kind == ValueKind.Number)
            {
                _record.Add(value.Number);
            }
            else
            {
                _record.Add(value.Bytes.AsSpan(0, value.Length));
            }
        }

        InsertRecord(_numberedBy < 0 ? Rows : _values[_numberedBy].Number, _record.Build());
    }

    private struct Value
    {
        public ValueKind Kind;
        public long Number;
        public byte[] Bytes;
        public int Length;
    }
}
