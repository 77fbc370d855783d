namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// Which vertices GEOS 3.11's <c>TopologyPreservingSimplifier</c> takes from a ring at a tolerance of one millionth of a degree, provided that none of the
/// segments it puts in crosses another: <see cref="SegmentSweep"/> has to see to that.
/// </summary>
internal sealed class VertexThinning
{
    private const double Tolerance = 0.000001;
    private const int LeastPoints = 4;

    /// <summary>GEOS goes as deep, but on another stack.</summary>
    private const int MaxDepth = 1000;

    private readonly List<(int From, int To)> _shortcuts = [];
    private double[] _x = [];
    private double[] _y = [];
    private int _segments;

    /// <summary>The segments put in, by the indexes of their ends in the buffer.</summary>
    public IReadOnlyList<(int From, int To)> Shortcuts => _shortcuts;

    /// <summary>Marks the vertices that go, and fills <see cref="Shortcuts"/>; false where this is not decided here.</summary>
    public bool TryThin(PolygonBuffer buffer)
    {
        _shortcuts.Clear();
        for (var ring = 0; ring < buffer.RingCount; ring++)
        {
            var range = buffer.Ring(ring);
            ReadOnlySpan<int> x = buffer.X[range], y = buffer.Y[range];
            if (KeepsAll(x, y))
            {
                continue;
            }

            LoadDegrees(x, y);
            _segments = 0;
            var shortcuts = _shortcuts.Count;
            if (!TryThinSection(0, x.Length - 1, depth: 1))
            {
                return false;
            }

            for (var i = shortcuts; i < _shortcuts.Count; i++)
            {
                var (from, to) = _shortcuts[i] = (_shortcuts[i].From + range.Start.Value, _shortcuts[i].To + range.Start.Value);
                buffer.IsDropped[(from + 1)..to].Fill(true);
                buffer.HasDropped = true;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether no vertex can go, told by integers alone: a section that goes lies within the tolerance (one unit) of a line. Any three successive vertices a, b, c
    /// of it then have |ab × bc| at most 2(|ab| + |bc|), since along the line the edges measure at most their lengths, and across it at most 2. Lengths are
    /// taken as |dx| + |dy|, which is never less, and a little more is allowed for the rounding of GEOS's doubles. A vertex that fails this between two that do not can only
    /// go by itself, so it is enough that it is not near the segment between those.
    /// </summary>
    private static bool KeepsAll(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        var isPreviousDoubtful = false;
        long dx = x[1] - x[0], dy = y[1] - y[0];
        for (var i = 2; i < x.Length; i++)
        {
            long nextX = x[i] - x[i - 1], nextY = y[i] - y[i - 1];
            var lengths = Math.Abs(dx) + Math.Abs(dy) + Math.Abs(nextX) + Math.Abs(nextY);
            var isDoubtful = Math.Abs((dx * nextY) - (dy * nextX)) <= (2 * lengths) + (lengths >> 8) + 1;
            if (isDoubtful && (isPreviousDoubtful || IsNear(dx, dy, nextX, nextY)))
            {
                return false;
            }

            isPreviousDoubtful = isDoubtful;
            (dx, dy) = (nextX, nextY);
        }

        return true;
    }

    /// <summary>Whether the vertex between two edges is within the tolerance of the segment that would replace them, or so near to it that rounding decides.</summary>
    private static bool IsNear(double dx, double dy, double nextX, double nextY)
    {
        const double slack = 1.0001;
        double chordX = dx + nextX, chordY = dy + nextY;
        var lengthSquared = (chordX * chordX) + (chordY * chordY);
        var along = (dx * chordX) + (dy * chordY);
        var cross = (dx * nextY) - (dy * nextX);
        return along <= 0 ? (dx * dx) + (dy * dy) <= slack
            : along >= lengthSquared ? (nextX * nextX) + (nextY * nextY) <= slack
            : cross * cross <= lengthSquared * slack;
    }

    /// <summary>The doubles that GEOS works on.</summary>
    private void LoadDegrees(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        if (_x.Length < x.Length)
        {
            _x = new double[2 * x.Length];
            _y = new double[2 * x.Length];
        }

        for (var i = 0; i < x.Length; i++)
        {
            _x[i] = x[i] / SixDecimals.Scale;
            _y[i] = y[i] / SixDecimals.Scale;
        }
    }

    private bool TryThinSection(int from, int to, int depth)
    {
        if (from + 1 == to)
        {
            _segments++;
            return true;
        }

        var (furthest, distance) = FindFurthest(from, to);
        var mayBeTooShort = (_segments == 0 || _segments + 1 < LeastPoints) && depth + 1 < LeastPoints;
        if (distance <= Tolerance && !mayBeTooShort)
        {
            _segments++;
            _shortcuts.Add((from, to));
            return true;
        }

        return depth < MaxDepth && TryThinSection(from, furthest, depth + 1) && TryThinSection(furthest, to, depth + 1);
    }

    /// <summary>
    /// The first of the vertices furthest from a segment: by the very operations of GEOS, whose rounding decides between near equals. Rounded quotients and roots
    /// never fall where their arguments grow, so most vertices are out of the question before a division or a root.
    /// </summary>
    private (int Index, double Distance) FindFurthest(int from, int to)
    {
        ReadOnlySpan<double> xs = _x.AsSpan(0, to + 1), ys = _y.AsSpan(0, to + 1);
        double ax = xs[from], ay = ys[from], bx = xs[to], by = ys[to];
        double dx = bx - ax, dy = by - ay;
        var lengthSquared = (dx * dx) + (dy * dy);
        var length = Math.Sqrt(lengthSquared);
        var isPoint = ax == bx && ay == by;
        var (index, furthest) = (from, -1.0);
        double greatestCross = -1, greatestSquare = -1;
        for (var i = from + 1; i < xs.Length - 1; i++)
        {
            double px = xs[i], py = ys[i];
            var along = ((px - ax) * dx) + ((py - ay) * dy);
            double distance;
            if (isPoint || along <= 0 || along >= lengthSquared)
            {
                var (ex, ey) = isPoint || along <= 0 ? (px - ax, py - ay) : (px - bx, py - by);
                var square = (ex * ex) + (ey * ey);
                if (square <= greatestSquare)
                {
                    continue;
                }

                greatestSquare = square;
                distance = Math.Sqrt(square);
            }
            else
            {
                var cross = Math.Abs(((ay - py) * dx) - ((ax - px) * dy));
                if (cross <= greatestCross)
                {
                    continue;
                }

                greatestCross = cross;
                distance = cross / lengthSquared * length;
            }

            if (distance > furthest)
            {
                (index, furthest) = (i, distance);
            }
        }

        return (index, furthest);
    }
}
