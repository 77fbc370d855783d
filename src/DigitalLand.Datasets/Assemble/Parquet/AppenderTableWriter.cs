using DigitalLand.Datasets.Packages;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>Fills a table of DuckDB, column after column of each row.</summary>
internal sealed class AppenderTableWriter : TableWriter
{
    private readonly DuckDbAppender _appender;
    private readonly Value[] _values;

    public AppenderTableWriter(PackageTable table, DuckDbAppender appender)
        : base(table)
    {
        _appender = appender;
        _values = [.. table.Columns.Select(_ => new Value())];
    }

    public override void Set(int column, ReadOnlySpan<byte> utf8) => _values[column].SetText(utf8);

    public override void Set(int column, long number) => _values[column].SetNumber(number);

    public override void SetNull(int column) => _values[column].SetNull();

    /// <summary>Tells that no row comes any more.</summary>
    public void Complete() => _appender.Complete();

    protected override void InsertRow()
    {
        foreach (var value in _values)
        {
            value.AppendTo(_appender);
        }

        _appender.EndRow();
    }

    protected override void Dispose(bool disposing)
    {
        _appender.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Value
    {
        private byte[] _text = [];
        private int _length;
        private long _number;
        private bool _isNull;
        private bool _isNumber;

        public void SetText(ReadOnlySpan<byte> utf8)
        {
            _text = _text.Length < utf8.Length ? new byte[utf8.Length * 2] : _text;
            utf8.CopyTo(_text);
            _length = utf8.Length;
            (_isNull, _isNumber) = (false, false);
        }

        public void SetNumber(long number) => (_number, _isNull, _isNumber) = (number, false, true);

        public void SetNull() => (_isNull, _isNumber) = (true, false);

        public void AppendTo(DuckDbAppender appender)
        {
            if (_isNull)
            {
                appender.AppendNull();
            }
            else if (_isNumber)
            {
                appender.Append(_number);
            }
            else
            {
                appender.Append(_text.AsSpan(0, _length));
            }
        }
    }
}
