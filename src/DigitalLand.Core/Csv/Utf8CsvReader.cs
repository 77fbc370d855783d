using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace DigitalLand.Core.Csv;

/// <summary>
/// Reads CSV records as <see cref="CsvReader"/>, whose rules it follows, but leaves them in UTF-8: for what is written again, or compared, byte by byte. Fields are spans into one buffer and live until the next <see cref="Read"/>.
/// </summary>
public sealed class Utf8CsvReader : IDisposable
{
    private static readonly SearchValues<byte> EndsField = SearchValues.Create(",\r\n"u8);
    private static readonly SearchValues<byte> EndsQuoted = SearchValues.Create("\"\r"u8);

    private readonly Stream _source;
    private byte[] _buffer;
    private int _length;
    private int _position;
    private bool _sourceEnded;
    private int _recordStart;
    private int _write;
    private int[] _ends = new int[64];

    /// <param name="source">Disposed with the reader.</param>
    /// <param name="bufferSize">In bytes; grows with the longest record.</param>
    public Utf8CsvReader(Stream source, int bufferSize = 256 * 1024)
    {
        _source = source;
        _buffer = new byte[bufferSize];
    }

    /// <summary>Opens a file; a byte order mark is kept as part of the first field.</summary>
    public static Utf8CsvReader Open(string path) => new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));

    /// <summary>How many records have been read: the 1-based number of the current one.</summary>
    public int RecordNumber { get; private set; }

    /// <summary>Fields in the current record; 0 for a blank line.</summary>
    public int FieldCount { get; private set; }

    /// <summary>All fields of the current record, one behind the other.</summary>
    public ReadOnlySpan<byte> Text => _buffer.AsSpan(_recordStart, _write);

    /// <summary>Where each field ends in <see cref="Text"/>, which is where the next begins.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, FieldCount);

    public ReadOnlySpan<byte> this[int field] => Text[(field == 0 ? 0 : _ends[field - 1]).._ends[field]];

    /// <summary>The current record's fields as strings.</summary>
    public string[] ToArray()
    {
        var fields = new string[FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Encoding.UTF8.GetString(this[i]);
        }

        return fields;
    }

    /// <summary>Moves to the next record; false at the end of the file.</summary>
    /// <exception cref="RunFailedException">The record has more than <see cref="CsvReader.LongestRecord"/> bytes, or is not UTF-8.</exception>
    public bool Read()
    {
        FieldCount = 0;
        _recordStart = _position;
        _write = 0;
        if (_position == _length && !Fill())
        {
            return false;
        }

        RecordNumber++;
        if (_buffer[_position] is (byte)'\r' or (byte)'\n')
        {
            EatNewline();
            return true;
        }

        while (ReadField())
        {
        }

        return Utf8.IsValid(Text) ? true : throw new RunFailedException($"Record {RecordNumber} is not UTF-8.");
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Reads one field and the delimiter after it; false when that delimiter ended the record.</summary>
    private bool ReadField()
    {
        if (_position == _length && !Fill())
        {
            AddField();
            return false;
        }

        return _buffer[_position] == '"' ? ReadQuotedField() : ReadPlainField();
    }

    private bool ReadPlainField()
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_position, _length - _position);
            var run = rest.IndexOfAny(EndsField);
            Take(run < 0 ? rest.Length : run);
            if (run >= 0)
            {
                AddField();
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
                AddField();
                return false;
            }
        }
    }

    private bool ReadQuotedField()
    {
        _position++;
        while (true)
        {
            var rest = _buffer.AsSpan(_position, _length - _position);
            var run = rest.IndexOfAny(EndsQuoted);
            Take(run < 0 ? rest.Length : run);
            if (run < 0)
            {
                if (Fill())
                {
                    continue;
                }

                AddField();
                return false;
            }

            if (_buffer[_position] == '\r')
            {
                EatNewline();
                _buffer[_recordStart + _write++] = (byte)'\n';
                continue;
            }

            _position++;
            if ((_position < _length || Fill()) && _buffer[_position] == '"')
            {
                _buffer[_recordStart + _write++] = (byte)'"';
                _position++;
                continue;
            }

            return ReadPlainField();
        }
    }

    /// <summary>Moves bytes behind the fields read so far, over the delimiters and quotes between.</summary>
    private void Take(int count)
    {
        var to = _recordStart + _write;
        if (to != _position)
        {
            _buffer.AsSpan(_position, count).CopyTo(_buffer.AsSpan(to));
        }

        _position += count;
        _write += count;
    }

    private void EatNewline()
    {
        var carriageReturn = _buffer[_position++] == '\r';
        if (carriageReturn && (_position < _length || Fill()) && _buffer[_position] == '\n')
        {
            _position++;
        }
    }

    private void AddField()
    {
        if (FieldCount == _ends.Length)
        {
            Array.Resize(ref _ends, FieldCount * 2);
        }

        _ends[FieldCount++] = _write;
    }

    /// <summary>Reads more of the source behind what is there, keeping the record in flight, which moves to the front. False when the source has ended.</summary>
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
            _position -= _recordStart;
            _recordStart = 0;
        }
        else if (kept >= CsvReader.LongestRecord)
        {
            throw new RunFailedException($"Record {RecordNumber} has more than {CsvReader.LongestRecord} bytes, which is more than can be read; a quote that is never closed may be why.");
        }
        else if (kept == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _source.Read(_buffer, kept, _buffer.Length - kept);
        _length = kept + read;
        _sourceEnded = read == 0;
        return read > 0;
    }
}
