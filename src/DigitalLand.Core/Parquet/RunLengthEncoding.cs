using System.Buffers;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// Small numbers as runs, and their bytes in Parquet's RLE / bit-packing hybrid (Encodings.md of apache/parquet-format): eight or more
/// of one number are a repeated run, what lies between them is packed in groups of eight.
/// </summary>
internal sealed class RunLengthEncoding
{
    private const int GroupSize = 8;

    private readonly List<(int Number, int Count)> _runs = [];
    private readonly int[] _group = new int[GroupSize];
    private readonly ArrayBufferWriter<byte> _packed = new();
    private int _number;
    private int _count;

    public void Add(int number)
    {
        if (number != _number && _count > 0)
        {
            _runs.Add((_number, _count));
            _count = 0;
        }

        _number = number;
        _count++;
    }

    /// <summary>One number so many times.</summary>
    public void Add(int number, int count)
    {
        Add(number);
        _count += count - 1;
    }

    /// <summary>The number that was added last, once more.</summary>
    public void Repeat() => _count++;

    /// <summary>Appends all that was added, in <paramref name="bitWidth"/> bits a number (1 to 32), and starts anew.</summary>
    public void WriteTo(IBufferWriter<byte> output, int bitWidth)
    {
        _runs.Add((_number, _count));
        var inGroup = 0;
        foreach (var (number, count) in _runs)
        {
            var left = count;
            while (left > 0)
            {
                if (inGroup == 0 && left >= GroupSize)
                {
                    WritePacked(output, bitWidth);
                    WriteRepeated(output, bitWidth, number, left);
                    break;
                }

                var taken = Math.Min(left, GroupSize - inGroup);
                _group.AsSpan(inGroup, taken).Fill(number);
                left -= taken;
                inGroup += taken;
                if (inGroup == GroupSize)
                {
                    Pack(bitWidth);
                    inGroup = 0;
                }
            }
        }

        if (inGroup > 0)
        {
            // The reader knows how many numbers there are; the last group is filled up.
            _group.AsSpan(inGroup).Clear();
            Pack(bitWidth);
        }

        WritePacked(output, bitWidth);
        _runs.Clear();
        _count = 0;
    }

    private static void WriteRepeated(IBufferWriter<byte> output, int bitWidth, int number, int count)
    {
        output.WriteVarint((ulong)count << 1);
        for (var shift = 0; shift < bitWidth; shift += 8)
        {
            output.Write([(byte)(number >> shift)]);
        }
    }

    /// <summary>Eight numbers are exactly as many bytes as one has bits.</summary>
    private void Pack(int bitWidth)
    {
        var bytes = _packed.GetSpan(bitWidth);
        var bits = 0UL;
        var pending = 0;
        var written = 0;
        foreach (var number in _group)
        {
            bits |= (ulong)(uint)number << pending;
            pending += bitWidth;
            while (pending >= 8)
            {
                bytes[written++] = (byte)bits;
                bits >>= 8;
                pending -= 8;
            }
        }

        _packed.Advance(bitWidth);
    }

    private void WritePacked(IBufferWriter<byte> output, int bitWidth)
    {
        if (_packed.WrittenCount == 0)
        {
            return;
        }

        output.WriteVarint(((ulong)(_packed.WrittenCount / bitWidth) << 1) | 1);
        output.Write(_packed.WrittenSpan);
        _packed.ResetWrittenCount();
    }
}
