using System.Buffers;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Writes the object of an entity's further fields: compact, every value a string, and escaped as sparingly as JSON allows
/// (quote, backslash and control characters), as the reference's <c>json_object</c> writes it.
/// </summary>
internal sealed class JsonMembers
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>The object, or nothing where it has no member.</summary>
    public ReadOnlySpan<byte> Json => _json.WrittenSpan;

    public void Clear() => _json.ResetWrittenCount();

    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _json.Write(_json.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        WriteEscaped(name);
        _json.Write("\":\""u8);
        WriteEscaped(value);
        _json.Write("\""u8);
    }

    public void End()
    {
        if (_json.WrittenCount > 0)
        {
            _json.Write("}"u8);
        }
    }

    private void WriteEscaped(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(Escaped) is var at and >= 0)
        {
            _json.Write(text[..at]);
            WriteEscape(text[at]);
            text = text[(at + 1)..];
        }

        _json.Write(text);
    }

    private void WriteEscape(byte value)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        _json.Write(value switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\f' => "\\f"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\r' => "\\r"u8,
            (byte)'\t' => "\\t"u8,
            _ => [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', digits[value >> 4], digits[value & 15]],
        });
    }
}
