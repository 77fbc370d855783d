using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// The exact value that Python's <c>decimal.Decimal(text)</c> reads, and its form rounded to six places. Kept as text digits and a power of ten,
/// since exponents may be of any size and binary floating point would round differently.
/// </summary>
public sealed class PythonDecimal
{
    private const int Places = 6;

    /// <summary>The precision of Python's default context: rounding a value that needs more digits is an error there.</summary>
    private const int Precision = 28;

    private const long LargestExponent = 999_999_999_999_999_999;
    private const long SmallestExponent = -1_999_999_999_999_999_997;

    /// <summary>Not null for NaN and the infinities: how they are written.</summary>
    private readonly string? _special;
    private readonly string _digits;
    private readonly long _exponent;

    private PythonDecimal(bool negative, string digits, long exponent, string? special = null)
    {
        IsNegative = negative;
        _digits = digits;
        _exponent = exponent;
        _special = special;
    }

    public bool IsNegative { get; }

    public bool IsNaN => _special is not null && _special.Contains("NaN", StringComparison.Ordinal);

    /// <summary>Less than zero; no answer for NaN, and <c>-0</c> is not.</summary>
    public bool IsBelowZero => IsNegative && (_special is not null || _digits.Length > 0);

    /// <summary>
    /// Reads white space, an optional sign, digits of any script with at most one point, and an optional exponent; or
    /// <c>inf</c>, <c>infinity</c>, <c>nan</c>, <c>snan</c>. Underscores are ignored wherever they stand.
    /// </summary>
    /// <returns>Null where the text is no such number.</returns>
    public static PythonDecimal? TryParse(string text)
    {
        var ascii = ToAscii(PythonText.Strip(text.AsSpan()));
        var negative = ascii.StartsWith('-');
        var unsigned = ascii.AsSpan(ascii is ['-' or '+', ..] ? 1 : 0);
        return unsigned is [(>= '0' and <= '9') or '.', ..] ? TryParseFinite(unsigned, negative) : TryParseSpecial(unsigned, negative);
    }

    /// <summary>
    /// Rounds half to even at six places and writes the value without exponent or trailing zeros: <c>34.3352</c>, <c>-0</c>, <c>1000</c>.
    /// </summary>
    /// <returns>Null where Python's arithmetic refuses: infinity, signalling NaN, and anything of 10^22 or more.</returns>
    public string? ToRoundedText()
    {
        if (_special is not null)
        {
            return _special.StartsWith("NaN", StringComparison.Ordinal) ? Signed(_special) : null;
        }

        if (_digits.Length + _exponent > Precision - Places)
        {
            return _digits.Length == 0 ? Signed("0") : null;
        }

        var scaled = ScaledToPlaces();
        if (scaled.Length > Precision)
        {
            return null;
        }

        var padded = scaled.PadLeft(Places + 1, '0');
        var whole = padded[..^Places];
        var fraction = padded.AsSpan(padded.Length - Places).TrimEnd('0');
        return Signed(fraction.IsEmpty ? whole : $"{whole}.{fraction}");
    }

    private string Signed(string text) => IsNegative ? "-" + text : text;

    /// <summary>The digits of the value times 10^6, rounded half to even.</summary>
    private string ScaledToPlaces()
    {
        var shift = _exponent + Places;
        if (shift >= 0)
        {
            return _digits.Length == 0 ? "" : _digits.PadRight(_digits.Length + (int)shift, '0');
        }

        var kept = _digits.Length + shift;
        if (kept < 0)
        {
            return "";
        }

        var dropped = _digits.AsSpan((int)kept);
        var head = _digits[..(int)kept];
        return RoundsUp(head, dropped) ? Increment(head) : head;
    }

    private static bool RoundsUp(string kept, ReadOnlySpan<char> dropped)
    {
        if (dropped.IsEmpty || dropped[0] != '5')
        {
            return dropped is [> '5', ..];
        }

        var isTie = !dropped[1..].ContainsAnyExcept('0');
        var isOdd = kept.Length > 0 && (kept[^1] - '0') % 2 == 1;
        return !isTie || isOdd;
    }

    private static string Increment(string digits)
    {
        var incremented = digits.ToCharArray();
        for (var i = incremented.Length - 1; i >= 0; i--)
        {
            if (incremented[i] != '9')
            {
                incremented[i]++;
                return new string(incremented);
            }

            incremented[i] = '0';
        }

        return "1" + new string(incremented);
    }

    private static string ToAscii(ReadOnlySpan<char> text)
    {
        var ascii = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (DecimalDigit.TryRead(text, i, out var digit, out var width))
            {
                ascii.Append((char)('0' + digit));
            }
            else if (text[i] != '_')
            {
                ascii.Append(text[i]);
            }

            i += width;
        }

        return ascii.ToString();
    }

    private static PythonDecimal? TryParseFinite(ReadOnlySpan<char> text, bool negative)
    {
        var exponent = 0L;
        var e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!TryParseExponent(text[(e + 1)..], out exponent))
            {
                return null;
            }

            text = text[..e];
        }

        var point = text.IndexOf('.');
        var digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        exponent -= point < 0 ? 0 : text.Length - point - 1;
        var significant = digits.TrimStart('0');
        var adjusted = exponent + Math.Max(significant.Length - 1, 0);
        return adjusted > LargestExponent || exponent < SmallestExponent ? null : new(negative, significant, exponent);
    }

    /// <summary>An optional sign and digits. Past 18 digits, beyond what a value may have, it is merely huge.</summary>
    private static bool TryParseExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var negative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var significant = digits.TrimStart('0');
        var magnitude = significant.IsEmpty ? 0
            : significant.Length > 18 ? 4 * LargestExponent
            : long.Parse(significant);
        exponent = negative ? -magnitude : magnitude;
        return true;
    }

    private static PythonDecimal? TryParseSpecial(ReadOnlySpan<char> text, bool negative)
    {
        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return new(negative, "", 0, "Infinity");
        }

        var signalling = text is ['s' or 'S', ..];
        var name = signalling ? text[1..] : text;
        if (!name.StartsWith("nan", StringComparison.OrdinalIgnoreCase) || name[3..].ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        return new(negative, "", 0, $"{(signalling ? "s" : "")}NaN{name[3..].TrimStart('0')}");
    }
}
