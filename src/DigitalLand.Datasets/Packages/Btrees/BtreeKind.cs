namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>What differs between the b-trees of tables, which are found by a number, and those of indexes, whose entries are the key.</summary>
internal sealed class BtreeKind
{
    /// <summary>SQLite's own default.</summary>
    public const int PageSize = 4096;

    /// <summary>Bytes of an overflow page beside the number of the next.</summary>
    public const int OverflowSize = PageSize - sizeof(int);

    public const int LeafHeader = 8;
    public const int InteriorHeader = 12;

    public static readonly BtreeKind Table = new(leaf: 13, interior: 5, mostLocal: PageSize - 35);
    public static readonly BtreeKind Index = new(leaf: 10, interior: 2, mostLocal: ((PageSize - 12) * 64 / 255) - 23);

    private const int LeastLocal = ((PageSize - 12) * 32 / 255) - 23;

    private readonly int _mostLocal;

    private BtreeKind(byte leaf, byte interior, int mostLocal)
    {
        LeafType = leaf;
        InteriorType = interior;
        _mostLocal = mostLocal;
    }

    public byte LeafType { get; }

    public byte InteriorType { get; }

    /// <summary>How many bytes of a payload lie in its cell; the others lie on overflow pages ("B-tree Cell Format" of SQLite's file format).</summary>
    public int Local(int payload)
    {
        if (payload <= _mostLocal)
        {
            return payload;
        }

        var local = LeastLocal + ((payload - LeastLocal) % OverflowSize);
        return local <= _mostLocal ? local : LeastLocal;
    }
}
