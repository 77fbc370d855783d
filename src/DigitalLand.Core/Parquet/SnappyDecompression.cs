using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitalLand.Core.Parquet;

/// <summary>Decompresses the raw Snappy format, which <see cref="Snappy"/> writes.</summary>
internal static class SnappyDecompression
{
    /// <summary>What is copied at a time where there is room to copy too much.</summary>
    private const int Stride = 16;

    /// <summary>Fills the target.</summary>
    /// <exception cref="InvalidDataException">The source is not Snappy, or of another length when decompressed.</exception>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var at = 0;
        if (Varint.Read(source, ref at) != (ulong)target.Length)
        {
            throw Broken();
        }

        var written = 0;
        while (at < source.Length)
        {
            int tag = source[at++];
            written = (tag & 3) == 0
                ? CopyLiteral(source, ref at, tag >> 2, target, written)
                : CopyEarlier(source, ref at, tag, target, written);
        }

        if (written != target.Length)
        {
            throw Broken();
        }
    }

    private static int CopyLiteral(ReadOnlySpan<byte> source, ref int at, int lengthCode, Span<byte> target, int written)
    {
        var length = lengthCode + 1;
        if (lengthCode >= 60)
        {
            length = ReadLength(source, ref at, lengthCode - 59) + 1;
        }

        if (length <= 0 || length > source.Length - at || length > target.Length - written)
        {
            throw Broken();
        }

        if (length <= Stride && source.Length - at >= Stride && target.Length - written >= Stride)
        {
            CopyStride(ref Unsafe.Add(ref MemoryMarshal.GetReference(source), at), ref Unsafe.Add(ref MemoryMarshal.GetReference(target), written));
        }
        else
        {
            source.Slice(at, length).CopyTo(target[written..]);
        }

        at += length;
        return written + length;
    }

    private static int CopyEarlier(ReadOnlySpan<byte> source, ref int at, int tag, Span<byte> target, int written)
    {
        int length, offset;
        switch (tag & 3)
        {
            case 1 when at < source.Length:
                length = ((tag >> 2) & 7) + 4;
                offset = ((tag >> 5) << 8) | source[at];
                at++;
                break;
            case 2 when source.Length - at >= sizeof(ushort):
                length = (tag >> 2) + 1;
                offset = BinaryPrimitives.ReadUInt16LittleEndian(source[at..]);
                at += sizeof(ushort);
                break;
            case 3 when source.Length - at >= sizeof(int):
                length = (tag >> 2) + 1;
                offset = BinaryPrimitives.ReadInt32LittleEndian(source[at..]);
                at += sizeof(int);
                break;
            default:
                throw Broken();
        }

        if (offset <= 0 || offset > written || length > target.Length - written)
        {
            throw Broken();
        }

        if (offset >= Stride && target.Length - written >= length + Stride)
        {
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), written);
            for (var copied = 0; copied < length; copied += Stride)
            {
                CopyStride(ref Unsafe.Add(ref to, copied - offset), ref Unsafe.Add(ref to, copied));
            }
        }
        else
        {
            // The copy may begin to repeat what it wrote itself.
            for (var i = written; i < written + length; i++)
            {
                target[i] = target[i - offset];
            }
        }

        return written + length;
    }

    private static void CopyStride(ref byte from, ref byte to) => Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<Int128>(ref from));

    private static int ReadLength(ReadOnlySpan<byte> source, ref int at, int size)
    {
        if (size > source.Length - at)
        {
            throw Broken();
        }

        var number = 0;
        for (var i = 0; i < size; i++)
        {
            number |= source[at++] << (8 * i);
        }

        return number;
    }

    private static InvalidDataException Broken() => new("a compressed page is broken");
}
