using System.Globalization;

namespace DigitalLand.Geometry;

/// <summary>
/// Coordinates with exactly six decimals: the double, correctly rounded as a decimal number, in fixed notation. Zero keeps its sign,
/// as a small negative number prints <c>-0.000000</c> with the reference's GEOS.
/// </summary>
internal static class SixDecimals
{
    /// <summary>What one formatted number may need: the largest double has 309 digits.</summary>
    public const int MaxLength = 320;

    public const double Scale = 1e6;

    /// <summary>Below this the greater part of a scaled number still tells a half.</summary>
    private const double MaxScaled = 1e12;

    private const string Format = "F6";

    /// <summary>The double nearest to the number of six decimals that is nearest to the value: what writing and reading again gives.</summary>
    public static double Round(double value)
    {
        if (TryScale(value, out var scaled))
        {
            return scaled / Scale;
        }

        return double.IsFinite(value) ? double.Parse(value.ToString(Format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;
    }

    public static int Write(double value, Span<char> destination)
    {
        if (!TryScale(value, out var scaled))
        {
            // NaN and infinities read as GEOS prints them, which is how .NET prints them.
            _ = value.TryFormat(destination, out var written, Format, CultureInfo.InvariantCulture);
            return written;
        }

        var length = 0;
        if (double.IsNegative(scaled))
        {
            destination[length++] = '-';
        }

        var (whole, fraction) = Math.DivRem((ulong)Math.Abs(scaled), (ulong)Scale);
        _ = whole.TryFormat(destination[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        destination[length] = '.';
        for (var i = 6; i > 0; i--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            destination[length + i] = (char)('0' + digit);
        }

        return length + 7;
    }

    /// <summary>
    /// The value in millionths, rounded to a whole number: from the value's exact decimal expansion, a half to the even number. Zero keeps its sign. False for
    /// numbers too large, which are not degrees and are rare, and for what is not a number.
    /// </summary>
    public static bool TryScale(double value, out double scaled)
    {
        // The product is the sum of two doubles, exactly; the lesser one decides where the greater is a half.
        var size = Math.Abs(value);
        var product = size * Scale;
        var whole = Math.Floor(product);
        var fraction = product - whole;
        if (fraction >= 0.5)
        {
            var lesser = fraction > 0.5 ? 1 : Math.FusedMultiplyAdd(size, Scale, -product);
            whole += lesser > 0 || (lesser == 0 && double.IsOddInteger(whole)) ? 1 : 0;
        }

        scaled = Math.CopySign(whole, value);
        return product < MaxScaled;
    }
}
