using DigitalLand.Core;

namespace DigitalLand.Geometry.Native;

/// <summary>GEOS for several threads: a context for each thread that asks, made when it first asks.</summary>
internal sealed unsafe class Geos : IDisposable
{
    private readonly ThreadLocal<GeosContext> _contexts = new(GeosContext.Create, trackAllValues: true);

    private GeosContext Context => _contexts.Value!;

    /// <summary>
    /// GEOS's index doubles its extent until it holds a coordinate. Near the end of what a double can say it would double for ever.
    /// </summary>
    private const double Farthest = 1e300;

    /// <summary>Hands a shape to GEOS, in two dimensions.</summary>
    /// <exception cref="RunFailedException">A coordinate is not a finite number, or beyond anything on Earth.</exception>
    public GeosGeometry ToGeometry(Shape shape)
    {
        RequireFinite(shape);
        return Context.Own(Build(Context, shape));
    }

    /// <summary>A collection of the given geometries, which it takes over.</summary>
    public GeosGeometry Collect(ShapeType type, IReadOnlyList<GeosGeometry> members)
    {
        var handles = new nint[members.Count];
        for (var i = 0; i < handles.Length; i++)
        {
            handles[i] = members[i].Release();
        }

        return Context.Own(Collect(Context, type, handles));
    }

    /// <summary>Reads WKT by GEOS's own reader; null where GEOS does not take it for WKT.</summary>
    public Shape? ReadWkt(string text)
    {
        var context = Context;
        var reader = GeosApi.GEOSWKTReader_create_r(context.Raw);
        try
        {
            var geometry = GeosApi.GEOSWKTReader_read_r(context.Raw, reader, text);
            if (geometry == 0)
            {
                return null;
            }

            using var owned = context.Own(geometry);
            return owned.ToShape();
        }
        finally
        {
            GeosApi.GEOSWKTReader_destroy_r(context.Raw, reader);
        }
    }

    public void Dispose()
    {
        foreach (var context in _contexts.Values)
        {
            context.Dispose();
        }

        _contexts.Dispose();
    }

    private static void RequireFinite(Shape shape)
    {
        foreach (var path in shape.Paths)
        {
            foreach (var ordinate in path.Xy)
            {
                if (!(Math.Abs(ordinate) < Farthest))
                {
                    throw new RunFailedException($"A geometry has the coordinate {ordinate:R}, which is nowhere on Earth; correct it at the provider or with a patch.");
                }
            }
        }

        foreach (var member in shape.Members)
        {
            RequireFinite(member);
        }
    }

    private static nint Build(GeosContext context, Shape shape)
    {
        switch (shape.Type)
        {
            case ShapeType.Point:
                return GeosApi.GEOSGeom_createPoint_r(context.Raw, Sequence(context, shape.Paths[0]));
            case ShapeType.LineString:
                return GeosApi.GEOSGeom_createLineString_r(context.Raw, Sequence(context, shape.Paths[0]));
            case ShapeType.LinearRing:
                return Ring(context, shape.Paths[0]);
            case ShapeType.Polygon:
                var holes = Array.ConvertAll(shape.Paths[1..], hole => Ring(context, hole));
                fixed (nint* first = holes)
                {
                    return GeosApi.GEOSGeom_createPolygon_r(context.Raw, Ring(context, shape.Paths[0]), first, (uint)holes.Length);
                }

            default:
                return Collect(context, shape.Type, Array.ConvertAll(shape.Members, member => Made(context, Build(context, member))));
        }
    }

    private static nint Collect(GeosContext context, ShapeType type, nint[] members)
    {
        fixed (nint* first = members)
        {
            return GeosApi.GEOSGeom_createCollection_r(context.Raw, (int)type, first, (uint)members.Length);
        }
    }

    private static nint Ring(GeosContext context, Path path) => Made(context, GeosApi.GEOSGeom_createLinearRing_r(context.Raw, Sequence(context, path)));

    private static nint Sequence(GeosContext context, Path path)
    {
        fixed (double* buffer = path.Xy)
        {
            return Made(context, GeosApi.GEOSCoordSeq_copyFromBuffer_r(context.Raw, buffer, (uint)path.Count, hasZ: 0, hasM: 0));
        }
    }

    /// <summary>A failure ends the run, so what was built before it is left to the context.</summary>
    private static nint Made(GeosContext context, nint made) => made != 0 ? made : throw context.Failure();
}
