using DigitalLand.Core;
using DigitalLand.Geometry.FastPolygon;
using DigitalLand.Geometry.Native;

namespace DigitalLand.Geometry;

/// <summary>
/// Makes a well-formed multipolygon of whatever areas a provider drew: the reference's <c>normalise_geometry</c>. The order of steps and
/// the calls of GEOS are the reference's, one for one, because vertices, start points and the reasons in issues follow from them.
/// </summary>
/// <param name="geos">GEOS.</param>
/// <param name="mayNode">Whether crossings may be found here instead of by GEOS; false makes the slow twin, which takes every step as the reference does.</param>
internal sealed class PolygonRepair(Geos geos, bool mayNode = true)
{
    /// <summary>In degrees: about 0.1 m, one unit of the last decimal that is kept.</summary>
    private const double Unit = 0.000001;

    /// <summary>The repaired shape, or null where no area is left.</summary>
    /// <param name="shape">Coordinates are already rounded to six decimals.</param>
    /// <param name="reason">Why the shape was not valid before the repair; null where it was.</param>
    /// <param name="isValid">Whether the result is valid; decided only where there is a reason.</param>
    /// <exception cref="RunFailedException">Only types without areas came out, or GEOS failed, as the reference then aborts.</exception>
    public Shape? Repair(Shape shape, out string? reason, out bool isValid)
    {
        reason = null;
        isValid = true;
        using var drawn = geos.ToGeometry(shape);
        var isDrawnValid = drawn.IsValid;
        using var simplified = drawn.Simplify(Unit);

        // Simplification may not turn a valid shape into an invalid one.
        var chosen = !isDrawnValid || simplified.IsValid ? simplified : drawn;
        if (isDrawnValid && chosen.Type is ShapeType.Polygon or ShapeType.MultiPolygon)
        {
            return Oriented(chosen.ToShape());
        }

        using var precise = chosen.SetPrecisionPointwise(Unit);
        using var multiPolygon = ToMultiPolygon(precise, isDrawnValid, ref reason);
        if (multiPolygon is null || multiPolygon.IsEmpty)
        {
            return null;
        }

        Shape? repaired;
        if (multiPolygon.IsValid)
        {
            repaired = multiPolygon.ToShape();
        }
        else
        {
            // Overlapping members of a collection, each valid by itself, are merged here.
            using var buffered = multiPolygon.BufferByZero();
            if (buffered.IsEmpty)
            {
                return null;
            }

            using var parts = AsMultiPolygon(buffered);
            repaired = parts?.ToShape();
        }

        if (repaired is null || repaired.IsEmpty)
        {
            return null;
        }

        var oriented = Oriented(repaired);
        if (reason is not null)
        {
            using var result = geos.ToGeometry(oriented);
            isValid = result.IsValid;
        }

        return oriented;
    }

    private GeosGeometry? ToMultiPolygon(GeosGeometry precise, bool isKnownValid, ref string? reason)
    {
        var invalidity = isKnownValid ? GeosGeometry.Valid : precise.ValidityReason;
        if (invalidity == GeosGeometry.Valid)
        {
            return AsMultiPolygon(precise);
        }

        reason = CrossingPoint.Sharpen(invalidity, precise.ToShape);
        using var valid = MakeValid(precise);
        return AsMultiPolygon(valid);
    }

    private GeosGeometry MakeValid(GeosGeometry precise)
    {
        using var noded = mayNode && NodedShape.TryNode(precise.ToShape()) is { } shape ? geos.ToGeometry(shape) : null;
        return (noded ?? precise).MakeValid();
    }

    /// <summary>The areas of a geometry as one multipolygon, which may be empty; null for lines and points, which have none.</summary>
    private GeosGeometry? AsMultiPolygon(GeosGeometry geometry)
    {
        if (geometry.Type is ShapeType.Point or ShapeType.LineString or ShapeType.MultiLineString)
        {
            return null;
        }

        // A multipolygon is copied whole: it keeps its precision model, which one put together from parts has not.
        if (geometry.Type == ShapeType.MultiPolygon)
        {
            return geometry.Copy();
        }

        var polygons = new List<GeosGeometry>();
        Gather(geometry, polygons);
        return geos.Collect(ShapeType.MultiPolygon, polygons);
    }

    private static void Gather(GeosGeometry geometry, List<GeosGeometry> polygons)
    {
        switch (geometry.Type)
        {
            case ShapeType.Polygon:
                if (!geometry.IsEmpty)
                {
                    polygons.Add(geometry.Copy());
                }

                break;
            case ShapeType.MultiPolygon or ShapeType.GeometryCollection:
                for (var i = 0; i < geometry.MemberCount; i++)
                {
                    using var member = geometry.Member(i);
                    if (member.Type is ShapeType.Polygon or ShapeType.MultiPolygon or ShapeType.GeometryCollection)
                    {
                        Gather(member, polygons);
                    }
                }

                break;
            default:
                throw new RunFailedException($"unexpected geometry {geometry.Type}: a shape is made of polygons, but came down to this when it was simplified and repaired.");
        }
    }

    /// <summary>Shells run counter-clockwise and holes clockwise; each ring starts where it started.</summary>
    private static Shape Oriented(Shape shape)
    {
        var polygons = shape.Type == ShapeType.Polygon ? [shape] : shape.Members;
        return Shape.Multiple(ShapeType.MultiPolygon, [.. polygons.Where(static polygon => !polygon.IsEmpty).Select(OrientedPolygon)]);
    }

    private static Shape OrientedPolygon(Shape polygon)
    {
        var rings = new Path[polygon.Paths.Length];
        for (var i = 0; i < rings.Length; i++)
        {
            var ring = polygon.Paths[i];
            var area = SignedArea.Of(ring);
            var isWrong = i == 0 ? area < 0 : area > 0;
            rings[i] = isWrong ? ring.Reversed().ClosedAsRing() : ring;
        }

        return Shape.Of(ShapeType.Polygon, rings);
    }
}
