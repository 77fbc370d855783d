using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// An exact map from short UTF-8 keys to short UTF-8 values. A collection's lookups are hundreds of thousands of rows of which a resource needs a few; as strings
/// in a dictionary they took most of a run's start and memory. Here a row takes its bytes and about twelve more, and finding it touches two places of memory.
/// </summary>
/// <remarks>
/// Keys and values stand one behind the other in blocks, each as a record: the place of the next record of its bucket, the two lengths, the key, the value. A key that
/// is given another value has a new record in front of the old one, which is marked.
/// </remarks>
internal sealed class KeyTable
{
    private const int BlockBits = 18;
    private const int BlockSize = 1 << BlockBits;

    /// <summary>The next record's place, and two lengths of at most five bytes.</summary>
    private const int MostBeforeKey = sizeof(int) + 5 + 5;

    private const int LeastBuckets = 1024;

    private readonly List<byte[]> _blocks;
    private int[] _buckets;
    private int _used;

    public KeyTable()
        : this([], new int[LeastBuckets])
    {
    }

    private KeyTable(List<byte[]> blocks, int[] buckets)
    {
        _blocks = blocks;
        _buckets = buckets;
    }

    /// <summary>How many keys there are.</summary>
    public int Count { get; private set; }

    /// <summary>All keys with their values, in the order in which they came to have them.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value)> Entries
    {
        get
        {
            foreach (var (place, block) in Records())
            {
                var record = new Record(block, place & (BlockSize - 1));
                if (!record.IsReplaced)
                {
                    yield return (block.AsMemory(record.KeyStart, record.KeyLength), block.AsMemory(record.ValueStart, record.ValueLength));
                }
            }
        }
    }

    /// <summary>Adds a key, or gives it another value.</summary>
    public void Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var hash = Hash(key);
        if (TryFind(key, hash, out var old))
        {
            old.Replace();
        }
        else
        {
            Count++;
            if (Count > _buckets.Length)
            {
                Grow();
            }
        }

        ref var bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        bucket = Append(bucket, key, value) + 1;
    }

    /// <summary>The value of a key; false where there is none.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var isFound = TryFind(key, Hash(key), out var record);
        value = isFound ? record.Value : default;
        return isFound;
    }

    /// <summary>A table of its own with the same content.</summary>
    public KeyTable Copy() => new([.. _blocks.Select(static block => (byte[])block.Clone())], [.. _buckets]) { _used = _used, Count = Count };

    /// <summary>A checksum with hardware behind it: the keys are the operators' own, so nobody picks them to collide.</summary>
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = (uint)key.Length;
        while (key.Length >= sizeof(ulong))
        {
            hash = BitOperations.Crc32C(hash, MemoryMarshal.Read<ulong>(key));
            key = key[sizeof(ulong)..];
        }

        if (key.Length >= sizeof(uint))
        {
            hash = BitOperations.Crc32C(hash, MemoryMarshal.Read<uint>(key));
            key = key[sizeof(uint)..];
        }

        foreach (var b in key)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        return hash;
    }

    private bool TryFind(ReadOnlySpan<byte> key, uint hash, out Record record)
    {
        // Places are stored with one added, so that 0 is none.
        for (var next = _buckets[hash & (uint)(_buckets.Length - 1)]; next > 0; next = record.Next)
        {
            record = At(next - 1);
            if (record.Key.SequenceEqual(key))
            {
                return true;
            }
        }

        record = default;
        return false;
    }

    private Record At(int place) => new(_blocks[place >> BlockBits], place & (BlockSize - 1));

    /// <summary>More buckets; the records stay where they are, and those replaced stay behind those that replace them.</summary>
    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        foreach (var (place, block) in Records())
        {
            var record = new Record(block, place & (BlockSize - 1));
            ref var bucket = ref _buckets[Hash(record.Key) & (uint)(_buckets.Length - 1)];
            record.Link(bucket);
            bucket = place + 1;
        }
    }

    private IEnumerable<(int Place, byte[] Block)> Records()
    {
        for (var i = 0; i < _blocks.Count; i++)
        {
            var block = _blocks[i];
            var end = i == _blocks.Count - 1 ? _used : block.Length;
            for (var start = 0; start < end && start + MostBeforeKey <= block.Length && !new Record(block, start).IsNone; start = new Record(block, start).End)
            {
                yield return ((i << BlockBits) + start, block);
            }
        }
    }

    /// <returns>The new record's place.</returns>
    private int Append(int next, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var most = MostBeforeKey + key.Length + value.Length;
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < most)
        {
            // A record longer than a block has one of its own.
            _blocks.Add(new byte[Math.Max(BlockSize, most)]);
            _used = 0;
        }

        var start = _used;
        _used = Record.Write(_blocks[^1], start, next, key, value);
        return ((_blocks.Count - 1) << BlockBits) + start;
    }

    /// <summary>One record in its block.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly ref struct Record
    {
        private readonly Span<byte> _block;
        private readonly int _start;

        public Record(Span<byte> block, int start)
        {
            _block = block;
            _start = start;
            var position = start + sizeof(int);
            KeyLength = ReadLength(block, ref position) - 1;
            ValueLength = ReadLength(block, ref position);
            KeyStart = position;
        }

        /// <summary>Where the next record of the bucket is, with one added.</summary>
        public int Next => MemoryMarshal.Read<int>(_block[_start..]) & int.MaxValue;

        public bool IsReplaced => MemoryMarshal.Read<int>(_block[_start..]) < 0;

        /// <summary>Whether the block ends before here.</summary>
        public bool IsNone => KeyLength < 0;

        public int KeyStart { get; }

        public int KeyLength { get; }

        public int ValueStart => KeyStart + KeyLength;

        public int ValueLength { get; }

        public int End => ValueStart + ValueLength;

        public ReadOnlySpan<byte> Key => _block.Slice(KeyStart, KeyLength);

        public ReadOnlySpan<byte> Value => _block.Slice(ValueStart, ValueLength);

        public void Replace() => MemoryMarshal.Write(_block[_start..], Next | int.MinValue);

        public void Link(int next) => MemoryMarshal.Write(_block[_start..], next | (IsReplaced ? int.MinValue : 0));

        /// <returns>Where the record ends.</returns>
        public static int Write(Span<byte> block, int start, int next, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            MemoryMarshal.Write(block[start..], next);
            var position = start + sizeof(int);
            WriteLength(block, ref position, key.Length + 1);
            WriteLength(block, ref position, value.Length);
            key.CopyTo(block[position..]);
            value.CopyTo(block[(position + key.Length)..]);
            return position + key.Length + value.Length;
        }

        private static int ReadLength(ReadOnlySpan<byte> block, ref int position)
        {
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = block[position++];
                length |= (next & 0x7f) << shift;
                if (next < 0x80)
                {
                    return length;
                }
            }
        }

        private static void WriteLength(Span<byte> block, ref int position, int length)
        {
            for (; length >= 0x80; length >>= 7)
            {
                block[position++] = (byte)(length | 0x80);
            }

            block[position++] = (byte)length;
        }
    }
}
