using DigitalLand.Core;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// Normalises the ordinary polygon, valid as drawn or a ring that crosses itself once, without GEOS: the text is exactly what <see cref="PolygonRepair"/> leads to, or
/// there is none. Every step either proves what GEOS would find, with integers, or gives up. Serves one thread; it keeps its memory for the next geometry.
/// </summary>
internal sealed class PolygonFastPath(CoordinateSystemDetection detection)
{
    /// <summary>In millionths of a degree, for a whole geometry; see <see cref="SegmentSweep"/>.</summary>
    public const int MaxExtent = 4000000;

    /// <summary>Keeps sums of cross products within 64 bits.</summary>
    private const int MaxPoints = 100000;

    private readonly PolygonBuffer _buffer = new();
    private readonly PolygonBuffer _repaired = new();
    private readonly List<Crossing> _crossings = [];
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
        if (!TryRound() || !_thinning.TryThin(_buffer))
        {
            return false;
        }

        if (!_sweep.IsSimple(_buffer, _thinning.Shortcuts))
        {
            return TryRepair(placement.Issues, out normalised);
        }

        if (!_nesting.IsProper(_buffer) || !TryOrient(_buffer))
        {
            return false;
        }

        normalised = new Normalised(_text.MultiPolygon(_buffer, _isReversed), placement.Issues);
        return true;
    }

    private bool TryRepair(IReadOnlyList<ValueIssue> issues, out Normalised normalised)
    {
        normalised = default;
        if (_buffer.RingCount > 1 || _buffer.HasDropped || !ClearCrossings.TryFind(_buffer, _crossings) || _crossings is not [var crossing]
            || !CrossedRing.TryRepair(_buffer, crossing, _repaired) || !TryOrient(_repaired))
        {
            return false;
        }

        var reason = CrossingPoint.Reason(Segment(crossing.First), Segment(crossing.Second));
        var text = _text.MultiPolygon(_repaired, _isReversed);
        normalised = new Normalised(text, [.. issues, new ValueIssue("invalid geometry - fixed", reason)]);
        return true;
    }

    private CrossingPoint.Segment Segment(int from)
    {
        ReadOnlySpan<int> x = _buffer.X, y = _buffer.Y;
        return new(x[from] * MillionthGrid.Step, y[from] * MillionthGrid.Step, x[from + 1] * MillionthGrid.Step, y[from + 1] * MillionthGrid.Step);
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
    private bool TryOrient(PolygonBuffer buffer)
    {
        if (_isReversed.Length < buffer.RingCount)
        {
            _isReversed = new bool[2 * buffer.RingCount];
        }

        for (var polygon = 0; polygon < buffer.PolygonCount; polygon++)
        {
            var rings = buffer.Polygon(polygon);
            for (var ring = rings.Start.Value; ring < rings.End.Value; ring++)
            {
                var range = buffer.Ring(ring);
                if (!RingDirection.TryFind(buffer.X[range], buffer.Y[range], buffer.IsDropped[range], out var isCounterClockwise))
                {
                    return false;
                }

                _isReversed[ring] = isCounterClockwise == ring > rings.Start.Value;
            }
        }

        return true;
    }
}
