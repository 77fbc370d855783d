using System.Buffers.Binary;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>The fact of a stored row: a hash, or any other text. Order is that of the texts, a hash's being its 64 hexadecimal digits.</summary>
internal readonly ref struct FactKey
{
    private readonly ReadOnlySpan<byte> _bytes;

    private FactKey(ReadOnlySpan<byte> bytes, bool isHash)
    {
        _bytes = bytes;
        IsHash = isHash;
    }

    public bool IsHash { get; }

    /// <summary>The fact of a row.</summary>
    /// <param name="row">Its bytes.</param>
    /// <param name="end">Where the fact ends in them.</param>
    public static FactKey Of(ReadOnlySpan<byte> row, out int end)
    {
        end = sizeof(long);
        var size = (int)StoredFact.ReadNumber(row, ref end);
        var isHash = size == 0;
        size = isHash ? StoredFact.HashSize : size - 1;
        end += size;
        return new FactKey(row.Slice(end - size, size), isHash);
    }

    public static FactKey Of(ReadOnlySpan<byte> row) => Of(row, out _);

    /// <summary>Eight bytes of the order of facts; equal prefixes say nothing about the facts.</summary>
    /// <param name="hashesOnly">Whether every fact that is compared is a hash: then prefixes seldom agree by chance.</param>
    public ulong Prefix(bool hashesOnly)
    {
        if (hashesOnly)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(_bytes);
        }

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        prefix.Clear();
        if (IsHash)
        {
            Convert.TryToHexStringLower(_bytes[..(sizeof(ulong) / 2)], prefix, out _);
        }
        else
        {
            _bytes[..Math.Min(_bytes.Length, prefix.Length)].CopyTo(prefix);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(prefix);
    }

    /// <summary>Where a hash table looks for the fact first.</summary>
    public int GetSlot()
    {
        if (IsHash)
        {
            return BinaryPrimitives.ReadInt32LittleEndian(_bytes);
        }

        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The fact as text.</summary>
    /// <param name="scratch">64 bytes, where a hash is spelt out.</param>
    public ReadOnlySpan<byte> Text(Span<byte> scratch)
    {
        if (!IsHash)
        {
            return _bytes;
        }

        Convert.TryToHexStringLower(_bytes, scratch, out var length);
        return scratch[..length];
    }

    public static int Compare(FactKey x, FactKey y) => x.IsHash == y.IsHash
        ? x._bytes.SequenceCompareTo(y._bytes)
        : x.Text(stackalloc byte[StoredFact.HexSize]).SequenceCompareTo(y.Text(stackalloc byte[StoredFact.HexSize]));
}
