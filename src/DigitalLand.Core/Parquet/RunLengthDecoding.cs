using System.Buffers.Binary;

namespace DigitalLand.Core.Parquet;

/// <summary>Reads Parquet's RLE / bit-packing hybrid, which <see cref="RunLengthEncoding"/> writes.</summary>
internal static class RunLengthDecoding
{
    private const int GroupSize = 8;

    /// <summary>Fills the target with numbers of <paramref name="bitWidth"/> bits (1 to 32).</summary>
    /// <exception cref="InvalidDataException">The bytes end too early.</exception>
    public static void Decode(ReadOnlySpan<byte> source, int bitWidth, Span<int> target)
    {
        var at = 0;
        while (!target.IsEmpty)
        {
            var header = Varint.Read(source, ref at);
            var count = (long)(header >> 1) * ((header & 1) == 0 ? 1 : GroupSize);
            var taken = (int)Math.Min(count, target.Length);
            if (count <= 0)
            {
                throw Broken();
            }

            if ((header & 1) == 0)
            {
                target[..taken].Fill(ReadRepeated(source, ref at, bitWidth));
            }
            else
            {
                var size = count / GroupSize * bitWidth;
                if (size > source.Length - at)
                {
                    throw Broken();
                }

                Unpack(source.Slice(at, (int)size), bitWidth, target[..taken]);
                at += (int)size;
            }

            target = target[taken..];
        }
    }

    private static int ReadRepeated(ReadOnlySpan<byte> source, ref int at, int bitWidth)
    {
        var number = 0;
        for (var shift = 0; shift < bitWidth; shift += 8)
        {
            if ((uint)at >= (uint)source.Length)
            {
                throw Broken();
            }

            number |= source[at++] << shift;
        }

        return number;
    }

    private static void Unpack(ReadOnlySpan<byte> packed, int bitWidth, Span<int> target)
    {
        var mask = bitWidth == 32 ? uint.MaxValue : (1u << bitWidth) - 1;
        var bit = 0L;
        // As long as eight bytes from a number's first on are there, it is one read.
        var quick = (int)Math.Clamp(((8L * (packed.Length - sizeof(ulong))) / bitWidth) + 1, 0, target.Length);
        for (var i = 0; i < quick; i++, bit += bitWidth)
        {
            target[i] = (int)((uint)(BinaryPrimitives.ReadUInt64LittleEndian(packed[(int)(bit >> 3)..]) >> (int)(bit & 7)) & mask);
        }

        for (var i = quick; i < target.Length; i++, bit += bitWidth)
        {
            target[i] = (int)((uint)(LastBits(packed, (int)(bit >> 3)) >> (int)(bit & 7)) & mask);
        }
    }

    /// <summary>Up to eight bytes from a place on, noughts behind the end.</summary>
    private static ulong LastBits(ReadOnlySpan<byte> packed, int from)
    {
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        packed[from..Math.Min(packed.Length, from + sizeof(ulong))].CopyTo(last);
        return BinaryPrimitives.ReadUInt64LittleEndian(last);
    }

    private static InvalidDataException Broken() => new("the numbers of a page end too early");
}
