using System.Buffers;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>
/// A stable sort of numbers with a number beside each: byte by byte, leaving out bytes that all keys share. The arrays come from the
/// shared pool and may be exchanged for others of it.
/// </summary>
internal static class RadixSort
{
    private const int Digits = sizeof(ulong);
    private const int Buckets = 256;

    public static void Sort(ref ulong[] keys, ref long[] values, int count)
    {
        var counts = new int[Digits * Buckets];
        for (var i = 0; i < count; i++)
        {
            var key = keys[i];
            for (var digit = 0; digit < Digits; digit++, key >>= 8)
            {
                counts[(digit * Buckets) + (int)(key & 0xff)]++;
            }
        }

        ulong[]? otherKeys = null;
        long[]? otherValues = null;
        for (var digit = 0; digit < Digits; digit++)
        {
            var next = counts.AsSpan(digit * Buckets, Buckets);
            if (next.Contains(count))
            {
                continue;
            }

            for (int bucket = 0, start = 0; bucket < Buckets; bucket++)
            {
                (next[bucket], start) = (start, start + next[bucket]);
            }

            otherKeys ??= ArrayPool<ulong>.Shared.Rent(count);
            otherValues ??= ArrayPool<long>.Shared.Rent(count);
            for (var i = 0; i < count; i++)
            {
                var at = next[(int)(keys[i] >> (8 * digit)) & 0xff]++;
                otherKeys[at] = keys[i];
                otherValues[at] = values[i];
            }

            (keys, otherKeys) = (otherKeys, keys);
            (values, otherValues) = (otherValues, values);
        }

        if (otherKeys is not null)
        {
            ArrayPool<ulong>.Shared.Return(otherKeys);
            ArrayPool<long>.Shared.Return(otherValues!);
        }
    }
}
