using System.Globalization;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// Reads a number from text as pandas does (its C function <c>precise_xstrtod</c>): up to 17 digits gathered in a double and scaled by a
/// power of ten. Beyond 15 digits the result can differ from the nearest double in the last place; it must, as the reference's does.
/// </summary>
internal static class NumericText
{
    private const int MaxDigits = 17;
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 309).Select(power => double.Parse($"1e{power}", CultureInfo.InvariantCulture))];

    /// <summary>Reads the whole text, white space around it allowed.</summary>
    /// <param name="text">ASCII digits with sign, point and exponent, or a name of infinity.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isInteger">Whether it is digits alone.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out double value, out bool isInteger)
    {
        if (TryParseDigits(text, out value, out isInteger))
        {
            return true;
        }

        isInteger = false;
        var sign = text.StartsWith('-') ? -1 : 1;
        var name = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        value = sign * double.PositiveInfinity;
        return name.Equals("inf", StringComparison.OrdinalIgnoreCase) || name.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryParseDigits(ReadOnlySpan<char> text, out double value, out bool isInteger)
    {
        var at = SkipSpace(text, 0);
        var negative = Sign(text, ref at);
        isInteger = true;
        value = 0;
        var digits = 0;
        var exponent = 0;
        for (; IsDigit(text, at); at++)
        {
            if (digits < MaxDigits)
            {
                value = (value * 10) + (text[at] - '0');
                digits++;
            }
            else
            {
                exponent++;
            }
        }

        if (at < text.Length && text[at] == '.')
        {
            isInteger = false;
            at++;
            for (; digits < MaxDigits && IsDigit(text, at); at++)
            {
                value = (value * 10) + (text[at] - '0');
                digits++;
                exponent--;
            }

            while (IsDigit(text, at))
            {
                at++;
            }
        }

        if (digits == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            isInteger = false;
            exponent += Exponent(text, ref at);
        }

        value = Scale(negative ? -value : value, exponent);
        return double.IsFinite(value) && SkipSpace(text, at) == text.Length;
    }

    /// <summary>The exponent behind an <c>e</c>; where no digit follows, the reading stops before its last character and the text is no number.</summary>
    private static int Exponent(ReadOnlySpan<char> text, ref int at)
    {
        at++;
        var negative = Sign(text, ref at);
        var start = at;
        var exponent = 0;
        for (; at - start < MaxDigits && IsDigit(text, at); at++)
        {
            exponent = Math.Min((exponent * 10) + (text[at] - '0'), 100_000);
        }

        if (at == start)
        {
            at--;
        }

        return negative ? -exponent : exponent;
    }

    private static double Scale(double value, int exponent) => exponent switch
    {
        _ when value == 0 => value,
        > 308 => value * double.PositiveInfinity,
        > 0 => value * PowersOfTen[exponent],
        < -616 => 0 * value,
        < -308 => value / PowersOfTen[-308 - exponent] / PowersOfTen[308],
        _ => value / PowersOfTen[-exponent],
    };

    private static bool Sign(ReadOnlySpan<char> text, ref int at)
    {
        var sign = at < text.Length ? text[at] : ' ';
        at += sign is '-' or '+' ? 1 : 0;
        return sign == '-';
    }

    private static bool IsDigit(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or (>= '\t' and <= '\r'))
        {
            at++;
        }

        return at;
    }
}
