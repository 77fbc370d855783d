using System.Globalization;
using System.Numerics;
using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>Reads one document of <see cref="PythonJson"/>.</summary>
internal sealed class PythonJsonReader(string text)
{
    /// <summary>Deeper documents are refused, as Python refuses them at its own depth.</summary>
    private const int MaxDepth = 500;

    private int _at;
    private int _depth;

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="FormatException">It is not JSON; the message says where.</exception>
    public static object? Read(string text)
    {
        var reader = new PythonJsonReader(text);
        var value = reader.Value();
        reader.SkipWhiteSpace();
        return reader._at == text.Length ? value : throw reader.Bad("the end");
    }

    private object? Value()
    {
        SkipWhiteSpace();
        return Next() switch
        {
            '{' => Nested(Members),
            '[' => Nested(Items),
            '"' => Text(),
            't' => Word("true", true),
            'f' => Word("false", false),
            'n' => Word<object?>("null", null),
            'N' => Word("NaN", double.NaN),
            'I' => Word("Infinity", double.PositiveInfinity),
            '-' when text.AsSpan(_at).StartsWith("-I") => Word("-Infinity", double.NegativeInfinity),
            _ => Number(),
        };
    }

    private object Nested(Func<object> read)
    {
        if (++_depth > MaxDepth)
        {
            throw Bad("less nesting");
        }

        _at++;
        var value = read();
        _depth--;
        return value;
    }

    private object Members()
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        if (Takes('}'))
        {
            return members;
        }

        do
        {
            SkipWhiteSpace();
            var name = Next() == '"' ? Text() : throw Bad("a name in quotes");
            Expect(':');
            members[name] = Value();
        }
        while (Takes(','));
        Expect('}');
        return members;
    }

    private object Items()
    {
        var items = new List<object?>();
        if (Takes(']'))
        {
            return items;
        }

        do
        {
            items.Add(Value());
        }
        while (Takes(','));
        Expect(']');
        return items;
    }

    private string Text()
    {
        var start = ++_at;
        var plain = text.AsSpan(start).IndexOfAny('"', '\\');
        if (plain >= 0 && text[start + plain] == '"' && text.AsSpan(start, plain).IndexOfAnyInRange('\0', '\u001f') < 0)
        {
            _at = start + plain + 1;
            return text.Substring(start, plain);
        }

        var value = new StringBuilder();
        while (Next() is var c && c != '"')
        {
            if (c < ' ')
            {
                throw Bad("no control character");
            }

            _at++;
            value.Append(c == '\\' ? Escaped() : c);
        }

        _at++;
        return value.ToString();
    }

    private char Escaped()
    {
        var c = Next();
        _at++;
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' when _at + 4 <= text.Length && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) => Unit(unit),
            _ => throw Bad("an escape"),
        };
    }

    private char Unit(ushort unit)
    {
        _at += 4;
        return (char)unit;
    }

    private object Number()
    {
        var start = _at;
        while (_at < text.Length && text[_at] is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
        {
            _at++;
        }

        var raw = text.AsSpan(start, _at - start);
        var digits = raw.StartsWith("-") ? raw[1..] : raw;
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(raw[^1]) || (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1])))
        {
            _at = start;
            throw Bad("a value");
        }

        if (raw.IndexOfAny('.', 'e', 'E') < 0)
        {
            return long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? (object)whole
                : BigInteger.Parse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        return double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Bad("a number");
    }

    private T Word<T>(string word, T value)
    {
        if (!text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
        {
            throw Bad("a value");
        }

        _at += word.Length;
        return value;
    }

    private char Next() => _at < text.Length ? text[_at] : throw Bad("more");

    private bool Takes(char c)
    {
        SkipWhiteSpace();
        if (Next() != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Takes(c))
        {
            throw Bad($"'{c}'");
        }
    }

    private void SkipWhiteSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private FormatException Bad(string expected) => new($"Not JSON: {expected} was expected at character {_at + 1}.");
}
