using System.Numerics;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>SQLite's variable-length integer: big-endian groups of seven bits, at most nine bytes.</summary>
internal static class Varint
{
    public const int MaxLength = 9;

    public static int Length(long value)
    {
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)value | 1);
        return bits > 56 ? MaxLength : (bits + 6) / 7;
    }

    /// <summary>Writes the number at the start of the target.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Write(Span<byte> target, long value)
    {
        if (value is >= 0 and < 0x80)
        {
            target[0] = (byte)value;
            return 1;
        }

        var rest = (ulong)value;
        var length = Length(value);
        var last = length - 1;
        if (length == MaxLength)
        {
            // The ninth byte has all its eight bits.
            target[last--] = (byte)rest;
            rest >>= 8;
        }
        else
        {
            target[last--] = (byte)(rest & 0x7f);
            rest >>= 7;
        }

        for (var i = last; i >= 0; i--)
        {
            target[i] = (byte)((rest & 0x7f) | 0x80);
            rest >>= 7;
        }

        return length;
    }
}
