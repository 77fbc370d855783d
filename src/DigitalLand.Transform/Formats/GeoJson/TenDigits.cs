using System.Buffers.Text;
using System.Numerics;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>
/// Numbers to ten digits as GDAL 3.6 writes them in WKT (<c>OGRFormatDouble</c>, precision 10), correctly rounded as C's printf does:
/// the exact binary value to the nearest decimal, a tie to the even one.
/// </summary>
internal static class TenDigits
{
    /// <summary>No number takes more bytes than this.</summary>
    public const int Longest = 24;

    private const long Ten10 = 10_000_000_000;

    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, Ten10];
    private static readonly double[] Scales = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

    /// <summary>
    /// An ordinate: below 1 with ten decimals, near-integral tails smoothed away, else with ten significant digits; never without a
    /// digit after the point, save for negative whole numbers, where GDAL forgets it. False from 1e10 on: GDAL cuts such exponents short.
    /// </summary>
    public static bool TryOrdinate(double value, Span<byte> target, out int written)
    {
        var size = Math.Abs(value);
        if (size < 1)
        {
            written = Write(double.IsNegative(value), Smooth(Round(size, 10)), 10, keepPoint: true, target);
            return true;
        }

        if (!TrySignificant(value, target, out written))
        {
            return false;
        }

        if (value > 0 && !target[..written].Contains((byte)'.'))
        {
            ".0"u8.CopyTo(target[written..]);
            written += 2;
        }

        return true;
    }

    /// <summary>Ten significant digits, as <c>%.10G</c>. False where that needs an exponent.</summary>
    public static bool TrySignificant(double value, Span<byte> target, out int written)
    {
        written = 0;
        var size = Math.Abs(value);
        if (size == 0)
        {
            written = Write(double.IsNegative(value), 0, 0, keepPoint: false, target);
            return true;
        }

        if (!(size >= 1e-4 && size < 1e10))
        {
            return false;
        }

        var decimals = Decimals(size);
        var digits = Round(size, decimals);
        if (digits == Ten10)
        {
            digits /= 10;
            decimals--;
        }

        if (decimals < 0)
        {
            return false;
        }

        written = Write(double.IsNegative(value), digits, decimals, keepPoint: false, target);
        return true;
    }

    /// <summary>A number of at least 0 times ten to the power of <paramref name="decimals"/>, rounded; the product is at most 1e10.</summary>
    public static long Round(double size, int decimals)
    {
        // Both factors are exact, so the product is off by less than 1e-6: only next to a half can that decide.
        var scaled = size * Scales[decimals];
        var floor = Math.Floor(scaled);
        var rest = scaled - floor;
        return Math.Abs(rest - 0.5) < 1e-4 ? RoundExactly(size, decimals) : (long)floor + (rest > 0.5 ? 1 : 0);
    }

    /// <summary>The same in whole numbers throughout: slow, and right by construction.</summary>
    public static long RoundExactly(double size, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(size);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        mantissa = exponent == 0 ? mantissa : mantissa | (1L << 52);
        var shift = Math.Max(exponent, 1) - 1075;
        var product = mantissa * BigInteger.Pow(10, decimals);
        if (shift >= 0)
        {
            return (long)(product << shift);
        }

        var whole = product >> -shift;
        var twiceRest = (product - (whole << -shift)) << 1;
        var order = twiceRest.CompareTo(BigInteger.One << -shift);
        return (long)whole + (order > 0 || (order == 0 && !whole.IsEven) ? 1 : 0);
    }

    /// <summary>How many decimals make ten significant digits.</summary>
    private static int Decimals(double size)
    {
        if (size < 1)
        {
            return size >= 1e-1 ? 10 : size >= 1e-2 ? 11 : size >= 1e-3 ? 12 : 13;
        }

        var whole = 1;
        while (size >= Scales[whole])
        {
            whole++;
        }

        return 10 - whole;
    }

    /// <summary>GDAL's <c>intelliround</c>: five 0s or 9s before the tenth decimal, or seven from the second on, are taken for noise.</summary>
    private static long Smooth(long decimals)
    {
        var five = decimals / 10 % 100_000;
        var seven = decimals / 100 % 10_000_000;
        return five == 0 ? decimals - (decimals % 10)
            : seven == 0 ? decimals - (decimals % 100_000_000)
            : five == 99_999 ? ((decimals / 1_000_000) + 1) * 1_000_000
            : seven == 9_999_999 ? ((decimals / 1_000_000_000) + 1) * 1_000_000_000
            : decimals;
    }

    private static int Write(bool negative, long digits, int decimals, bool keepPoint, Span<byte> target)
    {
        while (decimals > (keepPoint ? 1 : 0) && digits % 10 == 0)
        {
            digits /= 10;
            decimals--;
        }

        var at = 0;
        if (negative)
        {
            target[at++] = (byte)'-';
        }

        // Up to three decimals more than digits: 0.000123... has thirteen.
        var (whole, rest) = decimals <= 10 ? Math.DivRem(digits, Powers[decimals]) : (0, digits);
        Utf8Formatter.TryFormat(whole, target[at..], out var used);
        at += used;
        if (decimals == 0)
        {
            return at;
        }

        target[at++] = (byte)'.';
        for (var place = decimals - 1; place >= 0; place--)
        {
            target[at + place] = (byte)('0' + (rest % 10));
            rest /= 10;
        }

        return at + decimals;
    }
}
