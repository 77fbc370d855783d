using DigitalLand.Core;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// Normalises the ordinary polygon, valid as drawn, without GEOS: the text is exactly what <see cref="PolygonRepair"/> leads to, or there is none. Every step
/// either proves what GEOS would find, with integers, or gives up. Serves one thread; it keeps its memory for the next geometry.
/// </summary>
internal sealed class PolygonFastPath(CoordinateSystemDetection detection)
{
    /// <summary>In millionths of a degree, for a whole geometry; see <see cref="SegmentSweep"/>.</summary>
    public const int MaxExtent = 4000000;

    /// <summary>Keeps sums of cross products within 64 bits.</summary>
    private const int MaxPoints = 100000;

    private readonly PolygonBuffer _buffer = new();
    private readonly VertexThinning _thinning = new();
    private readonly SegmentSweep _sweep = new();
    private readonly RingNesting _nesting = new();
    private readonly MicroDegreeText _text = new();
    private bool[] _isReversed = [];

    /// <summary>False where only the general path can tell.</summary>
    public bool TryNormalise(string value, out Normalised normalised)
    {
        normalised = default;
        var reader = new PolygonTextReader(value, _buffer);
        if (!reader.TryRead() || _buffer.PointCount > MaxPoints)
        {
            return false;
        }

        if (!detection.TryPlaceNearly(_buffer.Xy[0], _buffer.Xy[1], out var placement, out _))
        {
            placement = detection.Place(_buffer.Xy[0], _buffer.Xy[1]);
        }

        // Heights count a little in a conversion, and more when a ring's ends differ in them.
        if (placement.Conversion is not { } conversion || (reader.HasHeights && conversion != Conversion.None))
        {
            return false;
        }

        detection.ConvertNearly(conversion, _buffer.Xy);
        if (!TryRound() || !_thinning.TryThin(_buffer) || !_sweep.IsSimple(_buffer, _thinning.Shortcuts) || !_nesting.IsProper(_buffer) || !TryOrient())
        {
            return false;
        }

        normalised = new Normalised(_text.MultiPolygon(_buffer, _isReversed), placement.Issues);
        return true;
    }

    private bool TryRound()
    {
        _buffer.PrepareMicroDegrees();
        ReadOnlySpan<double> xy = _buffer.Xy;
        Span<int> x = _buffer.X, y = _buffer.Y;
        int west = int.MaxValue, east = int.MinValue, south = int.MaxValue, north = int.MinValue;
        for (var i = 0; i < x.Length; i++)
        {
            if (!MicroDegrees.TryRound(xy[2 * i], out x[i]) || !MicroDegrees.TryRound(xy[(2 * i) + 1], out y[i]))
            {
                return false;
            }

            west = Math.Min(west, x[i]);
            east = Math.Max(east, x[i]);
            south = Math.Min(south, y[i]);
            north = Math.Max(north, y[i]);
        }

        return Math.Max(east - west, north - south) <= MaxExtent;
    }

    /// <summary>Shells are to run counter-clockwise and holes clockwise.</summary>
    private bool TryOrient()
    {
        if (_isReversed.Length < _buffer.RingCount)
        {
            _isReversed = new bool[2 * _buffer.RingCount];
        }

        for (var polygon = 0; polygon < _buffer.PolygonCount; polygon++)
        {
            var rings = _buffer.Polygon(polygon);
            for (var ring = rings.Start.Value; ring < rings.End.Value; ring++)
            {
                var range = _buffer.Ring(ring);
                if (!RingDirection.TryFind(_buffer.X[range], _buffer.Y[range], _buffer.IsDropped[range], out var isCounterClockwise))
                {
                    return false;
                }

                _isReversed[ring] = isCounterClockwise == ring > rings.Start.Value;
            }
        }

        return true;
    }
}
