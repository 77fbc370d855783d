using System.Buffers;

namespace DigitalLand.Datasets.Packages.Entries;

/// <summary>
/// CSV in the dialect of the sqlite3 shell, which tools downstream read: LF ends a record, NULL is nothing, an empty text is
/// <c>""</c>, and a text is quoted when it holds a comma, either quote, a space, a control character or anything beyond ASCII.
/// </summary>
internal sealed class ShellCsvWriter(Stream stream)
{
    private static readonly SearchValues<byte> Bare =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Except(['"', '\'', ',']).Select(character => (byte)character)]);

    private readonly Utf8Output _output = new(stream);
    private bool _inRecord;

    public void WriteNull() => Separate();

    public void WriteField(ReadOnlySpan<byte> utf8)
    {
        Separate();
        if (!utf8.IsEmpty && !utf8.ContainsAnyExcept(Bare))
        {
            _output.Write(utf8);
            return;
        }

        _output.Write("\""u8);
        while (utf8.IndexOf((byte)'"') is var quote and >= 0)
        {
            _output.Write(utf8[..(quote + 1)]);
            _output.Write("\""u8);
            utf8 = utf8[(quote + 1)..];
        }

        _output.Write(utf8);
        _output.Write("\""u8);
    }

    public void EndRecord()
    {
        _output.Write("\n"u8);
        _output.EndRecord();
        _inRecord = false;
    }

    public void Flush() => _output.Flush();

    private void Separate()
    {
        if (_inRecord)
        {
            _output.Write(","u8);
        }

        _inRecord = true;
    }
}
