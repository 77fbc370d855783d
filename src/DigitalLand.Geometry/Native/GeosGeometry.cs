using System.Runtime.InteropServices;
using System.Text;

namespace DigitalLand.Geometry.Native;

/// <summary>
/// A geometry that GEOS holds, owned; operations leave it as it is and give a new one. Every operation throws
/// <see cref="Core.RunFailedException"/> where GEOS fails.
/// </summary>
internal sealed unsafe class GeosGeometry : IDisposable
{
    /// <summary>The <see cref="ValidityReason"/> of a valid geometry.</summary>
    public const string Valid = "Valid Geometry";

    private const int RoundStyle = 1;
    private const int Pointwise = 1;

    private readonly GeosContext _context;
    private nint _geometry;

    public GeosGeometry(GeosContext context, nint geometry)
    {
        _context = context;
        _geometry = geometry;
    }

    public ShapeType Type => (ShapeType)GeosApi.GEOSGeomTypeId_r(_context.Raw, _geometry);

    public bool IsEmpty => Answer(GeosApi.GEOSisEmpty_r(_context.Raw, _geometry));

    public bool IsValid => Answer(GeosApi.GEOSisValid_r(_context.Raw, _geometry));

    /// <summary>Why the geometry is not valid, as <c>Self-intersection[-1.05 52.05]</c>.</summary>
    public string ValidityReason
    {
        get
        {
            var reason = GeosApi.GEOSisValidReason_r(_context.Raw, _geometry);
            if (reason is null)
            {
                throw _context.Failure();
            }

            var text = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(reason));
            GeosApi.GEOSFree_r(_context.Raw, reason);
            return text;
        }
    }

    public int MemberCount => GeosApi.GEOSGetNumGeometries_r(_context.Raw, _geometry);

    public GeosGeometry Simplify(double tolerance) => _context.Own(GeosApi.GEOSTopologyPreserveSimplify_r(_context.Raw, _geometry, tolerance));

    /// <summary>Rounds each coordinate to the grid by itself, and gives the geometry a precision model that later overlays keep to.</summary>
    public GeosGeometry SetPrecisionPointwise(double gridSize) => _context.Own(GeosApi.GEOSGeom_setPrecision_r(_context.Raw, _geometry, gridSize, Pointwise));

    public GeosGeometry SetPrecision(double gridSize) => _context.Own(GeosApi.GEOSGeom_setPrecision_r(_context.Raw, _geometry, gridSize, 0));

    public GeosGeometry MakeValid() => _context.Own(GeosApi.GEOSMakeValid_r(_context.Raw, _geometry));

    public GeosGeometry BufferByZero() => _context.Own(GeosApi.GEOSBufferWithStyle_r(_context.Raw, _geometry, 0, 16, RoundStyle, RoundStyle, 5));

    public GeosGeometry UnaryUnion() => _context.Own(GeosApi.GEOSUnaryUnion_r(_context.Raw, _geometry));

    public GeosGeometry Centroid() => _context.Own(GeosApi.GEOSGetCentroid_r(_context.Raw, _geometry));

    public GeosGeometry Copy() => _context.Own(GeosApi.GEOSGeom_clone_r(_context.Raw, _geometry));

    /// <summary>A copy of a part.</summary>
    public GeosGeometry Member(int n) => _context.Own(GeosApi.GEOSGeom_clone_r(_context.Raw, GeosApi.GEOSGetGeometryN_r(_context.Raw, _geometry, n)));

    /// <summary>Gives the handle away: the caller's, or a collection's that takes it in.</summary>
    public nint Release()
    {
        var geometry = _geometry;
        _geometry = 0;
        return geometry;
    }

    public Shape ToShape() => ToShape(_geometry);

    public void Dispose()
    {
        if (_geometry != 0)
        {
            GeosApi.GEOSGeom_destroy_r(_context.Raw, Release());
        }
    }

    private Shape ToShape(nint geometry)
    {
        var type = (ShapeType)GeosApi.GEOSGeomTypeId_r(_context.Raw, geometry);
        switch (type)
        {
            case ShapeType.Point or ShapeType.LineString or ShapeType.LinearRing:
                return Shape.Of(type, ToPath(geometry));
            case ShapeType.Polygon:
                var rings = new Path[1 + GeosApi.GEOSGetNumInteriorRings_r(_context.Raw, geometry)];
                rings[0] = ToPath(GeosApi.GEOSGetExteriorRing_r(_context.Raw, geometry));
                for (var i = 1; i < rings.Length; i++)
                {
                    rings[i] = ToPath(GeosApi.GEOSGetInteriorRingN_r(_context.Raw, geometry, i - 1));
                }

                return Shape.Of(type, rings);
            default:
                var members = new Shape[GeosApi.GEOSGetNumGeometries_r(_context.Raw, geometry)];
                for (var i = 0; i < members.Length; i++)
                {
                    members[i] = ToShape(GeosApi.GEOSGetGeometryN_r(_context.Raw, geometry, i));
                }

                return Shape.Multiple(type, members);
        }
    }

    private Path ToPath(nint geometry)
    {
        var sequence = GeosApi.GEOSGeom_getCoordSeq_r(_context.Raw, geometry);
        if (sequence == 0 || GeosApi.GEOSCoordSeq_getSize_r(_context.Raw, sequence, out var size) == 0)
        {
            throw _context.Failure();
        }

        var xy = new double[size * 2];
        fixed (double* buffer = xy)
        {
            if (size > 0 && GeosApi.GEOSCoordSeq_copyToBuffer_r(_context.Raw, sequence, buffer, 0, 0) == 0)
            {
                throw _context.Failure();
            }
        }

        return new Path(xy);
    }

    /// <summary>GEOS answers 0 for no, 1 for yes and 2 for an exception.</summary>
    private bool Answer(byte answer) => answer <= 1 ? answer == 1 : throw _context.Failure();
}
