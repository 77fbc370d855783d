using DigitalLand.Core;

namespace DigitalLand.Transform.Datatypes;

/// <summary>What decimals and coordinates share: the shortcut past <see cref="PythonDecimal"/> that nearly all of them take, and the error.</summary>
public static class DecimalText
{
    private const int MostWholeDigits = 22;
    private const int Places = 6;

    /// <summary>
    /// Whether the text is already what reading and rounding it would give: <c>12</c>, <c>-0.5</c>, <c>51.123456</c>; no
    /// leading or trailing zeros, at most 22 whole digits and 6 places.
    /// </summary>
    public static bool IsRounded(ReadOnlySpan<char> text)
    {
        var number = text is ['-', ..] ? text[1..] : text;
        var whole = number.IndexOfAnyExceptInRange('0', '9');
        var wholeDigits = whole < 0 ? number.Length : whole;
        if (wholeDigits is 0 or > MostWholeDigits || (number[0] == '0' && wholeDigits > 1))
        {
            return false;
        }

        if (whole < 0)
        {
            return true;
        }

        var fraction = number[(whole + 1)..];
        return number[whole] == '.'
            && fraction.Length is > 0 and <= Places
            && fraction[^1] != '0'
            && !fraction.ContainsAnyExceptInRange('0', '9');
    }

    internal static RunFailedException CannotRound(string field, string value) =>
        new($"The field '{field}' holds '{value}', which cannot be rounded to six decimal places.");
}
