using System.Buffers;

namespace DigitalLand.Core.Csv;

/// <summary>
/// Reads CSV records exactly as Python's <c>csv.reader</c> does over a file opened with universal newlines (dialect "excel",
/// not strict): the reference reads every file so, and its line numbers and values follow from it.
/// <list type="bullet">
/// <item>CR, LF and CRLF end a record; inside quotes each becomes LF.</item>
/// <item>A quote opens a quoted field only as the field's first character: <c>ab"c"d</c> and <c> "a"</c> stay as they are.</item>
/// <item>Text after a closing quote is kept: <c>"abc"def</c> is <c>abcdef</c>.</item>
/// <item>An unclosed quote takes everything to the end of the file.</item>
/// <item>A blank line is a record of no fields.</item>
/// </list>
/// Fields are spans into one buffer and live until the next <see cref="Read"/>; memory is bounded by the longest record, and that by
/// <see cref="LongestRecord"/>.
/// </summary>
public sealed class CsvReader : IDisposable
{
    /// <summary>Characters that a record may have: half of what a string can hold, and far more than the largest shape takes.</summary>
    public const int LongestRecord = 1 << 29;

    private static readonly SearchValues<char> EndsField = SearchValues.Create(",\r\n");
    private static readonly SearchValues<char> EndsQuoted = SearchValues.Create("\"\r");

    private readonly TextReader _source;
    private readonly bool _dropNul;
    private char[] _buffer;
    private int _length;
    private int _position;
    private bool _sourceEnded;
    private int _recordStart;
    private int[] _starts = new int[64];
    private int[] _ends = new int[64];

    /// <param name="source">Disposed with the reader.</param>
    /// <param name="dropNul">Remove NUL characters before parsing, as is done with resources.</param>
    /// <param name="bufferSize">In characters; grows with the longest record.</param>
    public CsvReader(TextReader source, bool dropNul = false, int bufferSize = 64 * 1024)
    {
        _source = source;
        _dropNul = dropNul;
        _buffer = new char[bufferSize];
    }

    /// <summary>
    /// Opens a UTF-8 file; a byte order mark is kept as part of the first field, as the reference keeps it. Bytes that are not
    /// UTF-8 end the reading with a <see cref="System.Text.DecoderFallbackException"/>.
    /// </summary>
    public static CsvReader Open(string path) =>
        new(new StreamReader(path, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024));

    /// <summary>How many records have been read: the 1-based number of the current one. A record of several lines counts once.</summary>
    public int RecordNumber { get; private set; }

    /// <summary>Fields in the current record; 0 for a blank line.</summary>
    public int FieldCount { get; private set; }

    public ReadOnlySpan<char> this[int field] => _buffer.AsSpan(_starts[field], _ends[field] - _starts[field]);

    public string GetString(int field) => _starts[field] == _ends[field] ? "" : new string(this[field]);

    /// <summary>The current record's fields as strings of their own.</summary>
    public string[] ToArray()
    {
        var fields = new string[FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = GetString(i);
        }

        return fields;
    }

    /// <summary>Moves to the next record; false at the end of the file.</summary>
    /// <exception cref="RunFailedException">The record has more characters than <see cref="LongestRecord"/>; an unclosed quote may be why.</exception>
    public bool Read()
    {
        FieldCount = 0;
        _recordStart = _position;
        if (_position == _length && !Fill())
        {
            return false;
        }

        RecordNumber++;
        if (_buffer[_position] is '\r' or '\n')
        {
            EatNewline();
            return true;
        }

        while (ReadField())
        {
        }

        return true;
    }

    /// <summary>Reads one field and the delimiter after it; false when that delimiter ended the record.</summary>
    private bool ReadField()
    {
        if (_position == _length && !Fill())
        {
            AddField(_position, _position);
            return false;
        }

        return _buffer[_position] == '"' ? ReadQuotedField() : ReadPlainField(_position - _recordStart, _position - _recordStart);
    }

    /// <summary>
    /// Reads on to the next delimiter. Offsets are relative to the record's start, because filling the buffer moves the record.
    /// </summary>
    /// <param name="start">Where the field's text begins.</param>
    /// <param name="write">Where its next character belongs: behind the reading position once a quote was taken out.</param>
    private bool ReadPlainField(int start, int write)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_position, _length - _position);
            var run = rest.IndexOfAny(EndsField);
            var taken = run < 0 ? rest.Length : run;
            write = Take(write, taken);
            if (run >= 0)
            {
                AddField(_recordStart + start, _recordStart + write);
                if (_buffer[_position] == ',')
                {
                    _position++;
                    return true;
                }

                EatNewline();
                return false;
            }

            if (!Fill())
            {
                AddField(_recordStart + start, _recordStart + write);
                return false;
            }
        }
    }

    private bool ReadQuotedField()
    {
        _position++;
        var start = _position - _recordStart;
        var write = start;
        while (true)
        {
            var rest = _buffer.AsSpan(_position, _length - _position);
            var run = rest.IndexOfAny(EndsQuoted);
            write = Take(write, run < 0 ? rest.Length : run);
            if (run < 0)
            {
                if (Fill())
                {
                    continue;
                }

                AddField(_recordStart + start, _recordStart + write);
                return false;
            }

            if (_buffer[_position] == '\r')
            {
                EatNewline();
                _buffer[_recordStart + write++] = '\n';
                continue;
            }

            _position++;
            if ((_position < _length || Fill()) && _buffer[_position] == '"')
            {
                _buffer[_recordStart + write++] = '"';
                _position++;
                continue;
            }

            return ReadPlainField(start, write);
        }
    }

    /// <summary>Moves <paramref name="count"/> characters from the reading to the writing position and steps over them.</summary>
    private int Take(int write, int count)
    {
        var to = _recordStart + write;
        if (to != _position)
        {
            _buffer.AsSpan(_position, count).CopyTo(_buffer.AsSpan(to));
        }

        _position += count;
        return write + count;
    }

    private void EatNewline()
    {
        var carriageReturn = _buffer[_position++] == '\r';
        if (carriageReturn && (_position < _length || Fill()) && _buffer[_position] == '\n')
        {
            _position++;
        }
    }

    private void AddField(int start, int end)
    {
        if (FieldCount == _starts.Length)
        {
            Array.Resize(ref _starts, FieldCount * 2);
            Array.Resize(ref _ends, FieldCount * 2);
        }

        _starts[FieldCount] = start;
        _ends[FieldCount++] = end;
    }

    /// <summary>
    /// Reads more of the source behind what is there, keeping the record in flight: it moves to the front of the buffer,
    /// and with it the fields found so far. False when the source has ended.
    /// </summary>
    private bool Fill()
    {
        if (_sourceEnded)
        {
            return false;
        }

        var kept = _length - _recordStart;
        if (_recordStart > 0)
        {
            Array.Copy(_buffer, _recordStart, _buffer, 0, kept);
            for (var i = 0; i < FieldCount; i++)
            {
                _starts[i] -= _recordStart;
                _ends[i] -= _recordStart;
            }

            _position -= _recordStart;
            _recordStart = 0;
        }
        else if (kept >= LongestRecord)
        {
            throw new RunFailedException($"Record {RecordNumber} has more than {LongestRecord} characters, which is more than can be read; a quote that is never closed may be why.");
        }
        else if (kept == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _length = kept;
        do
        {
            var read = _source.Read(_buffer, kept, _buffer.Length - kept);
            if (read == 0)
            {
                _sourceEnded = true;
                return false;
            }

            _length = kept + (_dropNul ? DropNul(_buffer.AsSpan(kept, read)) : read);
        }
        while (_length == kept);
        return true;
    }

    private static int DropNul(Span<char> text)
    {
        var write = text.IndexOf('\0');
        if (write < 0)
        {
            return text.Length;
        }

        foreach (var c in text[write..])
        {
            if (c != '\0')
            {
                text[write++] = c;
            }
        }

        return write;
    }

    public void Dispose() => _source.Dispose();
}
