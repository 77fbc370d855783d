using System.Buffers;
using System.Text;

namespace DigitalLand.Core.Csv;

/// <summary>
/// Writes CSV as Python's <c>csv.writer</c> does by default: comma, CRLF, a field quoted only when it holds a comma, a quote,
/// CR or LF; a record of one empty field is <c>""</c>. UTF-8 without a byte order mark.
/// </summary>
public sealed class CsvWriter : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<byte> NeedsQuotesInUtf8 = SearchValues.Create(",\"\r\n"u8);

#pragma warning disable CA2213 // the stream stays the caller's, who moves the file into place after the last byte
    private readonly Stream _stream;
#pragma warning restore CA2213
    private readonly byte[] _lineEnd;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _used;
    private int _fieldsInRecord;
    private bool _loneEmpty;

    /// <param name="stream">Stays the caller's: disposing the writer flushes into it and leaves it open.</param>
    /// <param name="lineEnd">CRLF unless the file's readers expect another.</param>
    public CsvWriter(Stream stream, string lineEnd = "\r\n")
    {
        _stream = stream;
        _lineEnd = Encoding.UTF8.GetBytes(lineEnd);
    }

    public void WriteField(ReadOnlySpan<char> value)
    {
        StartField(value.IsEmpty);
        if (value.ContainsAny(NeedsQuotes))
        {
            WriteQuoted(value);
        }
        else
        {
            WriteRaw(value);
        }
    }

    /// <summary>A field in UTF-8.</summary>
    public void WriteField(ReadOnlySpan<byte> utf8)
    {
        if (utf8.ContainsAny(NeedsQuotesInUtf8))
        {
            WriteQuoted(utf8);
        }
        else
        {
            WritePlainField(utf8);
        }
    }

    /// <summary>A number, which never needs quotes.</summary>
    public void WriteField(int number)
    {
        Span<byte> digits = stackalloc byte[11];
        number.TryFormat(digits, out var length);
        WritePlainField(digits[..length]);
    }

    /// <summary>A field as <see cref="WritePlainField"/> takes it, quoted where it needs quotes; for texts that are written again and again.</summary>
    public static byte[] Encode(string value) => Encoding.UTF8.GetBytes(
        value.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value);

    /// <summary>A field that is encoded already, with the quotes that it needs.</summary>
    public void WritePlainField(ReadOnlySpan<byte> utf8)
    {
        StartField(utf8.IsEmpty);
        WriteRaw(utf8);
    }

    /// <summary>Several fields as <see cref="WritePlainField"/> takes them, with the commas between them.</summary>
    public void WritePlainFields(ReadOnlySpan<byte> utf8, int count)
    {
        StartField(utf8.IsEmpty);
        WriteRaw(utf8);
        _fieldsInRecord += count - 1;
    }

    public void EndRecord()
    {
        if (_fieldsInRecord == 1 && _loneEmpty)
        {
            WriteRaw("\"\""u8);
        }

        WriteRaw(_lineEnd);
        _fieldsInRecord = 0;
    }

    /// <summary>One record at a time; null is an empty field.</summary>
    public void WriteRecord(IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            WriteField(field);
        }

        EndRecord();
    }

    public void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    public void Dispose() => Flush();

    private void WriteQuoted(ReadOnlySpan<char> value)
    {
        WriteRaw((byte)'"');
        while (value.IndexOf('"') is var quote and >= 0)
        {
            WriteRaw(value[..(quote + 1)]);
            WriteRaw((byte)'"');
            value = value[(quote + 1)..];
        }

        WriteRaw(value);
        WriteRaw((byte)'"');
    }

    private void WriteQuoted(ReadOnlySpan<byte> utf8)
    {
        StartField(isEmpty: false);
        WriteRaw((byte)'"');
        while (utf8.IndexOf((byte)'"') is var quote and >= 0)
        {
            WriteRaw(utf8[..(quote + 1)]);
            WriteRaw((byte)'"');
            utf8 = utf8[(quote + 1)..];
        }

        WriteRaw(utf8);
        WriteRaw((byte)'"');
    }

    private void StartField(bool isEmpty)
    {
        if (_fieldsInRecord > 0)
        {
            WriteRaw((byte)',');
        }

        _loneEmpty = _fieldsInRecord == 0 && isEmpty;
        _fieldsInRecord++;
    }

    private void WriteRaw(byte unit)
    {
        if (_used == BufferSize)
        {
            Flush();
        }

        _buffer[_used++] = unit;
    }

    private void WriteRaw(ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length > BufferSize - _used)
        {
            var piece = BufferSize - _used;
            utf8[..piece].CopyTo(_buffer.AsSpan(_used));
            _used = BufferSize;
            Flush();
            utf8 = utf8[piece..];
        }

        utf8.CopyTo(_buffer.AsSpan(_used));
        _used += utf8.Length;
    }

    private void WriteRaw(ReadOnlySpan<char> text)
    {
        // Three bytes a character is UTF-8's most for one UTF-16 unit, so a piece of a third always fits an empty buffer.
        while (text.Length > BufferSize / 3)
        {
            var piece = char.IsHighSurrogate(text[(BufferSize / 3) - 1]) ? (BufferSize / 3) - 1 : BufferSize / 3;
            WriteRaw(text[..piece]);
            text = text[piece..];
        }

        if (BufferSize - _used < text.Length * 3)
        {
            _stream.Write(_buffer, 0, _used);
            _used = 0;
        }

        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
    }
}
