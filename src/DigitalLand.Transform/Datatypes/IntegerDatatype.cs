using DigitalLand.Core;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// A whole number from 0, of any size, in canonical digits. What counts as a number is Python's <c>int(text)</c>: surrounding
/// white space (but not U+001C to U+001F, which only <c>str.strip</c> counts as such), a sign, single underscores between digits, digits of any script, at most 4300 digits. A trailing <c>.0</c>,
/// as spreadsheets write it, is taken off first.
/// </summary>
/// <param name="field">Named in messages.</param>
public sealed class IntegerDatatype(string field) : Datatype
{
    /// <summary>CPython's limit on converting text to an integer.</summary>
    private const int MostDigits = 4300;

    public override Normalised Normalise(string value)
    {
        if (IsCanonical(value))
        {
            return Normalised.Clean(value);
        }

        var text = WithoutZeroFraction(value);
        if (!TryReadDigits(text.AsSpan().Trim(), out var digits, out var negative))
        {
            return Normalised.Rejected("invalid integer", text, $"{field} must be a number");
        }

        return negative && digits != "0"
            ? Normalised.Rejected("too small", text, $"{field} must be larger than 0")
            : Normalised.Clean(digits);
    }

    private static bool IsCanonical(string value) =>
        value.Length is > 0 and <= MostDigits
        && (value[0] != '0' || value.Length == 1)
        && !value.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Takes off <c>.0</c>, <c>.00</c>... at the end, or before one final line feed, as the regular expression <c>\.0+$</c> does.</summary>
    private static string WithoutZeroFraction(string value)
    {
        var end = value.EndsWith('\n') ? value.Length - 1 : value.Length;
        var point = value.AsSpan(0, end).TrimEnd('0').Length - 1;
        return point >= 0 && value[point] == '.' && point < end - 1 ? value.Remove(point, end - point) : value;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, out string digits, out bool negative)
    {
        digits = "";
        negative = text is ['-', ..];
        var position = text is ['-' or '+', ..] ? 1 : 0;
        var buffer = new char[text.Length];
        var count = 0;
        var afterDigit = false;
        while (position < text.Length)
        {
            if (DecimalDigit.TryRead(text, position, out var digit, out var width))
            {
                buffer[count++] = (char)('0' + digit);
                afterDigit = true;
            }
            else if (text[position] == '_' && afterDigit)
            {
                afterDigit = false;
            }
            else
            {
                return false;
            }

            position += width;
        }

        if (!afterDigit || count > MostDigits)
        {
            return false;
        }

        var significant = buffer.AsSpan(0, count).TrimStart('0');
        digits = significant.IsEmpty ? "0" : significant.ToString();
        return true;
    }
}
