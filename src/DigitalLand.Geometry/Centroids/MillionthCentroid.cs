using System.Globalization;

namespace DigitalLand.Geometry.Centroids;

/// <summary>
/// The centroid of valid polygons on the <see cref="MillionthGrid"/> without GEOS, in whole numbers. GEOS reckons with doubles; where its
/// error could lead to the neighbouring step of the grid, and for other texts than those of polygons, it is GEOS that decides.
/// </summary>
internal ref struct MillionthCentroid
{
    /// <summary>Four degrees from the first coordinate: products of three such numbers, by the thousand, fit 128 bits.</summary>
    private const long Farthest = 1 << 22;

    private const int MostCoordinates = 1 << 17;
    private const int LeastCoordinates = 4;

    private MillionthText _text;
    private bool _hasBase;
    private long _baseX;
    private long _baseY;
    private int _count;
    private long _extent;
    private Int128 _area;
    private Int128 _totalArea;
    private Int128 _x;
    private Int128 _y;

    private MillionthCentroid(ReadOnlySpan<byte> wkt) => _text = new MillionthText(wkt);

    /// <summary>Finds the centroid, in steps of the grid.</summary>
    /// <param name="wkt">WKT in UTF-8.</param>
    /// <returns>False where that is for GEOS.</returns>
    public static bool TryFind(ReadOnlySpan<byte> wkt, out long x, out long y)
    {
        var centroid = new MillionthCentroid(wkt);
        x = y = 0;
        return centroid.TryRead() && centroid.TryRound(centroid._x, centroid._baseX, out x) && centroid.TryRound(centroid._y, centroid._baseY, out y);
    }

    private bool TryRead()
    {
        if (!_text.TrySkip("MULTIPOLYGON"u8))
        {
            return _text.TrySkip("POLYGON"u8) && TryReadPolygon() && _text.IsAtEnd;
        }

        if (!_text.TrySkip((byte)'('))
        {
            return false;
        }

        do
        {
            if (!TryReadPolygon())
            {
                return false;
            }
        }
        while (_text.TrySkip((byte)','));

        return _text.TrySkip((byte)')') && _text.IsAtEnd;
    }

    /// <summary>A shell and its holes, which count against it whichever way round they go.</summary>
    private bool TryReadPolygon()
    {
        if (!_text.TrySkip((byte)'('))
        {
            return false;
        }

        var isShell = true;
        do
        {
            if (!TryReadRing(isShell))
            {
                return false;
            }

            isShell = false;
        }
        while (_text.TrySkip((byte)','));

        return _text.TrySkip((byte)')');
    }

    private bool TryReadRing(bool isShell)
    {
        if (!_text.TrySkip((byte)'('))
        {
            return false;
        }

        var ring = default(RingMoments);
        do
        {
            if (!_text.TryRead(out var x) || !_text.TryRead(out var y))
            {
                return false;
            }

            if (!_hasBase)
            {
                (_baseX, _baseY, _hasBase) = (x, y, true);
            }

            x -= _baseX;
            y -= _baseY;
            _extent = Math.Max(_extent, Math.Max(Math.Abs(x), Math.Abs(y)));
            if (_extent > Farthest || ++_count > MostCoordinates)
            {
                return false;
            }

            ring.Add(x, y);
        }
        while (_text.TrySkip((byte)','));

        Take(ring, (ring.Area > 0) == isShell ? 1 : -1);
        return ring.IsClosed && ring.Count >= LeastCoordinates && _text.TrySkip((byte)')');
    }

    private void Take(RingMoments ring, int sign)
    {
        _area += sign * ring.Area;
        _totalArea += ring.TotalArea;
        _x += sign * ring.X;
        _y += sign * ring.Y;
    }

    /// <summary>The nearest step; false where it is not certain to be GEOS's.</summary>
    private readonly bool TryRound(Int128 moment, long origin, out long step)
    {
        step = 0;
        if (_area <= 0)
        {
            return false;
        }

        // Each coordinate is a double with an error of some 1e-8 of a step, which thin and scattered shapes make greater.
        var error = 1e-3 + (1e-8 * _count * (((double)_extent * _extent) + (double)_totalArea) / (double)_area);
        var (whole, rest) = Int128.DivRem(moment, 3 * _area);
        var part = (double)rest / (3 * (double)_area);
        var nearest = Math.Round(part);
        step = origin + (long)whole + (long)nearest;
        return Math.Abs(part - nearest) < 0.5 - error;
    }

    /// <summary>A point of the grid as it is stored.</summary>
    public static string Text(long x, long y) =>
        string.Create(CultureInfo.InvariantCulture, $"POINT ({MillionthGrid.TextOfStep(x)} {MillionthGrid.TextOfStep(y)})");
}
