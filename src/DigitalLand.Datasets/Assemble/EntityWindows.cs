namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The ranges of entity numbers that the reference builds one at a time. They are part of the data: a column that no entity of
/// a window has is the empty string in all its rows, while one that some have is NULL for the others.
/// </summary>
internal static class EntityWindows
{
    /// <summary>Entity numbers in a window, when there is more than one window.</summary>
    public const long Size = 100_000;

    /// <summary>
    /// Splits entity numbers in ascending order into windows: one for all when the greatest is at most <see cref="Size"/> above the
    /// smallest, otherwise windows of that size from the smallest on; those without an entity are left out. The reference's loop ends
    /// before the greatest number and so loses it where it begins a window; here it is a window like any other.
    /// </summary>
    public static IEnumerable<Range> Of(long[] ascending)
    {
        if (ascending.Length == 0)
        {
            yield break;
        }

        var first = ascending[0];
        var single = ascending[^1] - first <= Size;
        for (int start = 0, end; start < ascending.Length; start = end)
        {
            end = single ? ascending.Length : IndexOfFirst(ascending, first + (((ascending[start] - first) / Size) + 1) * Size);
            yield return start..end;
        }
    }

    /// <summary>The index of the first number that is at least <paramref name="limit"/>.</summary>
    private static int IndexOfFirst(long[] ascending, long limit)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = ascending[middle] < limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
