using System.Buffers;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>
/// The features of a FeatureCollection, one at a time, from a stream: no more is held than a buffer that the largest feature fits in.
/// The rest of the document is looked at for anything that would make GDAL read it otherwise.
/// </summary>
internal sealed class FeatureReader(Stream stream) : IDisposable
{
    // GDAL decides by the first 6000 bytes which of its drivers reads a file.
    private const int Header = 6000;

    // No array of bytes can be doubled from here.
    private const int Largest = 1 << 30;

    private static readonly SearchValues<byte> ObjectStops = SearchValues.Create("\"{}"u8);
    private static readonly SearchValues<byte> ArrayStops = SearchValues.Create("\"[]"u8);
    private static readonly SearchValues<byte> TextStops = SearchValues.Create("\"\\"u8);

    private static readonly SearchValues<string> OtherDrivers = SearchValues.Create(
        ["\"Topology\"", "esriGeometry", "esriFieldType", "fieldAliases", "<kml", "<gpx", "<rss", "<feed", "<rdf", "<osm", "<gml", "<svg", "PDS_VERSION_ID", "LBLSIZE", "ODL_VERSION_ID"],
        StringComparison.OrdinalIgnoreCase);

    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;
    private long _consumed;
    private bool _opened;
    private bool _first = true;

    /// <summary>The feature that was read last; good until the next call of <see cref="Read"/>.</summary>
    public ReadOnlyMemory<byte> Feature { get; private set; }

    /// <summary>Goes to the next feature; false once the whole document was read and found in order.</summary>
    /// <exception cref="NotCertainException">It is not a plain FeatureCollection.</exception>
    public bool Read()
    {
        if (!_opened)
        {
            _opened = true;
            Open();
        }

        if (Next() == ']')
        {
            _start++;
            Close();
            return false;
        }

        if (!_first)
        {
            Take((byte)',');
        }

        _first = false;
        Feature = Next() == '{' ? Value() : throw new NotCertainException("a feature that is no object");
        return true;
    }

    public void Dispose() => stream.Dispose();

    private void Open()
    {
        Fill(Header);
        var header = _buffer.AsSpan(_start, Math.Min(Header, _end - _start));
        if (System.Text.Encoding.Latin1.GetString(header).AsSpan().ContainsAny(OtherDrivers))
        {
            throw new NotCertainException("words of another format");
        }

        _start += header.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (Next() != '{')
        {
            throw new NotCertainException("no object");
        }

        _start++;
        var known = false;
        for (var first = true; ; first = false)
        {
            if (!first)
            {
                Take((byte)',');
            }

            var name = Name();
            switch (name)
            {
                case "features" when known:
                    Take((byte)'[');
                    return;
                case "type" when !known:
                    known = Value().Span.SequenceEqual("\"FeatureCollection\""u8) && _consumed + _start < Header
                        ? true
                        : throw new NotCertainException("not a FeatureCollection");
                    break;
                default:
                    Foreign(name, beforeType: !known);
                    break;
            }
        }
    }

    private void Close()
    {
        while (Next() == ',')
        {
            _start++;
            Foreign(Name(), beforeType: false);
        }

        Take((byte)'}');
        if (Next() != 0 || _end > _start)
        {
            throw new NotCertainException("something after the document");
        }
    }

    /// <summary>Any other member of the collection: of no consequence, save where it makes another kind of document.</summary>
    private void Foreign(string name, bool beforeType)
    {
        // With columns and data the document may be a table; the other names are the collection's own, in another case or for the second time.
        if (name is "columns" or "data"
            || name.Equals("type", StringComparison.OrdinalIgnoreCase)
            || name.Equals("features", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotCertainException("a member that may change what the document is");
        }

        _ = Next();
        var value = Value().Span;
        var cursor = new JsonCursor(value);
        var parsed = cursor.TakeValue();
        cursor.End();
        parsed.Validate(value);
        if (name.Equals("crs", StringComparison.OrdinalIgnoreCase))
        {
            if (!CoordinateReferenceSystem.IsPlain(value))
            {
                throw new NotCertainException("a coordinate reference system by reference");
            }
        }
        else if (beforeType && value.IndexOf("\"type\""u8) >= 0)
        {
            // GDAL looks for the first of these words, wherever it stands.
            throw new NotCertainException("another type before the collection's");
        }
    }

    private string Name()
    {
        _ = Next();
        var json = Value().Span;
        var cursor = new JsonCursor(json);
        var name = cursor.TakeText();
        if (name.Escaped)
        {
            throw new NotCertainException("a member's name with escapes");
        }

        var text = System.Text.Encoding.UTF8.GetString(name.In(json));
        Take((byte)':');
        return text;
    }

    private void Take(byte wanted)
    {
        if (Next() != wanted)
        {
            throw new NotCertainException($"'{(char)wanted}' expected");
        }

        _start++;
    }

    /// <summary>The next byte that is not white space, left where it is; 0 at the end.</summary>
    private byte Next()
    {
        while (true)
        {
            while (_start < _end)
            {
                if (_buffer[_start] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                {
                    return _buffer[_start];
                }

                _start++;
            }

            if (!Fill(1))
            {
                return 0;
            }
        }
    }

    /// <summary>The bytes of the value that begins here, the whole of which is in the buffer afterwards.</summary>
    private ReadOnlyMemory<byte> Value()
    {
        var length = Next() switch
        {
            (byte)'{' => BracketedLength(ObjectStops),
            (byte)'[' => BracketedLength(ArrayStops),
            (byte)'"' => TextLength(1),
            _ => WordLength(),
        };
        var value = _buffer.AsMemory(_start, length);
        _start += length;
        return value;
    }

    private int BracketedLength(SearchValues<byte> stops)
    {
        var at = 1;
        for (var depth = 1; depth > 0;)
        {
            at = Find(stops, at);
            switch (_buffer[_start + at])
            {
                case (byte)'"':
                    at = TextLength(at + 1);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                default:
                    depth--;
                    at++;
                    break;
            }
        }

        return at;
    }

    /// <summary>Where a text ends that goes on at <paramref name="at"/>: after its closing quote.</summary>
    private int TextLength(int at)
    {
        while (true)
        {
            at = Find(TextStops, at);
            if (_buffer[_start + at] == '"')
            {
                return at + 1;
            }

            at += 2;
        }
    }

    private int WordLength()
    {
        var at = 0;
        while ((_start + at < _end || Fill(at + 1)) && _buffer[_start + at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
        {
            at++;
        }

        return at;
    }

    /// <summary>The distance from the value's start to the next of these bytes, from <paramref name="at"/> on.</summary>
    private int Find(SearchValues<byte> stops, int at)
    {
        while (true)
        {
            if (_start + at < _end)
            {
                var step = _buffer.AsSpan(_start + at, _end - _start - at).IndexOfAny(stops);
                if (step >= 0)
                {
                    return at + step;
                }

                at = _end - _start;
            }

            if (!Fill(at + 1))
            {
                throw new NotCertainException("the document ends too early");
            }
        }
    }

    /// <summary>Has at least so many bytes in the buffer from here on; false where the stream ends before.</summary>
    private bool Fill(int wanted)
    {
        while (_end - _start < wanted)
        {
            MakeRoom();
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private void MakeRoom()
    {
        if (_start > 0 && _end == _buffer.Length)
        {
            _consumed += _start;
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length < Largest ? _buffer.Length * 2 : throw new NotCertainException("a feature of more than a gigabyte"));
        }
    }
}
