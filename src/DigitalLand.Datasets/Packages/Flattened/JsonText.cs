using System.Buffers;
using System.Globalization;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>Writes a JSON string.</summary>
internal delegate void Spelling(Utf8Output output, ReadOnlySpan<char> text);

/// <summary>JSON strings in the two spellings that the flattened files have.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> EscapedAlways =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (char)control), '"', '\\']);

    private static readonly SearchValues<char> PlainInPython =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (char)character).Except(['"', '\\'])]);

    /// <summary>A string as Python's <c>json.dumps</c> writes it by default: everything beyond ASCII as <c>\uxxxx</c>.</summary>
    public static void WriteAscii(Utf8Output output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (text.IndexOfAnyExcept(PlainInPython) is var at and >= 0)
        {
            output.Write(text[..at]);
            WriteEscape(output, text[at]);
            text = text[(at + 1)..];
        }

        output.Write(text);
        output.Write("\""u8);
    }

    /// <summary>A string with only those characters escaped that have to be.</summary>
    public static void WriteUtf8(Utf8Output output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (text.IndexOfAny(EscapedAlways) is var at and >= 0)
        {
            output.Write(text[..at]);
            WriteEscape(output, text[at]);
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
        write(output, name);
        output.Write(": "u8);
        output.Flush();
        return bytes.ToArray();
    });

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
