using System.Runtime.InteropServices;

namespace DigitalLand.Transform;

/// <summary>
/// For each digest the number of the entry that brought it first, in about thirty bytes each. A digest is as good a hash as any, so its bits choose the bucket.
/// Records stay where they were written, in blocks: tables that grow by copying leave their old selves behind until the collector comes.
/// </summary>
internal sealed class FirstEntries
{
    private const int BlockBits = 11;
    private const int BlockSize = 1 << BlockBits;
    private const int LeastBuckets = 1024;

    private readonly List<Record[]> _blocks = [];
    private int[] _buckets = new int[LeastBuckets];
    private int _count;

    /// <summary>Keeps an entry for a digest that is new; otherwise says whose it was.</summary>
    /// <param name="digest">Half a SHA-256.</param>
    /// <param name="entry">Its number.</param>
    public bool TryAdd(UInt128 digest, int entry, out int first)
    {
        // Places are stored with one added, so that 0 is none.
        for (var place = BucketOf(digest); place > 0;)
        {
            ref readonly var record = ref At(place - 1);
            if (record.Digest == digest)
            {
                first = record.Entry;
                return false;
            }

            place = record.Next;
        }

        first = 0;
        if (_count == _buckets.Length)
        {
            Grow();
        }

        if (_count == _blocks.Count * BlockSize)
        {
            _blocks.Add(new Record[BlockSize]);
        }

        ref var bucket = ref BucketOf(digest);
        At(_count) = new Record(digest, entry, bucket);
        bucket = ++_count;
        return true;
    }

    private ref int BucketOf(UInt128 digest) => ref _buckets[(uint)(digest >> 64) & (uint)(_buckets.Length - 1)];

    private ref Record At(int place) => ref _blocks[place >> BlockBits][place & (BlockSize - 1)];

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        for (var place = 0; place < _count; place++)
        {
            ref var record = ref At(place);
            ref var bucket = ref BucketOf(record.Digest);
            record.Next = bucket;
            bucket = place + 1;
        }
    }

    /// <summary>Halves of the digest, which would be aligned to sixteen bytes as a whole.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Record(UInt128 digest, int entry, int next)
    {
        public readonly int Entry = entry;
        public int Next = next;
        private readonly ulong _upper = (ulong)(digest >> 64);
        private readonly ulong _lower = (ulong)digest;

        public readonly UInt128 Digest => new(_upper, _lower);
    }
}
