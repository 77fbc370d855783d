namespace DigitalLand.Transform.Formats.Excel;

/// <summary>Reads another stream and fails past a number of bytes, whatever the archive said about the part's size.</summary>
/// <exception cref="InvalidDataException">There are more bytes than allowed.</exception>
internal sealed class BoundedStream(Stream source, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        _read += count;
        return _read <= limit ? count : throw new InvalidDataException($"A part of the workbook is longer than {limit} bytes.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
