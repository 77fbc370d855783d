using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// Finds where the segments of a geometry cross, provided that all else is clearly apart: no vertex, and no third segment at a crossing, is so near that rounding the
/// crossings to the grid of millionths of a degree could draw it in. Then nothing happens when the geometry is noded on the grid but that crossings become vertices.
/// </summary>
internal static class ClearCrossings
{
    /// <summary>Segments are compared pair by pair.</summary>
    private const int MaxPoints = 1000;

    /// <summary>In units. Snap rounding moves a line by less than one, and draws in what is within one of a rounded point.</summary>
    private const int Clearance = 3;

    /// <summary>The square of the least sine of the angle at which segments may cross: along a sharper one, doubles lose the crossing's place.</summary>
    private const double LeastSineSquared = 0.0001;

    /// <summary>In units: nearer to the middle between two grid points, the rounding errors of GEOS might decide.</summary>
    private const double Certain = 0.499;

    /// <summary>False where something is not clear, or there is too much to look at.</summary>
    /// <param name="found">Is given the crossings.</param>
    public static bool TryFind(PolygonBuffer buffer, List<Crossing> found)
    {
        found.Clear();
        if (buffer.PointCount > MaxPoints)
        {
            return false;
        }

        Span<Segment> segments = stackalloc Segment[buffer.PointCount];
        segments = segments[..Collect(buffer, segments)];
        for (var i = 0; i < segments.Length; i++)
        {
            for (var j = i + 1; j < segments.Length; j++)
            {
                if (segments[i].IsNear(segments[j]) && !TryFind(segments[i], segments[j], found))
                {
                    return false;
                }
            }
        }

        foreach (var crossing in found)
        {
            foreach (ref readonly var segment in segments)
            {
                if (segment.From != crossing.First && segment.From != crossing.Second && !segment.IsClearOf(crossing.X, crossing.Y))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int Collect(PolygonBuffer buffer, Span<Segment> segments)
    {
        var count = 0;
        for (var ring = 0; ring < buffer.RingCount; ring++)
        {
            var (start, end) = (buffer.Ring(ring).Start.Value, buffer.Ring(ring).End.Value - 1);
            for (var from = start; from < end; from++)
            {
                // A ring's last segment leads to its first one.
                segments[count++] = new Segment(from, from + 1 == end ? start : from + 1, buffer.X[from], buffer.Y[from], buffer.X[from + 1], buffer.Y[from + 1]);
            }
        }

        return count;
    }

    /// <summary>Looks at two segments; false where they are too near to each other, or cross uncertainly.</summary>
    private static bool TryFind(in Segment a, in Segment b, List<Crossing> found)
    {
        bool follows = a.Next == b.From, precedes = b.Next == a.From;
        if ((!precedes && !b.IsClearOf(a.FromX, a.FromY)) || (!follows && !b.IsClearOf(a.ToX, a.ToY))
            || (!follows && !a.IsClearOf(b.FromX, b.FromY)) || (!precedes && !a.IsClearOf(b.ToX, b.ToY)))
        {
            return false;
        }

        if (follows || precedes || !a.Separates(b) || !b.Separates(a))
        {
            return true;
        }

        if (!TryRound(a, b, out var crossing))
        {
            return false;
        }

        found.Add(crossing);
        return true;
    }

    private static bool TryRound(in Segment a, in Segment b, out Crossing crossing)
    {
        double ax = a.ToX - a.FromX, ay = a.ToY - a.FromY, bx = b.ToX - b.FromX, by = b.ToY - b.FromY;
        var cross = (ax * by) - (ay * bx);
        var share = b.SideOf(a.FromX, a.FromY) / cross;
        double offsetX = share * ax, offsetY = share * ay;
        double roundedX = Math.Round(offsetX), roundedY = Math.Round(offsetY);
        crossing = new Crossing(a.From, b.From, a.FromX + (int)roundedX, a.FromY + (int)roundedY);
        return cross * cross >= LeastSineSquared * ((ax * ax) + (ay * ay)) * ((bx * bx) + (by * by))
            && Math.Abs(offsetX - roundedX) < Certain && Math.Abs(offsetY - roundedY) < Certain && crossing.X != 0 && crossing.Y != 0;
    }

    /// <param name="From">The index of the vertex that it begins with.</param>
    /// <param name="Next">The same of the segment that follows in its ring.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Segment(int From, int Next, int FromX, int FromY, int ToX, int ToY)
    {
        /// <summary>Whether the boxes around two segments are nearer to each other than the clearance.</summary>
        public bool IsNear(in Segment other) =>
            Math.Max(other.FromX, other.ToX) >= Math.Min(FromX, ToX) - Clearance && Math.Min(other.FromX, other.ToX) <= Math.Max(FromX, ToX) + Clearance
            && Math.Max(other.FromY, other.ToY) >= Math.Min(FromY, ToY) - Clearance && Math.Min(other.FromY, other.ToY) <= Math.Max(FromY, ToY) + Clearance;

        public bool IsClearOf(int x, int y)
        {
            const double least = Clearance * Clearance;
            double dx = ToX - FromX, dy = ToY - FromY, fromX = x - FromX, fromY = y - FromY;
            var along = (fromX * dx) + (fromY * dy);
            var lengthSquared = (dx * dx) + (dy * dy);
            if (along <= 0)
            {
                return (fromX * fromX) + (fromY * fromY) >= least;
            }

            if (along >= lengthSquared)
            {
                double toX = x - ToX, toY = y - ToY;
                return (toX * toX) + (toY * toY) >= least;
            }

            var cross = (dx * fromY) - (dy * fromX);
            return cross * cross >= least * lengthSquared;
        }

        /// <summary>Whether a segment, whose ends are clear, has them on both sides of this one's line.</summary>
        public bool Separates(in Segment other) => SideOf(other.FromX, other.FromY) > 0 != SideOf(other.ToX, other.ToY) > 0;

        /// <summary>Positive for what is on the left.</summary>
        public long SideOf(int x, int y) => ((long)(ToX - FromX) * (y - FromY)) - ((long)(ToY - FromY) * (x - FromX));
    }
}
