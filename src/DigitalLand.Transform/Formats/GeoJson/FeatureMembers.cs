namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>The parts of a feature, as places in its bytes. One object serves one feature after the other.</summary>
internal sealed class FeatureMembers
{
    private JsonValue? _type;
    private JsonValue? _properties;
    private JsonValue? _geometry;
    private JsonValue? _id;

    public List<(JsonValue Name, JsonValue Value)> Properties { get; } = [];

    /// <summary>The names of the feature's own members.</summary>
    public List<JsonValue> Names { get; } = [];

    public bool HasProperties => _properties is { Kind: JsonKind.Object };

    /// <summary>The feature's own identifier, a text or an integer; null where it has none.</summary>
    public JsonValue? Id => _id is { Kind: not JsonKind.Null } ? _id : null;

    public JsonValue? Geometry => _geometry is { Kind: not JsonKind.Null } ? _geometry : null;

    public void Read(ReadOnlySpan<byte> feature)
    {
        (_type, _properties, _geometry, _id) = (null, null, null, null);
        Names.Clear();
        Properties.Clear();
        var cursor = new JsonCursor(feature);
        cursor.Take((byte)'{');
        for (var first = true; cursor.TryTakeName(ref first, out var name);)
        {
            Names.Add(name);
            Keep(name, cursor.TakeValue(), feature);
        }

        cursor.End();
        Check(feature);
        if (_properties is { Kind: JsonKind.Object } properties)
        {
            ReadProperties(properties, feature);
        }
    }

    private void Keep(JsonValue name, JsonValue value, ReadOnlySpan<byte> feature)
    {
        if (name.Names("type"u8, feature))
        {
            Set(ref _type, value);
        }
        else if (name.Names("properties"u8, feature))
        {
            Set(ref _properties, value);
        }
        else if (name.Names("geometry"u8, feature))
        {
            Set(ref _geometry, value);
        }
        else if (name.Names("id"u8, feature))
        {
            Set(ref _id, value);
        }
        else
        {
            value.Validate(feature);
        }
    }

    private static void Set(ref JsonValue? member, JsonValue value) =>
        member = member is null ? value : throw new NotCertainException("a member that is there twice");

    private void Check(ReadOnlySpan<byte> feature)
    {
        if (_type is not { Kind: JsonKind.Text } type || !type.In(feature).SequenceEqual("Feature"u8))
        {
            throw new NotCertainException("a feature of another type");
        }

        if (_properties is not { Kind: JsonKind.Object or JsonKind.Null })
        {
            throw new NotCertainException("a feature without properties");
        }

        if (_geometry is not (null or { Kind: JsonKind.Object or JsonKind.Null }))
        {
            throw new NotCertainException("a geometry that is no object");
        }

        if (_id is not (null or { Kind: JsonKind.Text or JsonKind.Integer or JsonKind.Null }))
        {
            throw new NotCertainException("an identifier that is neither text nor integer");
        }

        _id?.Validate(feature);
    }

    private void ReadProperties(JsonValue properties, ReadOnlySpan<byte> feature)
    {
        // The cursor walks the whole feature's bytes up to the end of the properties, so that all places count from the feature's start.
        var cursor = new JsonCursor(feature[..(properties.Start + properties.Length)], properties.Start);
        cursor.Take((byte)'{');
        for (var first = true; cursor.TryTakeName(ref first, out var name);)
        {
            Properties.Add((name, cursor.TakeValue()));
        }
    }
}
