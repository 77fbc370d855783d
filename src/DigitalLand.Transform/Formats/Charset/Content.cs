using System.Text;
using System.Text.Unicode;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// A file's bytes as detection needs them: one pass over the whole that answers for ASCII and UTF-8 and notes which byte values occur, and samples here and
/// there. The whole is held in memory only for the encodings that leave no other way.
/// </summary>
internal sealed class Content
{
    private const int BlockSize = 256 * 1024;
    private const int StartSize = 8192;

    private readonly Stream _stream;
    private readonly Lazy<long> _codePoints;
    private readonly Lazy<byte[]> _alphabet;
    private readonly Lazy<byte[]> _all;

    public Content(Stream stream)
    {
        _stream = stream;
        Length = stream.Length;
        Start = Read(0, StartSize);
        _codePoints = new(CountCodePoints);
        _alphabet = new(FindAlphabet);
        _all = new(() => Read(0, checked((int)Length)));
        Scan();
    }

    public long Length { get; }

    /// <summary>The first 8192 bytes.</summary>
    public byte[] Start { get; }

    public bool IsAscii { get; private set; }

    public bool IsUtf8 { get; private set; }

    /// <summary>Characters, where the content is UTF-8.</summary>
    public long CodePoints => _codePoints.Value;

    /// <summary>The byte values that occur, in order.</summary>
    public byte[] Alphabet => _alphabet.Value;

    public byte[] All => _all.Value;

    public byte[] Read(long offset, int count)
    {
        var bytes = new byte[Math.Max(0, Math.Min(count, Length - offset))];
        _stream.Position = offset;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private void Scan()
    {
        var block = new byte[BlockSize];
        var kept = 0;
        var isAscii = true;
        _stream.Position = 0;
        while (_stream.ReadAtLeast(block.AsSpan(kept), block.Length - kept, throwOnEndOfStream: false) is var read && read > 0)
        {
            var bytes = block.AsSpan(0, kept + read);
            isAscii = isAscii && Ascii.IsValid(bytes);
            var whole = isAscii ? bytes.Length : WholeCharacters(bytes);
            if (!isAscii && !Utf8.IsValid(bytes[..whole]))
            {
                return;
            }

            kept = bytes.Length - whole;
            bytes[whole..].CopyTo(block);
        }

        IsUtf8 = kept == 0;
        IsAscii = isAscii;
    }

    /// <summary>How many of the bytes remain when a character that the block's end cuts is left for the next block.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var value = bytes[^back];
            if (value >= 0xc0)
            {
                var needed = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return needed > back ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }

    private long CountCodePoints()
    {
        var continuing = 0L;
        foreach (var block in Blocks())
        {
            foreach (var value in block.Span)
            {
                continuing += (value & 0xc0) == 0x80 ? 1 : 0;
            }
        }

        return Length - continuing;
    }

    private byte[] FindAlphabet()
    {
        var occurs = new bool[256];
        foreach (var block in Blocks())
        {
            foreach (var value in block.Span)
            {
                occurs[value] = true;
            }
        }

        return [.. Enumerable.Range(0, 256).Where(value => occurs[value]).Select(value => (byte)value)];
    }

    private IEnumerable<ReadOnlyMemory<byte>> Blocks()
    {
        var block = new byte[BlockSize];
        _stream.Position = 0;
        while (_stream.Read(block) is var read && read > 0)
        {
            yield return block.AsMemory(0, read);
        }
    }
}
