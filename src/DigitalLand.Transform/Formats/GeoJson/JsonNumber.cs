using System.Buffers.Text;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>The number that the text of a JSON number stands for.</summary>
internal static class JsonNumber
{
    private const ulong Exact = 1UL << 53;

    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Correctly rounded. An integer of more than 64 bits, or a number beyond the range of a double, is not certain.</summary>
    public static double Parse(ReadOnlySpan<byte> number, bool integer)
    {
        if (integer)
        {
            return ParseInteger(number);
        }

        if (TryPlain(number, out var plain))
        {
            return plain;
        }

        return Utf8Parser.TryParse(number, out double value, out var used) && used == number.Length && double.IsFinite(value)
            ? value
            : throw new NotCertainException("a number beyond any range");
    }

    public static long ParseInteger(ReadOnlySpan<byte> number) =>
        Utf8Parser.TryParse(number, out long value, out var used) && used == number.Length && value is > long.MinValue and < long.MaxValue
            ? value
            : throw new NotCertainException("an integer of more than 64 bits");

    /// <summary>Digits and a point: when all digits fit in 53 bits, one division by an exact power of ten is correctly rounded.</summary>
    private static bool TryPlain(ReadOnlySpan<byte> number, out double value)
    {
        value = 0;
        var digits = 0UL;
        var decimals = -1;
        var negative = number[0] == '-';
        foreach (var one in negative ? number[1..] : number)
        {
            if (one == '.')
            {
                decimals = 0;
                continue;
            }

            if (one is not (>= (byte)'0' and <= (byte)'9') || digits >= Exact / 10)
            {
                return false;
            }

            digits = (digits * 10) + (uint)(one - '0');
            decimals += decimals < 0 ? 0 : 1;
        }

        if (decimals >= Powers.Length)
        {
            return false;
        }

        value = digits / Powers[Math.Max(decimals, 0)];
        value = negative ? -value : value;
        return true;
    }
}
