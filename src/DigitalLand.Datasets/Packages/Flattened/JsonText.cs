using System.Buffers;
using System.Globalization;
using System.Text;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>Writes a JSON string.</summary>
internal delegate void Spelling(Utf8Output output, ReadOnlySpan<byte> text);

/// <summary>JSON strings in the two spellings that the flattened files have.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> EscapedAlways =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private static readonly SearchValues<byte> PlainInPython =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (byte)character).Except("\"\\"u8.ToArray())]);

    /// <summary>A string as Python's <c>json.dumps</c> writes it by default: everything beyond ASCII as <c>\uxxxx</c>.</summary>
    public static void WriteAscii(Utf8Output output, ReadOnlySpan<byte> text)
    {
        output.Write("\""u8);
        while (text.IndexOfAnyExcept(PlainInPython) is var at and >= 0)
        {
            output.Write(text[..at]);
            text = text[at..];
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            WriteEscape(output, rune);
            text = text[length..];
        }

        output.Write(text);
        output.Write("\""u8);
    }

    /// <summary>A string with only those characters escaped that have to be.</summary>
    public static void WriteUtf8(Utf8Output output, ReadOnlySpan<byte> text)
    {
        output.Write("\""u8);
        while (text.IndexOfAny(EscapedAlways) is var at and >= 0)
        {
            output.Write(text[..at]);
            WriteEscape(output, (char)text[at]);
            text = text[(at + 1)..];
        }

        output.Write(text);
        output.Write("\""u8);
    }

    /// <summary>Names with what separates them from their values, encoded once.</summary>
    public static byte[][] Keys(string[] names, Spelling write) => Array.ConvertAll(names, name =>
    {
        using var bytes = new MemoryStream();
        var output = new Utf8Output(bytes);
        write(output, Encoding.UTF8.GetBytes(name));
        output.Write(": "u8);
        output.Flush();
        return bytes.ToArray();
    });

    /// <summary>A character beyond sixteen bits is two of them.</summary>
    private static void WriteEscape(Utf8Output output, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            WriteEscape(output, unit);
        }
    }

    private static void WriteEscape(Utf8Output output, char character)
    {
        switch (character)
        {
            case '"':
                output.Write("\\\""u8);
                break;
            case '\\':
                output.Write("\\\\"u8);
                break;
            case '\b':
                output.Write("\\b"u8);
                break;
            case '\f':
                output.Write("\\f"u8);
                break;
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            case '\t':
                output.Write("\\t"u8);
                break;
            default:
                output.Write("\\u"u8);
                output.Write(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                break;
        }
    }
}
