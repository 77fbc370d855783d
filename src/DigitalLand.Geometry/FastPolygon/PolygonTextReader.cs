using System.Globalization;
using System.Runtime.CompilerServices;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// Reads ordinary <c>POLYGON</c> and <c>MULTIPOLYGON</c> text: closed rings of at least four coordinates, decimal numbers. Whatever else a text holds, it
/// is left to the general reader, which also decides whether it is WKT at all.
/// </summary>
internal ref struct PolygonTextReader(ReadOnlySpan<char> text, PolygonBuffer buffer)
{
    private const int LeastPoints = 4;

    /// <summary>Digits that are certain to make a whole number that a double holds exactly.</summary>
    private const int MaxExactDigits = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    /// <summary>Whether some coordinates have a third number, which is not kept.</summary>
    public bool HasHeights { get; private set; }

    public bool TryRead()
    {
        buffer.Clear();
        if (TrySkipWord("MULTIPOLYGON"))
        {
            return TrySkip('(') && TryReadPolygons();
        }

        return TrySkipWord("POLYGON") && TryReadPolygon();
    }

    private bool TryReadPolygons()
    {
        do
        {
            if (!TryReadPolygon())
            {
                return false;
            }
        }
        while (TrySkip(','));

        return TrySkip(')');
    }

    private bool TryReadPolygon()
    {
        if (!TrySkip('('))
        {
            return false;
        }

        do
        {
            if (!TryReadRing())
            {
                return false;
            }
        }
        while (TrySkip(','));

        buffer.EndPolygon();
        return TrySkip(')');
    }

    private bool TryReadRing()
    {
        var start = buffer.PointCount;
        if (!TrySkip('('))
        {
            return false;
        }

        do
        {
            if (!TryReadNumber(out var x) || !TryReadNumber(out var y))
            {
                return false;
            }

            if (Peek() is not (',' or ')'))
            {
                HasHeights = true;
                if (!TryReadNumber(out _))
                {
                    return false;
                }
            }

            buffer.AddPoint(x, y);
        }
        while (TrySkip(','));

        buffer.EndRing();
        var ring = buffer.Xy[(2 * start)..];
        return TrySkip(')') && ring.Length >= 2 * LeastPoints && ring[0] == ring[^2] && ring[1] == ring[^1];
    }

    /// <summary>A decimal number, rounded to the nearest double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadNumber(out double value)
    {
        SkipSpace();
        var characters = _text;
        var start = _position;
        var i = start;
        var isNegative = i < characters.Length && characters[i] == '-';
        if (isNegative)
        {
            i++;
        }

        var firstDigit = i;
        var digits = 0L;
        uint digit;
        for (; i < characters.Length && (digit = (uint)(characters[i] - '0')) <= 9; i++)
        {
            digits = (digits * 10) + digit;
        }

        var count = i - firstDigit;
        var decimals = 0;
        if (i < characters.Length && characters[i] == '.')
        {
            var firstDecimal = ++i;
            for (; i < characters.Length && (digit = (uint)(characters[i] - '0')) <= 9; i++)
            {
                digits = (digits * 10) + digit;
            }

            decimals = i - firstDecimal;
            count += decimals;
        }

        var hasExponent = count > 0 && i < characters.Length && characters[i] is 'e' or 'E';
        while (hasExponent && i < characters.Length && characters[i] is 'e' or 'E' or '-' or '+' or (>= '0' and <= '9'))
        {
            i++;
        }

        _position = i;
        value = 0;
        if (count == 0 || i == characters.Length || characters[i] is not (' ' or ',' or ')' or '\n' or '\r' or '\t'))
        {
            return false;
        }

        if (count > MaxExactDigits || hasExponent)
        {
            const NumberStyles decimalNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            return double.TryParse(characters[start..i], decimalNumber, CultureInfo.InvariantCulture, out value);
        }

        // Digits and power of ten are both exact, so one division gives the correctly rounded number.
        value = digits / PowersOfTen[decimals];
        if (isNegative)
        {
            value = -value;
        }

        return true;
    }

    private bool TrySkipWord(string word)
    {
        SkipSpace();
        if (!_text[_position..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var end = _position + word.Length;
        _position = end;
        if (TrySkip('('))
        {
            _position--;
            return true;
        }

        // The Z of POLYGON Z is a word of its own.
        if (_position > end && _position < _text.Length && _text[_position] is 'Z' or 'z')
        {
            _position++;
            return Peek() == '(';
        }

        return false;
    }

    private bool TrySkip(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private char Peek()
    {
        SkipSpace();
        return _position < _text.Length ? _text[_position] : '\0';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n' or '\r' or '\t')
        {
            _position++;
        }
    }
}
