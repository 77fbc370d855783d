namespace DigitalLand.Transform.Parquet;

/// <summary>A column of text that seldom repeats: the values themselves, in pages.</summary>
internal sealed class PlainColumn(string name, Snappy snappy) : ColumnChunk(name, TextEncoding.Type, snappy)
{
    private const int PageSize = 256 * 1024;

    private int _inPage;

    public override PageEncoding Encoding => PageEncoding.Plain;

    public void Add(string value)
    {
        TextEncoding.Write(Page, value);
        EndValue();
    }

    /// <summary>Text that is encoded already.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        TextEncoding.Write(Page, utf8);
        EndValue();
    }

    private void EndValue()
    {
        _inPage++;
        if (Page.WrittenCount >= PageSize)
        {
            FinishPages();
        }
    }

    protected override void FinishPages()
    {
        if (_inPage > 0)
        {
            WriteDataPage(_inPage);
            _inPage = 0;
        }
    }
}
