using System.Text.Json;

namespace DigitalLand.Geometry.Wkt;

/// <summary>
/// Reads a GeoJSON geometry object (RFC 7946 section 3.1: <c>type</c> and <c>coordinates</c>, not a Feature), which the reference accepts where WKT is asked for.
/// Rings are closed when they are not.
/// </summary>
internal static class GeoJsonReader
{
    /// <summary>The geometry, or null where the text is not one.</summary>
    public static Shape? TryRead(string text)
    {
        // Only an object can be a geometry: this spares every other wrong value the cost of an exception.
        if (!text.AsSpan().TrimStart(" \t\r\n").StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IndexOutOfRangeException)
        {
            // Not JSON, or JSON of another structure: not a geometry, which the caller reports as an issue.
            return null;
        }
    }

    private static Shape? Read(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type))
        {
            return null;
        }

        var name = type.GetString()?.ToLowerInvariant();
        if (name == "geometrycollection")
        {
            return geometry.TryGetProperty("geometries", out var members)
                ? Multiple(ShapeType.GeometryCollection, members, Read)
                : Shape.Multiple(ShapeType.GeometryCollection);
        }

        var coordinates = geometry.GetProperty("coordinates");
        return name switch
        {
            "point" => Shape.Of(ShapeType.Point, coordinates.GetArrayLength() == 0 ? Path.Empty : ReadPath([coordinates])),
            "linestring" => ReadLine(coordinates),
            "polygon" => ReadPolygon(coordinates),
            "multipoint" => Multiple(ShapeType.MultiPoint, coordinates, static point => Shape.Of(ShapeType.Point, ReadPath([point]))),
            "multilinestring" => Multiple(ShapeType.MultiLineString, coordinates, ReadLine),
            "multipolygon" => Multiple(ShapeType.MultiPolygon, coordinates, ReadPolygon),
            _ => null,
        };
    }

    private static Shape? Multiple(ShapeType type, JsonElement list, Func<JsonElement, Shape?> read)
    {
        var members = list.EnumerateArray().Select(read).ToArray();
        return Array.TrueForAll(members, static member => member is not null) ? Shape.Multiple(type, members!) : null;
    }

    private static Shape? ReadLine(JsonElement coordinates)
    {
        var path = ReadPath([.. coordinates.EnumerateArray()]);
        return path.Count == 1 ? null : Shape.Of(ShapeType.LineString, path);
    }

    private static Shape? ReadPolygon(JsonElement coordinates)
    {
        var rings = coordinates.EnumerateArray().Select(static ring => ReadPath([.. ring.EnumerateArray()]).ClosedAsRing()).ToArray();
        if (Array.Exists(rings, static ring => ring.Count is > 0 and < 4))
        {
            return null;
        }

        return Shape.Of(ShapeType.Polygon, rings.Length == 0 ? [Path.Empty] : rings);
    }

    /// <summary>Heights are not kept: they are neither converted nor written.</summary>
    private static Path ReadPath(ReadOnlySpan<JsonElement> positions)
    {
        var xy = new double[positions.Length * 2];
        for (var i = 0; i < positions.Length; i++)
        {
            xy[2 * i] = positions[i][0].GetDouble();
            xy[(2 * i) + 1] = positions[i][1].GetDouble();
        }

        return new Path(xy);
    }
}
