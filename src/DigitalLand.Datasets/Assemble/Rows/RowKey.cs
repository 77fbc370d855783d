namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>What rows are put into order by: a number of eight bytes, and where that is not all of the key, a comparison of rows.</summary>
internal abstract class RowKey
{
    /// <summary>Rows by entity number.</summary>
    public static readonly RowKey Entity = new EntityKey();

    /// <summary>Rows by fact, every one of which is a hash.</summary>
    public static readonly RowKey Hash = new ByFact(hashesOnly: true);

    /// <summary>Rows by fact, whatever facts are.</summary>
    public static readonly RowKey Fact = new ByFact(hashesOnly: false);

    public abstract ulong Prefix(ReadOnlySpan<byte> row);

    /// <summary>Compares rows whose prefixes are equal.</summary>
    public abstract int Compare(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y);

    private sealed class EntityKey : RowKey
    {
        /// <summary>With the sign turned, negative numbers come first among unsigned ones.</summary>
        public override ulong Prefix(ReadOnlySpan<byte> row) => (ulong)(StoredFact.EntityOf(row) ^ long.MinValue);

        public override int Compare(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y) => 0;
    }

    private sealed class ByFact(bool hashesOnly) : RowKey
    {
        public override ulong Prefix(ReadOnlySpan<byte> row) => FactKey.Of(row).Prefix(hashesOnly);

        public override int Compare(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y) => FactKey.Compare(FactKey.Of(x), FactKey.Of(y));
    }
}
