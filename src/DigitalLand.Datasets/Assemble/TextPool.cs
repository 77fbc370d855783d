using System.Buffers.Binary;
using System.Text;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Holds every different text of a dataset once, as UTF-8, and names it by a number: rows are then a few integers each, equal
/// texts have equal numbers, and values go to SQLite without being converted again. Order is by UTF-8 bytes, which is by code point.
/// </summary>
internal sealed class TextPool
{
    /// <summary>The number of the empty text.</summary>
    public const int Empty = 0;

    private const int ChunkSize = 1 << 20;

    private byte[] _chunk = new byte[ChunkSize];
    private int _used;
    private Entry[] _entries = new Entry[1024];
    private int[] _buckets = new int[1024];

    public TextPool()
    {
        Intern("");
    }

    /// <summary>How many different texts there are; they are numbered from 0.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int id]
    {
        get
        {
            ref readonly var entry = ref _entries[id];
            return entry.Chunk.AsSpan(entry.Start, entry.Length);
        }
    }

    public string GetString(int id) => Encoding.UTF8.GetString(this[id]);

    /// <summary>The number of a text, new or known.</summary>
    public int Intern(ReadOnlySpan<char> text)
    {
        var hash = string.GetHashCode(text, StringComparison.Ordinal);
        var utf8 = Encode(text);
        for (var next = _buckets[hash & (_buckets.Length - 1)]; next > 0; next = _entries[next - 1].Next)
        {
            ref readonly var known = ref _entries[next - 1];
            if (known.Hash == hash && known.Chunk.AsSpan(known.Start, known.Length).SequenceEqual(utf8))
            {
                return next - 1;
            }
        }

        return Add(hash, utf8.Length);
    }

    public int Compare(int x, int y) => x == y ? 0 : this[x].SequenceCompareTo(this[y]);

    /// <summary>Puts numbers into the order of their texts.</summary>
    public void Sort(Span<int> ids)
    {
        var prefixes = new ulong[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            prefixes[i] = Prefix(this[ids[i]]);
        }

        MemoryExtensions.Sort(prefixes.AsSpan(), ids);
        for (int start = 0, end; start < ids.Length; start = end)
        {
            end = start + 1;
            while (end < ids.Length && prefixes[end] == prefixes[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                ids[start..end].Sort(Compare);
            }
        }
    }

    /// <summary>The first eight bytes as a number of the same order; equal prefixes say nothing about the texts.</summary>
    private static ulong Prefix(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(text);
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        text.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    /// <summary>Writes the text behind the last one, where it stays if it proves to be new.</summary>
    private ReadOnlySpan<byte> Encode(ReadOnlySpan<char> text)
    {
        // Three bytes a UTF-16 unit is the most; only for a text that could fill a chunk is the exact size worth counting.
        var size = text.Length > ChunkSize / 16 ? Encoding.UTF8.GetByteCount(text) : text.Length * 3;
        if (size > _chunk.Length - _used)
        {
            _chunk = new byte[Math.Max(ChunkSize, size)];
            _used = 0;
        }

        var length = Encoding.UTF8.GetBytes(text, _chunk.AsSpan(_used));
        return _chunk.AsSpan(_used, length);
    }

    private int Add(int hash, int length)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries[Count] = new Entry(_chunk, _used, length, hash, bucket);
        _used += length;
        bucket = Count + 1;
        return Count++;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = new int[_entries.Length];
        for (var id = 0; id < Count; id++)
        {
            ref var bucket = ref _buckets[_entries[id].Hash & (_buckets.Length - 1)];
            _entries[id].Next = bucket;
            bucket = id + 1;
        }
    }

    /// <param name="Chunk">Where the bytes lie.</param>
    /// <param name="Start">Their offset in it.</param>
    /// <param name="Length">How many they are.</param>
    /// <param name="Hash">Of the UTF-16 text.</param>
    /// <param name="Next">1 + the next entry of the bucket, 0 at its end.</param>
    private record struct Entry(byte[] Chunk, int Start, int Length, int Hash, int Next);
}
