using System.Text;
using DigitalLand.Core;
using DigitalLand.Geometry.Centroids;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Geometry.FastPolygon;
using DigitalLand.Geometry.Native;
using DigitalLand.Geometry.Wkt;

namespace DigitalLand.Geometry;

/// <summary>
/// Normalises geometry fields to WGS 84 text with six decimals: the reference's datatypes <c>multipolygon</c> and <c>point</c>. Build one a run; it may be used
/// by several threads. Points are done without native code; shapes need GEOS, which is loaded with the first shape.
/// <para>Where the reference aborts, the methods throw <see cref="RunFailedException"/>.</para>
/// </summary>
public sealed partial class GeometryNormaliser : IDisposable
{
    private const string InvalidWkt = "invalid WKT";
    private const string InvalidWktMessage = "Geometry must be in Well-Known Text (WKT) format";
    private const string UnexpectedType = "Unexpected geom type";

    private readonly Geos _geos = new();
    private readonly CoordinateSystemDetection _detection;
    private readonly PolygonRepair _repair;
    private readonly PolygonRepair _slowRepair;
    private readonly ThreadLocal<PolygonFastPath> _fastPaths;

    public GeometryNormaliser(CoordinateSystems systems)
    {
        _detection = new CoordinateSystemDetection(systems);
        _repair = new PolygonRepair(_geos);
        _slowRepair = new PolygonRepair(_geos, mayNode: false);
        _fastPaths = new ThreadLocal<PolygonFastPath>(() => new PolygonFastPath(_detection));
    }

    /// <summary>
    /// A <c>geometry</c> field: any WKT of polygons, or a GeoJSON geometry, becomes a valid <c>MULTIPOLYGON</c> with counter-clockwise shells, or empty.
    /// </summary>
    public Normalised MultiPolygon(string value) =>
        TryMultiPolygonFast(value, out var normalised) ? normalised : MultiPolygonByGeos(value, _repair);

    /// <summary>The ordinary valid polygon without GEOS; false where this is not certain to give what GEOS gives.</summary>
    internal bool TryMultiPolygonFast(string value, out Normalised normalised) => _fastPaths.Value!.TryNormalise(value, out normalised);

    /// <summary>Any geometry by GEOS, step by step as the reference goes; the twin that the faster ways have to equal.</summary>
    internal Normalised MultiPolygonByGeos(string value) => MultiPolygonByGeos(value, _slowRepair);

    private Normalised MultiPolygonByGeos(string value, PolygonRepair repair)
    {
        if (ReadWkt(value) is { } shape)
        {
            return !HasPolygonType(shape) ? Normalised.Rejected(UnexpectedType, value, "Geometry must be a multipolygon")
                : shape.IsEmpty ? Normalised.Clean("")
                : Place(shape, repair);
        }

        if (GeoJsonReader.TryRead(value) is not { } geoJson)
        {
            return Normalised.Rejected(InvalidWkt, value, InvalidWktMessage);
        }

        // GeoJSON is neither placed nor refused for its type: it says so, and goes on.
        var issues = new List<ValueIssue>(2);
        if (!HasPolygonType(geoJson))
        {
            issues.Add(new ValueIssue(UnexpectedType, value, "Geometry must be a multipolygon"));
        }

        issues.Add(new ValueIssue("invalid type geojson", ""));
        return Finish(geoJson, issues, repair);
    }

    /// <summary>The union of multipolygons, for facts of one entity that are combined; <c>MULTIPOLYGON EMPTY</c> of none.</summary>
    /// <exception cref="RunFailedException">A text is not WKT, or the union is not an area.</exception>
    public string CombineMultiPolygons(IReadOnlyCollection<string> wkts)
    {
        var members = wkts.Select(ReadValidWkt).ToArray();
        using var all = _geos.ToGeometry(Shape.Multiple(ShapeType.GeometryCollection, members));
        using var union = all.UnaryUnion();
        if (union.IsEmpty)
        {
            return "MULTIPOLYGON EMPTY";
        }

        var shape = union.ToShape();
        return shape.Type switch
        {
            ShapeType.MultiPolygon => WktWriter.Write(shape),
            ShapeType.Polygon => WktWriter.Write(Shape.Multiple(ShapeType.MultiPolygon, shape)),
            _ => throw new RunFailedException($"Geometries to be combined have to be polygons, but their union is a {shape.Type}."),
        };
    }

    /// <summary>
    /// The centroid of a dataset's geometry, weighted by area, on the <see cref="MillionthGrid"/>: <c>POINT (-0.481206 53.786647)</c>.
    /// </summary>
    /// <exception cref="RunFailedException">The text is not WKT.</exception>
    public string CentroidPoint(string wkt) => CentroidPoint(Encoding.UTF8.GetBytes(wkt));

    /// <inheritdoc cref="CentroidPoint(string)"/>
    /// <param name="wkt">The geometry in UTF-8.</param>
    public string CentroidPoint(ReadOnlySpan<byte> wkt) =>
        MillionthCentroid.TryFind(wkt, out var x, out var y) ? MillionthCentroid.Text(x, y) : CentroidByGeos(Encoding.UTF8.GetString(wkt));

    /// <summary>The centroid of a geometry, on no grid; null where the text is not WKT or the geometry is empty.</summary>
    public (double X, double Y)? Centroid(string wkt)
    {
        if (ReadWkt(wkt) is not { } shape)
        {
            return null;
        }

        using var geometry = _geos.ToGeometry(shape);
        using var centroid = geometry.Centroid();
        var path = centroid.ToShape().Paths[0];
        return path.Count == 0 ? null : (path.X(0), path.Y(0));
    }

    /// <summary>The centroid of any geometry by GEOS; the twin that the quick way has to equal.</summary>
    internal string CentroidByGeos(string wkt)
    {
        using var geometry = _geos.ToGeometry(ReadValidWkt(wkt));
        using var centroid = geometry.Centroid();
        using var snapped = centroid.SetPrecision(0.000001);
        var path = snapped.ToShape().Paths[0];
        return path.Count == 0 ? "POINT EMPTY" : $"POINT ({MillionthGrid.Text(path.X(0))} {MillionthGrid.Text(path.Y(0))})";
    }

    public void Dispose()
    {
        _geos.Dispose();
        _fastPaths.Dispose();
    }

    private static bool HasPolygonType(Shape shape) => shape.Type is ShapeType.Polygon or ShapeType.MultiPolygon or ShapeType.GeometryCollection;

    private Shape ReadValidWkt(string wkt) =>
        ReadWkt(wkt) ?? throw new RunFailedException($"This geometry is not well-known text: '{(wkt.Length <= 80 ? wkt : wkt[..80] + "...")}'.");

    private Shape? ReadWkt(string value) =>
        WktReader.TryRead(value, out var shape) == WktVerdict.Unsure ? _geos.ReadWkt(value) : shape;

    private Normalised Place(Shape shape, PolygonRepair repair)
    {
        if (FirstPath(shape) is not { } first)
        {
            return Normalised.Rejected("Unexpected geom type within GeometryCollection", "", "Geometry must be a polygon");
        }

        if (first.Count == 0)
        {
            throw new RunFailedException("The first part of a geometry is empty while others are not, so that nothing tells where it lies.");
        }

        var placement = _detection.Place(first.X(0), first.Y(0));
        return placement.Conversion is { } conversion
            ? Finish(_detection.Convert(conversion, shape), [.. placement.Issues], repair)
            : new Normalised("", placement.Issues);
    }

    /// <summary>The path whose first coordinate stands for the whole; null for a collection that does not begin with a polygon.</summary>
    private static Path? FirstPath(Shape shape) => shape.Type switch
    {
        ShapeType.Polygon => shape.Paths[0],
        ShapeType.MultiPolygon => shape.Members.Length > 0 ? shape.Members[0].Paths[0] : Path.Empty,
        ShapeType.GeometryCollection => shape.Members[0].Type is ShapeType.Polygon or ShapeType.MultiPolygon ? FirstPath(shape.Members[0]) : null,
        _ => null,
    };

    private static Normalised Finish(Shape shape, List<ValueIssue> issues, PolygonRepair repair)
    {
        if (shape.IsEmpty)
        {
            return new Normalised("", issues);
        }

        if (shape.Type is ShapeType.Point or ShapeType.MultiLineString)
        {
            return new Normalised(WktWriter.Write(shape), issues);
        }

        var rounded = shape.Map(static (path, _) => new Path(Array.ConvertAll(path.Xy, SixDecimals.Round)));
        var repaired = repair.Repair(rounded, out var reason, out var isValid);
        if (repaired is null)
        {
            return new Normalised("", issues);
        }

        if (reason is not null)
        {
            issues.Add(isValid
                ? new ValueIssue("invalid geometry - fixed", reason)
                : new ValueIssue("invalid geometry - not fixable", reason, "Geometry must be correctly formatted"));
        }

        return new Normalised(WktWriter.Write(repaired), issues);
    }
}
