namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The ranges of entity numbers that the reference builds one at a time. They are part of the data: a column that no entity of
/// a window has is the empty string in all its rows, while one that some have is NULL for the others.
/// </summary>
/// <param name="first">The smallest entity number.</param>
/// <param name="last">The greatest.</param>
internal sealed class EntityWindows(long first, long last)
{
    /// <summary>Entity numbers in a window, when there is more than one window.</summary>
    public const long Size = 100_000;

    private readonly bool _single = (ulong)last - (ulong)first <= (ulong)Size;
    private readonly HashSet<(long Window, int Field)> _fields = [];

    /// <summary>
    /// The window of an entity: one for all when the greatest is at most <see cref="Size"/> above the smallest, otherwise windows of that
    /// size from the smallest on. The reference's loop ends before the greatest number and so loses it where it begins a window; here it
    /// is a window like any other.
    /// </summary>
    public long Of(long entity) => _single ? 0 : (long)(((ulong)entity - (ulong)first) / (ulong)Size);

    /// <summary>Says that some entity of a window has a field.</summary>
    public void Add(long window, int field) => _fields.Add((window, field));

    public bool Has(long window, int field) => _fields.Contains((window, field));
}
