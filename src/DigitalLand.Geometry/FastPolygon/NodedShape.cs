namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// A shape with its crossings made vertices, on the grid. GEOS nodes what has a precision by rounding to the grid, several times over, which takes most of a repair; a
/// shape whose crossings are there already it can node without.
/// </summary>
internal static class NodedShape
{
    /// <summary>The shape with a vertex wherever it crosses itself; null where that is not clear, see <see cref="ClearCrossings"/>.</summary>
    /// <param name="shape">Of areas, on the grid of a millionth.</param>
    public static Shape? TryNode(Shape shape)
    {
        var buffer = new PolygonBuffer();
        var crossings = new List<Crossing>();
        if (!TryAdd(shape, buffer) || !ClearCrossings.TryFind(buffer, crossings))
        {
            return null;
        }

        var onSegments = crossings
            .SelectMany(static crossing => new[] { (Segment: crossing.First, crossing.X, crossing.Y), (Segment: crossing.Second, crossing.X, crossing.Y) })
            .ToLookup(static place => place.Segment, static place => (place.X, place.Y));
        var segment = 0;
        return shape.Map((path, _) =>
        {
            var xy = new List<double>(2 * (path.Count + (2 * crossings.Count)));
            for (var i = 0; i < path.Count; i++, segment++)
            {
                xy.AddRange([path.X(i), path.Y(i)]);
                var (fromX, fromY) = (buffer.X[segment], buffer.Y[segment]);
                foreach (var (x, y) in onSegments[segment].OrderBy(place => Math.Abs((long)place.X - fromX) + Math.Abs((long)place.Y - fromY)))
                {
                    xy.AddRange([x * MillionthGrid.Step, y * MillionthGrid.Step]);
                }
            }

            return new Path([.. xy]);
        });
    }

    private static bool TryAdd(Shape shape, PolygonBuffer buffer)
    {
        foreach (var path in shape.Paths)
        {
            for (var i = 0; i < path.Count; i++)
            {
                if (!MicroDegrees.TryRound(path.X(i), out var x) || !MicroDegrees.TryRound(path.Y(i), out var y))
                {
                    return false;
                }

                buffer.AddMicroDegrees(x, y);
            }

            buffer.EndRing();
        }

        return shape.Members.All(member => TryAdd(member, buffer));
    }
}
