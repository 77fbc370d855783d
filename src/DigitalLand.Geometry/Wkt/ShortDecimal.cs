namespace DigitalLand.Geometry.Wkt;

/// <summary>
/// Reads the decimals that coordinates are made of (<c>-0.127972</c>): up to 15 digits in all, no exponent. Digits and power of ten are then both exact
/// doubles, so that one division gives the correctly rounded number, as the general reader would, at a fraction of its cost.
/// </summary>
internal static class ShortDecimal
{
    private const int MaxDigits = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    public static bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = 0L;
        var count = 0;
        var point = -1;
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit <= 9)
            {
                digits = (digits * 10) + digit;
                if (++count > MaxDigits)
                {
                    return false;
                }
            }
            else if (text[i] == '.' && point < 0)
            {
                point = count;
            }
            else
            {
                return false;
            }
        }

        if (count == 0)
        {
            return false;
        }

        value = point < 0 ? digits : digits / PowersOfTen[count - point];
        if (negative)
        {
            value = -value;
        }

        return true;
    }
}
