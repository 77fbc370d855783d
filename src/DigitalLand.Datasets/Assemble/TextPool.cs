using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Holds every different text of a column once, as UTF-8, and names it by a number: equal texts have equal numbers. A text that is
/// itself a short whole number in its shortest form is kept nowhere; its name, which is negative, says what it is, so that entry numbers
/// take no room however many there are. Order is by UTF-8 bytes, which is by code point. One thread adds; once all is added, any may read.
/// </summary>
internal sealed class TextPool
{
    /// <summary>The number of the empty text.</summary>
    public const int Empty = 0;

    /// <summary>Digits of a text that is kept as what it says: so many always fit an int.</summary>
    public const int MostDigits = 9;

    private const int ChunkSize = 1 << 16;

    private byte[] _chunk = new byte[ChunkSize];
    private int _used;
    private Entry[] _entries = new Entry[1024];
    private int[] _buckets = new int[1024];

    public TextPool()
    {
        Intern([]);
    }

    /// <summary>How many texts are kept; they are numbered from 0.</summary>
    public int Count { get; private set; }

    /// <summary>The text of a number.</summary>
    /// <param name="id">From <see cref="Intern"/>.</param>
    /// <param name="scratch">Where a text that is kept nowhere is written: <see cref="MostDigits"/> bytes.</param>
    public ReadOnlySpan<byte> Get(int id, Span<byte> scratch)
    {
        if (id < 0)
        {
            Utf8Formatter.TryFormat(~id, scratch, out var digits);
            return scratch[..digits];
        }

        ref readonly var entry = ref _entries[id];
        return entry.Chunk.AsSpan(entry.Start, entry.Length);
    }

    public string GetString(int id) => Encoding.UTF8.GetString(Get(id, stackalloc byte[MostDigits]));

    /// <summary>The number of a text, new or known.</summary>
    public int Intern(ReadOnlySpan<byte> utf8)
    {
        if (TryReadNumber(utf8, out var number))
        {
            return ~number;
        }

        var hash = Hash(utf8);
        for (var next = _buckets[hash & (_buckets.Length - 1)]; next > 0; next = _entries[next - 1].Next)
        {
            ref readonly var known = ref _entries[next - 1];
            if (known.Hash == hash && known.Chunk.AsSpan(known.Start, known.Length).SequenceEqual(utf8))
            {
                return next - 1;
            }
        }

        return Add(hash, utf8);
    }

    /// <summary>The whole number that a text is, by the rules of the reference's casts.</summary>
    /// <returns>False where it is none.</returns>
    public bool TryGetInteger(int id, out long number)
    {
        number = ~id;
        return id < 0 || long.TryParse(Get(id, default), NumberStyles.Integer, CultureInfo.InvariantCulture, out number);
    }

    public int Compare(int x, int y) =>
        x == y ? 0 : Get(x, stackalloc byte[MostDigits]).SequenceCompareTo(Get(y, stackalloc byte[MostDigits]));

    private static bool TryReadNumber(ReadOnlySpan<byte> utf8, out int number)
    {
        number = 0;
        if (utf8.Length is 0 or > MostDigits || (utf8[0] == '0' && utf8.Length > 1))
        {
            return false;
        }

        foreach (var digit in utf8)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = default(HashCode);
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    private int Add(int hash, ReadOnlySpan<byte> utf8)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        if (utf8.Length > _chunk.Length - _used)
        {
            _chunk = new byte[Math.Max(ChunkSize, utf8.Length)];
            _used = 0;
        }

        utf8.CopyTo(_chunk.AsSpan(_used));
        ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries[Count] = new Entry(_chunk, _used, utf8.Length, hash, bucket);
        _used += utf8.Length;
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
    /// <param name="Hash">Of the text.</param>
    /// <param name="Next">1 + the next entry of the bucket, 0 at its end.</param>
    private record struct Entry(byte[] Chunk, int Start, int Length, int Hash, int Next);
}
