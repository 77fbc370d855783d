using DigitalLand.Geometry.Native;

namespace DigitalLand.Geometry.Relations;

/// <summary>A geometry made ready to be compared with many others. Answers are null where GEOS cannot say.</summary>
public sealed class PreparedGeometry : IDisposable
{
    private readonly GeosContext _context;
    private nint _prepared;

    internal PreparedGeometry(GeosContext context, nint prepared)
    {
        _context = context;
        _prepared = prepared;
    }

    /// <summary>Whether the two share at least a point, the border included.</summary>
    public bool? Intersects(PlanarGeometry other) => PlanarGeometry.Answer(GeosRelationApi.GEOSPreparedIntersects_r(_context.Raw, _prepared, other.Raw));

    /// <summary>Whether the other lies within this one: no point of it outside, and not all of it on the border.</summary>
    public bool? Contains(PlanarGeometry other) => PlanarGeometry.Answer(GeosRelationApi.GEOSPreparedContains_r(_context.Raw, _prepared, other.Raw));

    public void Dispose()
    {
        if (_prepared != 0)
        {
            GeosRelationApi.GEOSPreparedGeom_destroy_r(_context.Raw, _prepared);
            _prepared = 0;
        }
    }
}
