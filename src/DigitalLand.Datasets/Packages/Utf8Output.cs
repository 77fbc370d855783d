using System.Text;

namespace DigitalLand.Datasets.Packages;

/// <summary>UTF-8 text on its way to a stream, which sees it in large pieces; what is written since a mark can be taken back.</summary>
internal sealed class Utf8Output(Stream stream)
{
    private const int FlushAt = 1 << 16;

    private byte[] _buffer = new byte[FlushAt * 2];
    private int _used;

    public void Write(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _used += utf8.Length;
    }

    public void Write(ReadOnlySpan<char> text) => _used += Encoding.UTF8.GetBytes(text, Reserve(text.Length * 3));

    /// <summary>The place to go back to, good until the next <see cref="EndRecord"/>.</summary>
    public int Mark() => _used;

    /// <summary>Takes back everything since the mark.</summary>
    public void Return(int mark) => _used = mark;

    /// <summary>Says that nothing written so far will be taken back.</summary>
    public void EndRecord()
    {
        if (_used >= FlushAt)
        {
            Flush();
        }
    }

    public void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _used < size)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + size));
        }

        return _buffer.AsSpan(_used);
    }
}
