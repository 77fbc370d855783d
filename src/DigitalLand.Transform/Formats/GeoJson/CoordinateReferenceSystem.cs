namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>The member <c>crs</c> of GeoJSON before RFC 7946. Nothing is reprojected, so a name has no consequence, whatever it is.</summary>
internal static class CoordinateReferenceSystem
{
    /// <summary>True of null, and of an object that names a system; false of one that GDAL would go and fetch, or that it may stumble over.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> crs)
    {
        var cursor = new JsonCursor(crs);
        if (cursor.Next() != '{')
        {
            return cursor.TakeValue().Kind == JsonKind.Null;
        }

        cursor.Take((byte)'{');
        var (type, properties, others) = (false, false, false);
        for (var first = true; cursor.TryTakeName(ref first, out var name);)
        {
            var value = cursor.TakeValue();
            if (name.Names("type"u8, crs))
            {
                type = value.Kind == JsonKind.Text && value.In(crs).SequenceEqual("name"u8);
            }
            else if (name.Names("properties"u8, crs))
            {
                properties = value.Kind == JsonKind.Object && IsName(value.In(crs));
            }
            else
            {
                others = true;
            }
        }

        return type && properties && !others;
    }

    private static bool IsName(ReadOnlySpan<byte> properties)
    {
        var cursor = new JsonCursor(properties);
        cursor.Take((byte)'{');
        var first = true;
        if (!cursor.TryTakeName(ref first, out var name) || !name.Names("name"u8, properties))
        {
            return false;
        }

        var value = cursor.TakeValue();
        var system = value.In(properties);
        return value is { Kind: JsonKind.Text, Escaped: false }
            && (system.StartsWith("urn:ogc:def:crs:"u8) || system.StartsWith("EPSG:"u8))
            && !cursor.TryTakeName(ref first, out _);
    }
}
