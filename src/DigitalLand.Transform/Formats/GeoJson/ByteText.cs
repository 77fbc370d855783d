using System.Buffers.Text;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>UTF-8 text that grows at its end and is emptied into a stream now and then.</summary>
internal sealed class ByteText
{
    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Append(byte one)
    {
        if (Length == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        _bytes[Length++] = one;
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    public void AppendInteger(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var used);
        Length += used;
    }

    /// <summary>Room for at least so many bytes after the end; <see cref="Grow"/> says how many were used.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        }

        return _bytes.AsSpan(Length);
    }

    public void Grow(int bytes) => Length += bytes;

    /// <summary>Takes the last bytes away again.</summary>
    public void Shorten(int bytes) => Length -= bytes;

    public void MoveTo(Stream stream)
    {
        stream.Write(Written);
        Length = 0;
    }
}
