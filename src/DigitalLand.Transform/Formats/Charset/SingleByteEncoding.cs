using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// A code page with one byte a character, exactly as Python's codec of that name has it. The platform's own tables fill holes with control
/// characters where Python refuses the byte, and lack some pages.
/// </summary>
internal sealed class SingleByteEncoding : Encoding
{
    /// <summary>Marks a byte that stands for nothing; no code page has this noncharacter.</summary>
    private const char Undefined = '\uffff';

    private readonly char[] _characters;

    /// <param name="characters">256, <c>U+FFFF</c> for a byte that stands for nothing.</param>
    public SingleByteEncoding(char[] characters)
        : base(0, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) => _characters = characters;

    public static Dictionary<string, SingleByteEncoding> LoadAll() =>
        CharsetData.Rows("code-pages").ToDictionary(row => row[0], row => new SingleByteEncoding(ReadTable(row[1])));

    public ReadOnlySpan<char> Characters => _characters;

    public static bool IsUndefined(char character) => character == Undefined;

    public bool TryDecode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            text[i] = _characters[bytes[i]];
        }

        return !text[..bytes.Length].Contains(Undefined);
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var source = bytes.AsSpan(byteIndex, byteCount);
        if (TryDecode(source, chars.AsSpan(charIndex, byteCount)))
        {
            return byteCount;
        }

        var hole = chars.AsSpan(charIndex, byteCount).IndexOf(Undefined);
        throw new DecoderFallbackException($"The byte 0x{source[hole]:x2} stands for nothing in this code page.", [source[hole]], hole);
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        for (var i = 0; i < charCount; i++)
        {
            var value = Array.IndexOf(_characters, chars[charIndex + i]);
            if (value < 0)
            {
                throw new EncoderFallbackException($"'{chars[charIndex + i]}' is not in this code page.");
            }

            bytes[byteIndex + i] = (byte)value;
        }

        return charCount;
    }

    /// <summary><c>80=20AC 81= 82-84=0402</c>: what differs from Latin-1; a range counts on from its first character, or is undefined.</summary>
    private static char[] ReadTable(string differences)
    {
        var characters = new char[256];
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)i;
        }

        foreach (var difference in differences.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = difference.Split('=');
            var first = CharsetData.Hex(sides[0].AsSpan(0, 2));
            var last = CharsetData.Hex(sides[0].AsSpan(sides[0].Length - 2));
            for (var i = first; i <= last; i++)
            {
                characters[i] = sides[1].Length == 0 ? Undefined : (char)(CharsetData.Hex(sides[1]) + i - first);
            }
        }

        return characters;
    }
}
