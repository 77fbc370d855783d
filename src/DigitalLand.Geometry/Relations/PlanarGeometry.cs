using DigitalLand.Geometry.Native;

namespace DigitalLand.Geometry.Relations;

/// <summary>A geometry of a <see cref="GeometryReader"/>, not empty. Coordinates are taken as they are, so that areas are in their square units.</summary>
public sealed class PlanarGeometry : IDisposable
{
    private readonly GeosContext _context;
    private nint _geometry;

    internal PlanarGeometry(GeosContext context, nint geometry)
    {
        _context = context;
        _geometry = geometry;
    }

    /// <summary>Whether it is a single point.</summary>
    public bool IsPoint => Type == ShapeType.Point;

    /// <summary>Whether it is of a type that holds areas: a polygon, several, or a collection.</summary>
    public bool IsPolygonal => Type is ShapeType.Polygon or ShapeType.MultiPolygon or ShapeType.GeometryCollection;

    /// <summary>By the rules of the OGC's simple features.</summary>
    public bool IsValid => Answer(GeosApi.GEOSisValid_r(_context.Raw, _geometry)) == true;

    /// <summary>Of its polygons; 0 where it has none.</summary>
    public double Area() => GeosRelationApi.GEOSArea_r(_context.Raw, _geometry, out var area) != 0 ? area : throw _context.Failure();

    public Envelope Envelope() => Bound(GeosRelationApi.GEOSGeom_getXMin_r(_context.Raw, _geometry, out var west))
        && Bound(GeosRelationApi.GEOSGeom_getYMin_r(_context.Raw, _geometry, out var south))
        && Bound(GeosRelationApi.GEOSGeom_getXMax_r(_context.Raw, _geometry, out var east))
        && Bound(GeosRelationApi.GEOSGeom_getYMax_r(_context.Raw, _geometry, out var north))
            ? new Envelope(west, south, east, north)
            : throw _context.Failure();

    private ShapeType Type => (ShapeType)GeosApi.GEOSGeomTypeId_r(_context.Raw, _geometry);

    internal nint Raw => _geometry;

    internal bool IsEmpty => Answer(GeosApi.GEOSisEmpty_r(_context.Raw, _geometry)) == true;

    /// <summary>The centre of gravity: of areas where there are any, else of lines, else of points.</summary>
    public PlanarGeometry Centroid()
    {
        var centroid = GeosApi.GEOSGetCentroid_r(_context.Raw, _geometry);
        return centroid != 0 ? new PlanarGeometry(_context, centroid) : throw _context.Failure();
    }

    /// <summary>The area that two geometries share; null where GEOS cannot say, as with polygons that cross themselves, and where they share nothing.</summary>
    public double? SharedArea(PlanarGeometry other)
    {
        var shared = GeosRelationApi.GEOSIntersection_r(_context.Raw, _geometry, other._geometry);
        if (shared == 0)
        {
            return null;
        }

        using var owned = new PlanarGeometry(_context, shared);
        return owned.IsEmpty ? null : owned.Area();
    }

    /// <summary>Makes it ready to be compared with many others; to be disposed before the geometry.</summary>
    public PreparedGeometry Prepare()
    {
        var prepared = GeosRelationApi.GEOSPrepare_r(_context.Raw, _geometry);
        return prepared != 0 ? new PreparedGeometry(_context, prepared) : throw _context.Failure();
    }

    public void Dispose()
    {
        if (_geometry != 0)
        {
            GeosApi.GEOSGeom_destroy_r(_context.Raw, _geometry);
            _geometry = 0;
        }
    }

    /// <summary>GEOS answers 0 for no, 1 for yes and 2 for an exception.</summary>
    internal static bool? Answer(byte answer) => answer <= 1 ? answer == 1 : null;

    private static bool Bound(int done) => done != 0;
}
