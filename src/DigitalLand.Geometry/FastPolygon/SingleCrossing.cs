using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// The one place where a ring crosses itself, all else being clearly apart: no vertex, and no other segment at the crossing, is so near that rounding the crossing to
/// the grid of millionths of a degree could draw it in. Then the ring falls into two loops that share the crossing and nothing else.
/// </summary>
/// <param name="First">The earlier of the two segments, by the index of the vertex that it begins with.</param>
/// <param name="Second">The later one; the segments do not follow each other.</param>
/// <param name="X">The crossing's longitude, rounded to whole millionths of a degree.</param>
/// <param name="Y">Its latitude likewise.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SingleCrossing(int First, int Second, int X, int Y)
{
    /// <summary>Segments are compared pair by pair.</summary>
    private const int MaxPoints = 1000;

    /// <summary>In units. Snap rounding moves a line by less than one, and draws in what is within one of a rounded point.</summary>
    private const int Clearance = 3;

    /// <summary>The square of the least sine of the angle at which segments may cross: along a sharper one, doubles lose the crossing's place.</summary>
    private const double LeastSineSquared = 0.0001;

    /// <summary>In units: nearer to the middle between two grid points, the rounding errors of GEOS might decide.</summary>
    private const double Certain = 0.499;

    /// <summary>False where a ring, the last point repeating the first, crosses itself otherwise or more often, or where this is not certain.</summary>
    public static bool TryFind(ReadOnlySpan<int> x, ReadOnlySpan<int> y, out SingleCrossing crossing)
    {
        crossing = default;
        var segments = x.Length - 1;
        if (x.Length > MaxPoints || !TryFindPair(x, y, out var first, out var second) || !TryRound(x, y, first, second, out var px, out var py))
        {
            return false;
        }

        for (var i = 0; i < segments; i++)
        {
            if (i != first && i != second && !IsClear(x, y, i, px, py))
            {
                return false;
            }
        }

        crossing = new SingleCrossing(first, second, px, py);
        return true;
    }

    private static bool TryFindPair(ReadOnlySpan<int> x, ReadOnlySpan<int> y, out int first, out int second)
    {
        (first, second) = (-1, -1);
        var segments = x.Length - 1;
        for (var i = 0; i < segments; i++)
        {
            var (west, east) = (Math.Min(x[i], x[i + 1]) - Clearance, Math.Max(x[i], x[i + 1]) + Clearance);
            var (south, north) = (Math.Min(y[i], y[i + 1]) - Clearance, Math.Max(y[i], y[i + 1]) + Clearance);
            for (var j = i + 1; j < segments; j++)
            {
                if (Math.Max(x[j], x[j + 1]) < west || Math.Min(x[j], x[j + 1]) > east || Math.Max(y[j], y[j + 1]) < south || Math.Min(y[j], y[j + 1]) > north)
                {
                    continue;
                }

                bool follows = j == i + 1, precedes = i == 0 && j == segments - 1;
                if (!AreEndsClear(x, y, i, j, follows, precedes))
                {
                    return false;
                }

                if (!follows && !precedes && Cross(x, y, i, j))
                {
                    if (first >= 0)
                    {
                        return false;
                    }

                    (first, second) = (i, j);
                }
            }
        }

        return first >= 0;
    }

    /// <summary>Whether the ends of two segments, but for one that they share, are clear of the other segment.</summary>
    private static bool AreEndsClear(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int i, int j, bool follows, bool precedes) =>
        (precedes || IsClear(x, y, j, x[i], y[i])) && (follows || IsClear(x, y, j, x[i + 1], y[i + 1]))
        && (follows || IsClear(x, y, i, x[j], y[j])) && (precedes || IsClear(x, y, i, x[j + 1], y[j + 1]));

    private static bool IsClear(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int segment, int px, int py)
    {
        const double least = Clearance * Clearance;
        double dx = x[segment + 1] - x[segment], dy = y[segment + 1] - y[segment];
        double fromX = px - x[segment], fromY = py - y[segment];
        var along = (fromX * dx) + (fromY * dy);
        var lengthSquared = (dx * dx) + (dy * dy);
        if (along <= 0)
        {
            return (fromX * fromX) + (fromY * fromY) >= least;
        }

        if (along >= lengthSquared)
        {
            double toX = px - x[segment + 1], toY = py - y[segment + 1];
            return (toX * toX) + (toY * toY) >= least;
        }

        var cross = (dx * fromY) - (dy * fromX);
        return cross * cross >= least * lengthSquared;
    }

    private static bool Cross(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int i, int j) => Separates(x, y, i, j) && Separates(x, y, j, i);

    private static bool Separates(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int line, int segment) =>
        Side(x, y, line, segment) > 0 != Side(x, y, line, segment + 1) > 0;

    /// <summary>Positive for a vertex on the left of a segment; not zero where ends are clear and boxes overlap.</summary>
    private static long Side(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int line, int vertex)
    {
        long dx = x[line + 1] - x[line], dy = y[line + 1] - y[line];
        return (dx * (y[vertex] - y[line])) - (dy * (x[vertex] - x[line]));
    }

    private static bool TryRound(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int first, int second, out int px, out int py)
    {
        double ax = x[first + 1] - x[first], ay = y[first + 1] - y[first];
        double bx = x[second + 1] - x[second], by = y[second + 1] - y[second];
        var cross = (ax * by) - (ay * bx);
        var share = -Side(x, y, second, first) / -cross;
        double offsetX = share * ax, offsetY = share * ay;
        double roundedX = Math.Round(offsetX), roundedY = Math.Round(offsetY);
        px = x[first] + (int)roundedX;
        py = y[first] + (int)roundedY;
        return cross * cross >= LeastSineSquared * ((ax * ax) + (ay * ay)) * ((bx * bx) + (by * by))
            && Math.Abs(offsetX - roundedX) < Certain && Math.Abs(offsetY - roundedY) < Certain && px != 0 && py != 0;
    }
}
