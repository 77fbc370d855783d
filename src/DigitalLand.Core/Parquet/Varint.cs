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
}
