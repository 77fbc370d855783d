namespace DigitalLand.Collection.Collect.Plugins;

using Members = OrderedDictionary<string, object?>;
using Values = List<object?>;

/// <summary>
/// Features of ArcGIS's own JSON as GeoJSON, as <c>esridump.esri2geojson</c> makes them, odd cases included: they are bytes of resources.
/// </summary>
internal static class EsriGeometry
{
    /// <summary>A feature with its members in the order type, geometry, properties.</summary>
    public static Members Feature(Members feature) => new(StringComparer.Ordinal)
    {
        ["type"] = "Feature",
        ["geometry"] = feature.GetValueOrDefault("geometry") is Members geometry ? Geometry(geometry) : null,
        ["properties"] = feature.GetValueOrDefault("attributes") is Members { Count: > 0 } attributes ? attributes : null,
    };

    private static Members? Geometry(Members geometry) =>
        geometry.ContainsKey("x") || geometry.ContainsKey("y") ? Point(geometry)
        : geometry.TryGetValue("points", out var points) ? OneOrMany((Values)points!, "Point", "MultiPoint")
        : geometry.TryGetValue("paths", out var paths) ? OneOrMany((Values)paths!, "LineString", "MultiLineString")
        : geometry.TryGetValue("rings", out var rings) ? Polygon((Values)rings!)
        : null;

    /// <summary>A coordinate of 0 counts as none: a point on the Greenwich meridian or the equator is dropped, as it is there.</summary>
    private static Members? Point(Members geometry)
    {
        var (x, y) = (geometry.GetValueOrDefault("x"), geometry.GetValueOrDefault("y"));
        return IsTruthy(x) && IsTruthy(y) ? Of("Point", new Values { x, y }) : null;
    }

    private static Members OneOrMany(Values parts, string one, string many) => parts.Count == 1 ? Of(one, parts[0]) : Of(many, parts);

    private static Members? Polygon(Values rings)
    {
        var closed = new Values();
        foreach (var ring in rings.OfType<Values>())
        {
            if (ring.Count > 3 || (ring.Count == 3 && !AreEqual(ring[0], ring[2])))
            {
                closed.Add(AreEqual(ring[0], ring[^1]) ? ring : new Values(ring) { ring[0] });
            }
        }

        return closed.Count switch
        {
            0 => null,
            1 => Of("Polygon", closed),
            _ => Polygons(closed),
        };
    }

    /// <summary>A clockwise ring begins a polygon, any other is a hole of the latest one; a hole before all polygons belongs to none.</summary>
    private static Members Polygons(Values rings)
    {
        var polygons = new Values();
        foreach (var ring in rings.Cast<Values>())
        {
            if (IsClockwise(ring))
            {
                polygons.Add(new Values { ring });
            }
            else if (polygons.Count > 0)
            {
                ((Values)polygons[^1]!).Add(ring);
            }
        }

        return polygons.Count == 1 ? Of("Polygon", polygons[0]) : Of("MultiPolygon", polygons);
    }

    private static bool IsClockwise(Values ring)
    {
        var total = 0.0;
        for (var i = 1; i < ring.Count; i++)
        {
            var (from, to) = ((Values)ring[i - 1]!, (Values)ring[i]!);
            total += (Number(to[0]) - Number(from[0])) * (Number(to[1]) + Number(from[1]));
        }

        return total >= 0;
    }

    private static Members Of(string type, object? coordinates) => new(StringComparer.Ordinal) { ["type"] = type, ["coordinates"] = coordinates };

    private static bool IsTruthy(object? value) => value switch
    {
        null or false or "" => false,
        long or double or System.Numerics.BigInteger => Number(value) != 0,
        _ => true,
    };

    private static bool AreEqual(object? one, object? other) => (one, other) switch
    {
        (Values a, Values b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (long or double, long or double) => Number(one) == Number(other),
        _ => Equals(one, other),
    };

    private static double Number(object? value) => value switch
    {
        long whole => whole,
        double number => number,
        System.Numerics.BigInteger big => (double)big,
        _ => throw new FetchException("TypeError", "A coordinate is not a number."),
    };
}
