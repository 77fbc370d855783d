namespace DigitalLand.Transform;

/// <summary>
/// Splits a set that grows with a resource into many small ones. A great set doubles by copying itself, and for a moment takes three
/// times its room; small ones double one at a time.
/// </summary>
internal static class Parts
{
    private const int Count = 1024;

    public static T[] Of<T>(Func<T> make)
    {
        var parts = new T[Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = make();
        }

        return parts;
    }

    /// <summary>Which part a key belongs to; the key's lowest bits are as good as any.</summary>
    public static int Of(UInt128 key) => (int)(key & (Count - 1));
}
