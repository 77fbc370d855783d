using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// Whether rings that are known not to meet lie in each other as those of a valid geometry do: holes in their own shell and not in each other, and no shell in another.
/// (A shell in another's hole is valid as well, but rare; it is left to GEOS.)
/// </summary>
internal sealed class RingNesting
{
    /// <summary>Rings are compared pair by pair.</summary>
    private const int MaxRings = 1000;

    private Box[] _boxes = [];

    public bool IsProper(PolygonBuffer buffer)
    {
        if (buffer.RingCount == 1)
        {
            return true;
        }

        return buffer.RingCount <= MaxRings && IsProper(buffer, skipDropped: false) && (!buffer.HasDropped || IsProper(buffer, skipDropped: true));
    }

    private bool IsProper(PolygonBuffer buffer, bool skipDropped)
    {
        Measure(buffer);
        for (var polygon = 0; polygon < buffer.PolygonCount; polygon++)
        {
            var rings = buffer.Polygon(polygon);
            int shell = rings.Start.Value, end = rings.End.Value;
            for (var hole = shell + 1; hole < end; hole++)
            {
                if (!IsInside(buffer, hole, shell, skipDropped) || IsInsideAny(buffer, hole, (shell + 1)..end, skipDropped))
                {
                    return false;
                }
            }

            for (var other = 0; other < buffer.PolygonCount; other++)
            {
                if (other != polygon && IsInside(buffer, shell, buffer.Polygon(other).Start.Value, skipDropped))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void Measure(PolygonBuffer buffer)
    {
        if (_boxes.Length < buffer.RingCount)
        {
            _boxes = new Box[2 * buffer.RingCount];
        }

        for (var ring = 0; ring < buffer.RingCount; ring++)
        {
            ReadOnlySpan<int> x = buffer.X[buffer.Ring(ring)], y = buffer.Y[buffer.Ring(ring)];
            int west = x[0], east = x[0], south = y[0], north = y[0];
            for (var i = 1; i < x.Length; i++)
            {
                west = Math.Min(west, x[i]);
                east = Math.Max(east, x[i]);
                south = Math.Min(south, y[i]);
                north = Math.Max(north, y[i]);
            }

            _boxes[ring] = new Box(west, east, south, north);
        }
    }

    private bool IsInsideAny(PolygonBuffer buffer, int ring, Range others, bool skipDropped)
    {
        for (var other = others.Start.Value; other < others.End.Value; other++)
        {
            if (other != ring && IsInside(buffer, ring, other, skipDropped))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a ring lies inside another, both as drawn or both as thinned: its first vertex, which is never dropped, stands for it.</summary>
    private bool IsInside(PolygonBuffer buffer, int ring, int other, bool skipDropped)
    {
        var range = buffer.Ring(other);
        ReadOnlySpan<int> x = buffer.X[range], y = buffer.Y[range];
        ReadOnlySpan<bool> isDropped = buffer.IsDropped[range];
        var first = buffer.Ring(ring).Start.Value;
        int px = buffer.X[first], py = buffer.Y[first];
        if (!_boxes[other].Contains(px, py))
        {
            return false;
        }

        var isInside = false;
        int previousX = x[0], previousY = y[0];
        for (var i = 1; i < x.Length; i++)
        {
            if (skipDropped && isDropped[i])
            {
                continue;
            }

            if (previousY > py != y[i] > py)
            {
                long dx = x[i] - previousX, dy = y[i] - previousY;
                var cross = (dx * (py - previousY)) - (dy * (px - previousX));
                isInside ^= cross > 0 == dy > 0;
            }

            (previousX, previousY) = (x[i], y[i]);
        }

        return isInside;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Box(int West, int East, int South, int North)
    {
        public bool Contains(int x, int y) => x >= West && x <= East && y >= South && y <= North;
    }
}
