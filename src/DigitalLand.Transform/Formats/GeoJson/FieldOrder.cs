namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>
/// The order of the fields that contradicts the fewest features (GDAL: <c>gdal::DirectedAcyclicGraph</c>): a field comes after those
/// that came right before it in some feature, unless that would go in a circle; among the fields that may come next, the first by name.
/// </summary>
internal sealed class FieldOrder
{
    private readonly List<SortedSet<int>> _after = [];
    private readonly HashSet<(int, int)> _tried = [];

    public void Add() => _after.Add([]);

    /// <summary>Notes that one field came right after another.</summary>
    public void Follow(int before, int after)
    {
        // A pair that went in a circle once does so for ever: what was refused need not be tried again.
        if (before != after && _tried.Add((before, after)) && !Leads(after, before))
        {
            _after[before].Add(after);
        }
    }

    /// <param name="names">The fields' names in UTF-8, compared byte by byte.</param>
    public int[] Sorted(IReadOnlyList<byte[]> names)
    {
        var waitsFor = new int[_after.Count];
        foreach (var next in _after.SelectMany(next => next))
        {
            waitsFor[next]++;
        }

        var ready = new SortedSet<int>(Comparer<int>.Create((a, b) => names[a].AsSpan().SequenceCompareTo(names[b])));
        ready.UnionWith(Enumerable.Range(0, _after.Count).Where(field => waitsFor[field] == 0));
        var sorted = new List<int>(_after.Count);
        while (ready.Count > 0)
        {
            var field = ready.Min;
            ready.Remove(field);
            sorted.Add(field);
            ready.UnionWith(_after[field].Where(next => --waitsFor[next] == 0));
        }

        return [.. sorted];
    }

    private bool Leads(int from, int to)
    {
        var seen = new HashSet<int> { from };
        var visit = new Stack<int>(seen);
        while (visit.TryPop(out var field))
        {
            if (field == to)
            {
                return true;
            }

            foreach (var next in _after[field].Where(seen.Add))
            {
                visit.Push(next);
            }
        }

        return false;
    }
}
