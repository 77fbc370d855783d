using System.Globalization;

namespace DigitalLand.Geometry;

/// <summary>
/// The last digits of <c>Self-intersection[-1.05 52.05]</c>. Since 3.11.3 GEOS computes where two segments cross with doubled precision, as the reference's GEOS 3.11.4
/// does; before, with doubles, whose rounding now and then shows in the fifteenth digit. The text is data, so it is made the same whichever is installed.
/// </summary>
internal static class CrossingPoint
{
    private const string Prefix = "Self-intersection[";

    /// <summary>In degrees: far more than rounding, far less than the grid on which vertices stand.</summary>
    private const double Near = 1e-9;

    /// <summary>The reason with the exact crossing, correctly rounded; unchanged where it is not about just two segments that cross.</summary>
    public static string Sharpen(string reason, Func<Shape> shape)
    {
        if (!reason.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return reason;
        }

        var numbers = reason[Prefix.Length..^1].Split(' ');
        double x = double.Parse(numbers[0], CultureInfo.InvariantCulture), y = double.Parse(numbers[1], CultureInfo.InvariantCulture);
        var segments = new List<Segment>(2);
        AddNear(shape(), x, y, segments);
        if (segments.Count != 2 || !Cross(segments[0], segments[1]))
        {
            return reason;
        }

        return Reason(segments[0], segments[1]);
    }

    /// <summary>The reason for two segments that clearly cross.</summary>
    public static string Reason(Segment a, Segment b)
    {
        var (x, y) = Crossing(a, b);
        return $"{Prefix}{Text(x)} {Text(y)}]";
    }

    private static void AddNear(Shape shape, double x, double y, List<Segment> segments)
    {
        foreach (var member in shape.Members)
        {
            AddNear(member, x, y, segments);
        }

        foreach (var path in shape.Paths)
        {
            for (var i = 1; i < path.Count; i++)
            {
                var segment = new Segment(path.X(i - 1), path.Y(i - 1), path.X(i), path.Y(i));
                if (segment.IsNear(x, y))
                {
                    segments.Add(segment);
                }
            }
        }
    }

    /// <summary>Whether each segment's ends lie on both sides of the other, and clearly so.</summary>
    private static bool Cross(Segment a, Segment b) => Separates(a, b) && Separates(b, a);

    private static bool Separates(Segment line, Segment segment)
    {
        double from = line.Offset(segment.FromX, segment.FromY), to = line.Offset(segment.ToX, segment.ToY);
        return (from > Near && to < -Near) || (from < -Near && to > Near);
    }

    /// <summary>The lines' crossing in homogeneous coordinates.</summary>
    private static (double X, double Y) Crossing(Segment a, Segment b)
    {
        var (ax, ay, aw) = a.Line();
        var (bx, by, bw) = b.Line();
        var w = (ax * by) - (bx * ay);
        return ((((ay * bw) - (by * aw)) / w).High, (((bx * aw) - (ax * bw)) / w).High);
    }

    /// <summary>As C prints with <c>%.15g</c>.</summary>
    private static string Text(double value) => value.ToString("G15", CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <summary>In degrees.</summary>
    internal sealed record Segment(double FromX, double FromY, double ToX, double ToY)
    {
        public bool IsNear(double x, double y) =>
            x >= Math.Min(FromX, ToX) - Near && x <= Math.Max(FromX, ToX) + Near && y >= Math.Min(FromY, ToY) - Near && y <= Math.Max(FromY, ToY) + Near
            && Math.Abs(Offset(x, y)) < Near;

        /// <summary>The distance from the segment's line, in degrees, with a sign.</summary>
        public double Offset(double x, double y)
        {
            double dx = ToX - FromX, dy = ToY - FromY;
            return ((dx * (y - FromY)) - (dy * (x - FromX))) / Math.Sqrt((dx * dx) + (dy * dy));
        }

        public (DoubleDouble X, DoubleDouble Y, DoubleDouble W) Line()
        {
            DoubleDouble fromX = new(FromX), fromY = new(FromY), toX = new(ToX), toY = new(ToY);
            return (fromY - toY, toX - fromX, (fromX * toY) - (toX * fromY));
        }
    }
}
