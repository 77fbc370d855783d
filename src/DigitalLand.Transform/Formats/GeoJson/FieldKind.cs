namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>What GDAL takes a property for, by all of its values in the document; the numbers in order of width.</summary>
internal enum FieldKind
{
    /// <summary>Null wherever it was met.</summary>
    Unknown,
    Boolean,
    Integer,
    Integer64,
    Real,
    Date,
    Time,
    DateTime,

    /// <summary>Also whatever fits nothing else: such a value is written as JSON.</summary>
    Text,
    IntegerList,
    TextList,
}

/// <summary>How kinds of values combine into the kind of a field (GDAL: <c>OGRGeoJSONReaderAddOrUpdateField</c>).</summary>
internal static class FieldKinds
{
    public static FieldKind Combine(FieldKind field, FieldKind value) => (field, value) switch
    {
        (FieldKind.Unknown, _) => value,
        (_, FieldKind.Unknown) => field,
        _ when field == value => field,
        (FieldKind.IntegerList or FieldKind.TextList, _) or (_, FieldKind.IntegerList or FieldKind.TextList) =>
            throw new NotCertainException("a property that is a list now and then"),
        ( <= FieldKind.Real, <= FieldKind.Real) => field > value ? field : value,
        (FieldKind.Date or FieldKind.DateTime, FieldKind.Date or FieldKind.DateTime) => FieldKind.DateTime,
        _ => FieldKind.Text,
    };

    public static FieldKind OfInteger(long value) => value is >= int.MinValue and <= int.MaxValue ? FieldKind.Integer : FieldKind.Integer64;

    /// <summary>Lists whose elements are all 32-bit integers or all texts; other lists are not certain.</summary>
    public static FieldKind OfList(ReadOnlySpan<byte> list)
    {
        var kind = FieldKind.Unknown;
        var cursor = new JsonCursor(list);
        cursor.Take((byte)'[');
        for (var first = true; cursor.TryTakeElement(ref first);)
        {
            var element = cursor.TakeValue();
            var now = element.Kind switch
            {
                JsonKind.Text => FieldKind.TextList,
                JsonKind.Integer when OfInteger(JsonNumber.ParseInteger(element.In(list))) == FieldKind.Integer => FieldKind.IntegerList,
                _ => throw new NotCertainException("a list of other things than texts or integers"),
            };
            kind = kind == FieldKind.Unknown || kind == now ? now : throw new NotCertainException("a list of texts and integers");
        }

        return kind == FieldKind.Unknown ? throw new NotCertainException("an empty list") : kind;
    }
}
