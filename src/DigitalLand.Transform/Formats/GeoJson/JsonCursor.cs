using System.Buffers;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>
/// Walks over JSON one value at a time. Objects and arrays are passed over by their brackets alone, so that whoever wants them walks
/// into them, and nobody pays twice for the coordinates.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json, int from = 0)
{
    private static readonly SearchValues<byte> TextStops = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(code => (byte)code)]);
    private static readonly SearchValues<byte> ObjectStops = SearchValues.Create("\"{}"u8);
    private static readonly SearchValues<byte> ArrayStops = SearchValues.Create("\"[]"u8);

    private readonly ReadOnlySpan<byte> _json = json;
    private int _at = from;

    /// <summary>The next byte that is not white space, left where it is; 0 at the end.</summary>
    public byte Next()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }

        return _at < _json.Length ? _json[_at] : (byte)0;
    }

    public bool TryTake(byte wanted)
    {
        if (Next() != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Take(byte wanted)
    {
        if (!TryTake(wanted))
        {
            throw new NotCertainException($"'{(char)wanted}' expected");
        }
    }

    /// <summary>The name of an object's next member, and the colon after it; false once the object has ended.</summary>
    /// <param name="first">True before the first member, after which no comma is due.</param>
    public bool TryTakeName(ref bool first, out JsonValue name)
    {
        name = default;
        if (TryTake((byte)'}'))
        {
            return false;
        }

        if (!first)
        {
            Take((byte)',');
        }

        first = false;
        name = TakeText();
        Take((byte)':');
        return true;
    }

    /// <summary>False once the array has ended; otherwise the cursor stands before its next element.</summary>
    /// <param name="first">True before the first element, before which no comma is due.</param>
    public bool TryTakeElement(ref bool first)
    {
        if (TryTake((byte)']'))
        {
            return false;
        }

        if (!first)
        {
            Take((byte)',');
        }

        first = false;
        return true;
    }

    /// <summary>Nothing but white space may follow.</summary>
    public void End()
    {
        if (Next() != 0 || _at < _json.Length)
        {
            throw new NotCertainException("something after the end");
        }
    }

    public JsonValue TakeValue() => Next() switch
    {
        (byte)'"' => TakeText(),
        (byte)'{' => TakeBracketed(JsonKind.Object, ObjectStops),
        (byte)'[' => TakeBracketed(JsonKind.Array, ArrayStops),
        (byte)'n' => TakeWord("null"u8, JsonKind.Null),
        (byte)'t' => TakeWord("true"u8, JsonKind.True),
        (byte)'f' => TakeWord("false"u8, JsonKind.False),
        _ => TakeNumber(),
    };

    public JsonValue TakeText()
    {
        Take((byte)'"');
        var start = _at;
        var escaped = false;
        while (true)
        {
            var step = _json[_at..].IndexOfAny(TextStops);
            _at += step < 0 ? throw new NotCertainException("a text without an end") : step + 1;
            switch (_json[_at - 1])
            {
                case (byte)'"':
                    return new JsonValue(JsonKind.Text, start, _at - 1 - start, escaped);
                case (byte)'\\' when _at < _json.Length:
                    escaped = true;
                    _at++;
                    break;
                default:
                    throw new NotCertainException("a control character in a text");
            }
        }
    }

    /// <summary>A number as RFC 8259 writes it.</summary>
    public JsonValue TakeNumber()
    {
        _ = Next();
        var start = _at;
        Skip((byte)'-');
        if (!Skip((byte)'0'))
        {
            TakeDigits();
        }

        var real = false;
        if (Skip((byte)'.'))
        {
            real = true;
            TakeDigits();
        }

        if (Skip((byte)'e') || Skip((byte)'E'))
        {
            real = true;
            _ = Skip((byte)'+') || Skip((byte)'-');
            TakeDigits();
        }

        return new JsonValue(real ? JsonKind.Real : JsonKind.Integer, start, _at - start);
    }

    private bool Skip(byte wanted)
    {
        if (_at >= _json.Length || _json[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void TakeDigits()
    {
        var start = _at;
        while (_at < _json.Length && char.IsAsciiDigit((char)_json[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            throw new NotCertainException("a digit expected");
        }
    }

    private JsonValue TakeWord(ReadOnlySpan<byte> word, JsonKind kind)
    {
        if (!_json[_at..].StartsWith(word))
        {
            throw new NotCertainException("neither true nor false nor null");
        }

        _at += word.Length;
        return new JsonValue(kind, _at - word.Length, word.Length);
    }

    private JsonValue TakeBracketed(JsonKind kind, SearchValues<byte> stops)
    {
        var start = _at++;
        for (var depth = 1; depth > 0;)
        {
            var step = _json[_at..].IndexOfAny(stops);
            _at += step < 0 ? throw new NotCertainException("a bracket without its other half") : step;
            switch (_json[_at])
            {
                case (byte)'"':
                    _ = TakeText();
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    _at++;
                    break;
                default:
                    depth--;
                    _at++;
                    break;
            }
        }

        return new JsonValue(kind, start, _at - start);
    }
}
