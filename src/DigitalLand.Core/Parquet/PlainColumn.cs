namespace DigitalLand.Core.Parquet;

/// <summary>A column whose values seldom repeat: the values themselves, in pages.</summary>
public abstract class PlainChunk(string name, ParquetType type, Snappy snappy) : ColumnChunk(name, type, snappy)
{
    private const int PageSize = 256 * 1024;

    public override PageEncoding Encoding => PageEncoding.Plain;

    protected override void FinishPages()
    {
        if (RowsInPage > 0)
        {
            WriteDataPage();
        }
    }

    /// <summary>Counts the value that was written into the page, which may be full with it.</summary>
    protected void EndPlainValue()
    {
        EndValue();
        if (Page.WrittenCount >= PageSize)
        {
            FinishPages();
        }
    }
}

/// <summary>Text that seldom repeats.</summary>
public sealed class PlainColumn(string name, Snappy snappy) : PlainChunk(name, TextEncoding.Type, snappy)
{
    public void Add(ReadOnlySpan<char> value)
    {
        TextEncoding.Write(Page, value);
        EndPlainValue();
    }

    /// <summary>Text that is encoded already.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        TextEncoding.Write(Page, utf8);
        EndPlainValue();
    }
}

/// <summary>Numbers that seldom repeat.</summary>
public sealed class PlainColumn<T, TEncoding>(string name, Snappy snappy) : PlainChunk(name, TEncoding.Type, snappy)
    where T : struct
    where TEncoding : struct, IPlainEncoding<T>
{
    private T? _least;
    private T? _greatest;

    public void Add(T value)
    {
        default(TEncoding).Write(Page, value);
        if (TEncoding.HasRange)
        {
            _least = _least is { } least && Comparer<T>.Default.Compare(least, value) <= 0 ? least : value;
            _greatest = _greatest is { } greatest && Comparer<T>.Default.Compare(greatest, value) >= 0 ? greatest : value;
        }

        EndPlainValue();
    }

    public override void Reset()
    {
        base.Reset();
        (_least, _greatest) = (null, null);
    }

    protected override (byte[]? Least, byte[]? Greatest) Range() =>
        _least is { } least && _greatest is { } greatest ? (default(TEncoding).ToBytes(least), default(TEncoding).ToBytes(greatest)) : default;
}
