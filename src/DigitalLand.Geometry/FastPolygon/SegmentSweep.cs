using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// Proves with integers that no two segments of a geometry meet, but for successive ones at the vertex they share: neither the drawn segments among themselves, nor the
/// shortcuts of <see cref="VertexThinning"/> with each other or with drawn segments other than those they replace. Serves one thread.
/// <para>
/// A cross product that is not zero is at least 1e-12 square degrees, which is more than the doubles' distance from their decimals can change in a geometry of
/// at most <see cref="PolygonFastPath.MaxExtent"/>: so GEOS, which takes the sign from the doubles, comes to the same sign.
/// </para>
/// </summary>
internal sealed class SegmentSweep
{
    /// <summary>Pairs looked at for a segment, on average, before a geometry is found too tangled for this.</summary>
    private const long MaxPairs = 1000;

    private static readonly int Lanes = Vector256<int>.Count;

    private Segment[] _segments = [];
    private Segment[] _sorted = [];
    private int[] _vertices = [];
    private int[] _bins = [];
    private int[] _souths = [];
    private int[] _norths = [];
    private int _count;
    private int _west;

    /// <summary>False where segments meet, or where it would take too long to know.</summary>
    public bool IsSimple(PolygonBuffer buffer, IReadOnlyList<(int From, int To)> shortcuts)
    {
        Reserve(buffer.PointCount + shortcuts.Count);
        for (var ring = 0; ring < buffer.RingCount; ring++)
        {
            if (!TryAddRing(buffer, buffer.Ring(ring)))
            {
                return false;
            }
        }

        ReadOnlySpan<int> x = buffer.X, y = buffer.Y;
        foreach (var (from, to) in shortcuts)
        {
            Add(x, y, from, to, from);
        }

        var shift = SortByWest();
        return AreApart(shift);
    }

    private void Reserve(int count)
    {
        _count = 0;
        if (_segments.Length < count)
        {
            _segments = new Segment[2 * count];
            _sorted = new Segment[2 * count];
            _vertices = new int[2 * count];
            _bins = new int[(4 * count) + 2];
            _souths = new int[(2 * count) + Lanes];
            _norths = new int[(2 * count) + Lanes];
        }
    }

    /// <summary>Repeated points are one vertex, known by the first of them; false for a ring of fewer than three segments.</summary>
    private bool TryAddRing(PolygonBuffer buffer, Range range)
    {
        ReadOnlySpan<int> x = buffer.X, y = buffer.Y;
        int start = range.Start.Value, end = range.End.Value;
        var closing = end - 1;
        while (closing > start && x[closing - 1] == x[start] && y[closing - 1] == y[start])
        {
            closing--;
        }

        var before = _count;
        _vertices[start] = start;
        for (var i = start + 1; i < end; i++)
        {
            if (x[i] == x[i - 1] && y[i] == y[i - 1])
            {
                _vertices[i] = _vertices[i - 1];
                continue;
            }

            _vertices[i] = i >= closing ? start : i;
            Add(x, y, i - 1, i, i - 1);
        }

        return _count - before >= 3;
    }

    private void Add(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int from, int to, int first)
    {
        if (x[from] != x[to] || y[from] != y[to])
        {
            _segments[_count++] = new Segment(x[from], y[from], x[to], y[to], _vertices[from], _vertices[to], first, to);
        }
    }

    /// <summary>Sorts the segments into strips of equal width by their western ends; <see cref="_bins"/> then holds where each strip ends.</summary>
    /// <returns>How many bits a strip is wide.</returns>
    private int SortByWest()
    {
        var segments = _segments.AsSpan(0, _count);
        int west = int.MaxValue, east = int.MinValue;
        foreach (ref readonly var segment in segments)
        {
            west = Math.Min(west, segment.West);
            east = Math.Max(east, segment.East);
        }

        var shift = Math.Max(0, BitLength(east - west) - BitLength(_count));
        var bins = _bins.AsSpan(0, ((east - west) >> shift) + 2);
        bins.Clear();
        foreach (ref readonly var segment in segments)
        {
            bins[((segment.West - west) >> shift) + 1]++;
        }

        for (var i = 1; i < bins.Length; i++)
        {
            bins[i] += bins[i - 1];
        }

        foreach (ref readonly var segment in segments)
        {
            var index = bins[(segment.West - west) >> shift]++;
            _sorted[index] = segment;
            _souths[index] = segment.South;
            _norths[index] = segment.North;
        }

        _west = west;
        return shift;
    }

    private bool AreApart(int shift)
    {
        ReadOnlySpan<Segment> sorted = _sorted.AsSpan(0, _count);
        var budget = MaxPairs * _count;
        for (var i = 0; i < sorted.Length; i++)
        {
            ref readonly var segment = ref sorted[i];
            var end = _bins[(segment.East - _west) >> shift];
            budget -= end - i;
            if (budget < 0)
            {
                return false;
            }

            for (var first = i + 1; first < end; first += Lanes)
            {
                for (var overlaps = OverlapsFrom(first, end, segment); overlaps != 0; overlaps &= overlaps - 1)
                {
                    ref readonly var other = ref sorted[first + BitOperations.TrailingZeroCount(overlaps)];
                    if (other.West <= segment.East && other.East >= segment.West && Meet(segment, other))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>A bit for each of the next segments that is neither north nor south of one.</summary>
    private uint OverlapsFrom(int first, int end, in Segment segment)
    {
        var souths = Vector256.Create<int>(_souths.AsSpan(first, Lanes));
        var norths = Vector256.Create<int>(_norths.AsSpan(first, Lanes));
        var overlaps = Vector256.LessThanOrEqual(souths, Vector256.Create(segment.North)) & Vector256.GreaterThanOrEqual(norths, Vector256.Create(segment.South));
        var bits = overlaps.ExtractMostSignificantBits();
        return end - first < Lanes ? bits & ((1u << (end - first)) - 1) : bits;
    }

    private static int BitLength(int value) => 32 - BitOperations.LeadingZeroCount((uint)value);

    private static bool Meet(in Segment a, in Segment b)
    {
        if (a.First < b.Last && b.First < a.Last)
        {
            // A shortcut and what it replaces.
            return false;
        }

        if (a.To == b.From)
        {
            return Fold(a.FromX - a.ToX, a.FromY - a.ToY, b.ToX - b.FromX, b.ToY - b.FromY);
        }

        if (a.From == b.To)
        {
            return Fold(a.ToX - a.FromX, a.ToY - a.FromY, b.FromX - b.ToX, b.FromY - b.ToY);
        }

        return !AreOnOneSide(a, b) && !AreOnOneSide(b, a);
    }

    /// <summary>Whether two edges leave a vertex in one direction.</summary>
    private static bool Fold(long ux, long uy, long vx, long vy) => (ux * vy) - (uy * vx) == 0 && (ux * vx) + (uy * vy) > 0;

    /// <summary>Whether both ends of a segment are strictly on the same side of a line.</summary>
    private static bool AreOnOneSide(in Segment line, in Segment segment)
    {
        long dx = line.ToX - line.FromX, dy = line.ToY - line.FromY;
        var from = (dx * (segment.FromY - line.FromY)) - (dy * (segment.FromX - line.FromX));
        var to = (dx * (segment.ToY - line.FromY)) - (dy * (segment.ToX - line.FromX));
        return (from > 0 && to > 0) || (from < 0 && to < 0);
    }

    /// <param name="From">The vertex at the first end; successive segments share one.</param>
    /// <param name="First">Where the drawn segments begin that this one is or replaces, and before <paramref name="Last"/> end.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Segment(int FromX, int FromY, int ToX, int ToY, int From, int To, int First, int Last)
    {
        public readonly int West = Math.Min(FromX, ToX);
        public readonly int East = Math.Max(FromX, ToX);
        public readonly int South = Math.Min(FromY, ToY);
        public readonly int North = Math.Max(FromY, ToY);
    }
}
