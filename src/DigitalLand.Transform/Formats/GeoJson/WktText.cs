namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>
/// A GeoJSON geometry as the WKT that <c>ogr2ogr -nlt MULTIPOLYGON</c> makes of it: a polygon becomes a multipolygon and keeps its
/// third ordinate, a multipolygon loses it, points and open lines stay what they are.
/// </summary>
internal static class WktText
{
    /// <summary>Appends the text and says true, or appends nothing and says false where GDAL makes no geometry.</summary>
    public static bool TryAppend(ReadOnlySpan<byte> geometry, ByteText text)
    {
        var (type, place) = Members(geometry);
        var coordinates = place.In(geometry);
        var empty = IsEmpty(coordinates);
        switch (type.In(geometry))
        {
            case var name when name.SequenceEqual("Polygon"u8):
                if (empty)
                {
                    return false;
                }

                AppendPolygon(coordinates, text);
                return true;
            case var name when name.SequenceEqual("MultiPolygon"u8):
                if (empty)
                {
                    text.Append("MULTIPOLYGON EMPTY"u8);
                    return true;
                }

                text.Append("MULTIPOLYGON "u8);
                AppendLevels(3, coordinates, new WktPositions(HasZ(coordinates), writeZ: false), text);
                return true;
            case var name when name.SequenceEqual("Point"u8):
                AppendPoint(coordinates, text);
                return true;
            case var name when name.SequenceEqual("LineString"u8):
                AppendOpenLine(coordinates, text);
                return true;
            default:
                throw new NotCertainException("a geometry of a rarer type");
        }
    }

    private static (JsonValue Type, JsonValue Coordinates) Members(ReadOnlySpan<byte> geometry)
    {
        JsonValue? type = null, coordinates = null;
        var cursor = new JsonCursor(geometry);
        cursor.Take((byte)'{');
        for (var first = true; cursor.TryTakeName(ref first, out var name);)
        {
            var value = cursor.TakeValue();
            if (name.Names("type"u8, geometry))
            {
                type = type is null && value.Kind == JsonKind.Text ? value : throw new NotCertainException("a geometry's type");
            }
            else if (name.Names("coordinates"u8, geometry))
            {
                coordinates = coordinates is null && value.Kind == JsonKind.Array ? value : throw new NotCertainException("a geometry's coordinates");
            }
            else if (name.Names("crs"u8, geometry))
            {
                throw new NotCertainException("a geometry's own coordinate reference system");
            }
            else
            {
                value.Validate(geometry);
            }
        }

        return (type ?? throw new NotCertainException("a geometry without a type"), coordinates ?? throw new NotCertainException("a geometry without coordinates"));
    }

    private static void AppendPolygon(ReadOnlySpan<byte> rings, ByteText text)
    {
        var hasZ = HasZ(rings);
        text.Append(hasZ ? "MULTIPOLYGON Z ("u8 : "MULTIPOLYGON ("u8);
        AppendLevels(2, rings, new WktPositions(hasZ, hasZ), text);
        text.Append((byte)')');
    }

    private static void AppendPoint(ReadOnlySpan<byte> position, ByteText text)
    {
        var hasZ = HasZ(position);
        text.Append(hasZ ? "POINT Z ("u8 : "POINT ("u8);
        AppendLevels(0, position, new WktPositions(hasZ, hasZ), text);
        text.Append((byte)')');
    }

    private static void AppendOpenLine(ReadOnlySpan<byte> line, ByteText text)
    {
        var hasZ = HasZ(line);
        text.Append(hasZ ? "LINESTRING Z "u8 : "LINESTRING "u8);
        var positions = AppendLevels(1, line, new WktPositions(hasZ, hasZ), text);
        if (positions.Closed)
        {
            throw new NotCertainException("a closed line, which becomes a polygon");
        }
    }

    private static WktPositions AppendLevels(int levels, ReadOnlySpan<byte> coordinates, WktPositions positions, ByteText text)
    {
        var cursor = new JsonCursor(coordinates);
        AppendLevel(levels, ref cursor, coordinates, ref positions, text);
        return positions;
    }

    /// <param name="levels">How many arrays lie around each position here: 0 of a point, 3 of a multipolygon.</param>
    private static void AppendLevel(int levels, ref JsonCursor cursor, ReadOnlySpan<byte> coordinates, ref WktPositions positions, ByteText text)
    {
        if (levels == 0)
        {
            positions.Append(ref cursor, coordinates, text);
            return;
        }

        cursor.Take((byte)'[');
        text.Append((byte)'(');
        var first = true;
        for (var start = true; cursor.TryTakeElement(ref first); start = false)
        {
            if (!start)
            {
                text.Append((byte)',');
            }

            AppendLevel(levels - 1, ref cursor, coordinates, ref positions, text);
        }

        text.Append(first ? throw new NotCertainException("an empty part of a geometry") : (byte)')');
    }

    private static bool IsEmpty(ReadOnlySpan<byte> coordinates)
    {
        var cursor = new JsonCursor(coordinates);
        cursor.Take((byte)'[');
        return cursor.TryTake((byte)']');
    }

    /// <summary>Whether the first position has more than two ordinates.</summary>
    private static bool HasZ(ReadOnlySpan<byte> coordinates)
    {
        var cursor = new JsonCursor(coordinates);
        while (cursor.TryTake((byte)'['))
        {
            // Down to the first number.
        }

        cursor.TakeNumber();
        cursor.Take((byte)',');
        cursor.TakeNumber();
        return cursor.Next() == ',';
    }
}
