namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// The rings of one geometry after each other, in arrays that are used again for the next geometry: as read, then in whole millionths of a degree. Serves one thread.
/// </summary>
internal sealed class PolygonBuffer
{
    private double[] _xy = new double[512];
    private int[] _x = [];
    private int[] _y = [];
    private bool[] _isDropped = [];
    private int[] _ringEnds = new int[8];
    private int[] _polygonEnds = new int[8];

    public int PointCount { get; private set; }

    public int RingCount { get; private set; }

    public int PolygonCount { get; private set; }

    /// <summary>x and y in turn, as read; later converted in place.</summary>
    public Span<double> Xy => _xy.AsSpan(0, 2 * PointCount);

    /// <summary>Longitudes in millionths of a degree.</summary>
    public Span<int> X => _x.AsSpan(0, PointCount);

    /// <summary>Latitudes likewise.</summary>
    public Span<int> Y => _y.AsSpan(0, PointCount);

    /// <summary>Vertices that simplification takes away.</summary>
    public Span<bool> IsDropped => _isDropped.AsSpan(0, PointCount);

    public bool HasDropped { get; set; }

    /// <summary>The points of a ring; the last repeats the first.</summary>
    public Range Ring(int ring) => (ring == 0 ? 0 : _ringEnds[ring - 1]).._ringEnds[ring];

    /// <summary>The rings of a polygon: its shell, then its holes.</summary>
    public Range Polygon(int polygon) => (polygon == 0 ? 0 : _polygonEnds[polygon - 1]).._polygonEnds[polygon];

    public void Clear()
    {
        PointCount = RingCount = PolygonCount = 0;
        HasDropped = false;
    }

    public void AddPoint(double x, double y)
    {
        var end = 2 * PointCount;
        if (end == _xy.Length)
        {
            Array.Resize(ref _xy, 2 * end);
        }

        _xy[end] = x;
        _xy[end + 1] = y;
        PointCount++;
    }

    /// <summary>Adds a point whose millionths are known.</summary>
    public void AddMicroDegrees(int x, int y)
    {
        AddPoint(x / SixDecimals.Scale, y / SixDecimals.Scale);
        if (_x.Length < PointCount)
        {
            var capacity = _xy.Length / 2;
            Array.Resize(ref _x, capacity);
            Array.Resize(ref _y, capacity);
            Array.Resize(ref _isDropped, capacity);
        }

        (_x[PointCount - 1], _y[PointCount - 1], _isDropped[PointCount - 1]) = (x, y, false);
    }

    public void EndRing() => End(ref _ringEnds, RingCount++, PointCount);

    public void EndPolygon() => End(ref _polygonEnds, PolygonCount++, RingCount);

    /// <summary>Makes room for the points in whole millionths, with none dropped.</summary>
    public void PrepareMicroDegrees()
    {
        if (_x.Length < PointCount)
        {
            var capacity = _xy.Length / 2;
            _x = new int[capacity];
            _y = new int[capacity];
            _isDropped = new bool[capacity];
        }

        IsDropped.Clear();
    }

    private static void End(ref int[] ends, int index, int end)
    {
        if (index == ends.Length)
        {
            Array.Resize(ref ends, 2 * index);
        }

        ends[index] = end;
    }
}
