using System.Buffers;

namespace DigitalLand.Core.Parquet;

/// <summary>Unsigned numbers in groups of seven bits, least significant first (ULEB128): as Thrift, Snappy and Parquet's runs have them.</summary>
internal static class Varint
{
    private const int MaxLength = 10;

    public static void WriteVarint(this IBufferWriter<byte> output, ulong value)
    {
        var length = Write(output.GetSpan(MaxLength), value);
        output.Advance(length);
    }

    /// <returns>How many bytes it took.</returns>
    public static int Write(Span<byte> target, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            target[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a number of at most 64 bits from a place, which moves behind it.</summary>
    /// <exception cref="InvalidDataException">The bytes end within it, or it is longer.</exception>
    public static ulong Read(ReadOnlySpan<byte> source, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; shift < 7 * MaxLength && (uint)at < (uint)source.Length; shift += 7)
        {
            var next = source[at++];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("a number ends too early");
    }
}
