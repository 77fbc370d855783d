using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// Compresses to the raw Snappy format (format_description.txt of google/snappy): literals, and copies of what stood up to 64 KiB
/// before. Greedy, by a table of the last place where four bytes were seen; strides grow over what does not repeat.
/// </summary>
public sealed class Snappy
{
    private const int BlockSize = 1 << 16;
    private const int TableBits = 14;
    private const int MinMatch = 4;
    private const int MaxCopy = 64;

    /// <summary>Places within the block in hand: a block is as long as an unsigned short can tell.</summary>
    private readonly ushort[] _table = new ushort[1 << TableBits];

    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>The compressed form, which stands until the next call. Where nothing repeats it is longer by no more than a sixth.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> input)
    {
        _output.ResetWrittenCount();
        // What is found must not depend on what was compressed before: threads take turns at files that are to be the same each time.
        Array.Clear(_table);
        _output.WriteVarint((ulong)input.Length);
        while (!input.IsEmpty)
        {
            var block = input[..Math.Min(BlockSize, input.Length)];
            var written = CompressBlock(block, _output.GetSpan(32 + block.Length + (block.Length / 6)));
            _output.Advance(written);
            input = input[block.Length..];
        }

        return _output.WrittenSpan;
    }

    private int CompressBlock(ReadOnlySpan<byte> block, Span<byte> target)
    {
        var written = 0;
        var literal = 0;
        // A place from an earlier block is harmless: the bytes there are compared before they are used.
        ref var table = ref MemoryMarshal.GetArrayDataReference(_table);
        var last = block.Length - sizeof(ulong);
        var position = 1;
        var misses = 32;
        while (position <= last)
        {
            var bytes = Read4(block, position);
            ref var slot = ref Unsafe.Add(ref table, (bytes * 0x1E35A7BD) >> (32 - TableBits));
            var candidate = (int)slot;
            slot = (ushort)position;
            if (candidate >= position || Read4(block, candidate) != bytes)
            {
                position += misses++ >> 5;
                continue;
            }

            var length = MinMatch + CommonLength(block, candidate + MinMatch, position + MinMatch);
            written += WriteLiteral(block[literal..position], target[written..]);
            written += WriteCopy(position - candidate, length, target[written..]);
            position += length;
            literal = position;
            misses = 32;
            if (position <= last)
            {
                // The last place inside the copy is the likeliest to be asked for next.
                Unsafe.Add(ref table, (Read4(block, position - 1) * 0x1E35A7BD) >> (32 - TableBits)) = (ushort)(position - 1);
            }
        }

        return written + WriteLiteral(block[literal..], target[written..]);
    }

    private static uint Read4(ReadOnlySpan<byte> block, int position) =>
        Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(block), position));

    private static int CommonLength(ReadOnlySpan<byte> block, int first, int second)
    {
        var start = second;
        ref var bytes = ref MemoryMarshal.GetReference(block);
        while (second <= block.Length - sizeof(ulong))
        {
            var difference = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, first)) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, second));
            if (difference != 0)
            {
                return second - start + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            first += sizeof(ulong);
            second += sizeof(ulong);
        }

        while (second < block.Length && block[first] == block[second])
        {
            first++;
            second++;
        }

        return second - start;
    }

    private static int WriteLiteral(ReadOnlySpan<byte> literal, Span<byte> target)
    {
        if (literal.IsEmpty)
        {
            return 0;
        }

        // Up to 60 bytes the tag holds the length; then one or two bytes of it follow, as a block is never longer.
        var rest = literal.Length - 1;
        int tag;
        if (rest < 60)
        {
            target[0] = (byte)(rest << 2);
            tag = 1;
        }
        else if (rest < 256)
        {
            target[0] = 60 << 2;
            target[1] = (byte)rest;
            tag = 2;
        }
        else
        {
            target[0] = 61 << 2;
            target[1] = (byte)rest;
            target[2] = (byte)(rest >> 8);
            tag = 3;
        }

        literal.CopyTo(target[tag..]);
        return tag + literal.Length;
    }

    private static int WriteCopy(int offset, int length, Span<byte> target)
    {
        var written = 0;
        while (length >= MaxCopy + MinMatch)
        {
            written += WriteLongCopy(offset, MaxCopy, target[written..]);
            length -= MaxCopy;
        }

        if (length > MaxCopy)
        {
            // What remains must be at least four bytes for the short form.
            written += WriteLongCopy(offset, MaxCopy - MinMatch, target[written..]);
            length -= MaxCopy - MinMatch;
        }

        if (length < 12 && offset < 2048)
        {
            target[written] = (byte)(1 | ((length - MinMatch) << 2) | ((offset >> 8) << 5));
            target[written + 1] = (byte)offset;
            return written + 2;
        }

        return written + WriteLongCopy(offset, length, target[written..]);
    }

    private static int WriteLongCopy(int offset, int length, Span<byte> target)
    {
        target[0] = (byte)(2 | ((length - 1) << 2));
        target[1] = (byte)offset;
        target[2] = (byte)(offset >> 8);
        return 3;
    }
}
