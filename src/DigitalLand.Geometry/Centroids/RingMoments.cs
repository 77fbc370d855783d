using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.Centroids;

/// <summary>
/// Twice the area of a ring and six times its first moments, from whole millionths of a degree and relative to a base, without rounding. Which
/// way round the ring goes shows in their common sign.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RingMoments
{
    private long _firstX;
    private long _firstY;
    private long _x;
    private long _y;

    /// <summary>Coordinates so far.</summary>
    public int Count { get; private set; }

    public long Area { get; private set; }

    public Int128 X { get; private set; }

    public Int128 Y { get; private set; }

    /// <summary>What the areas of its triangles come to without their signs: how much of them cancels out.</summary>
    public long TotalArea { get; private set; }

    /// <summary>Whether it ends where it begins.</summary>
    public readonly bool IsClosed => Count > 0 && _x == _firstX && _y == _firstY;

    public void Add(long x, long y)
    {
        if (Count++ == 0)
        {
            (_firstX, _firstY) = (x, y);
        }
        else
        {
            var area = (_x * y) - (x * _y);
            Area += area;
            TotalArea += Math.Abs(area);
            X += Math.BigMul(area, _x + x);
            Y += Math.BigMul(area, _y + y);
        }

        (_x, _y) = (x, y);
    }
}
