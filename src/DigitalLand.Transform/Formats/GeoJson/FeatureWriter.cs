using System.Globalization;
using System.Text;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>Features as rows of the CSV that <c>ogr2ogr</c> writes with <c>GEOMETRY=AS_WKT</c> and <c>LINEFORMAT=CRLF</c>.</summary>
internal sealed class FeatureWriter(FieldSchema schema)
{
    private readonly JsonValue?[] _values = new JsonValue?[schema.Count];
    private readonly int _idField = schema.IdIsRowNumber ? -1 : schema.Find("id"u8, -1);
    private readonly ByteText _nested = new();
    private byte[] _scratch = new byte[256];

    public void AppendHeader(ByteText text)
    {
        text.Append("WKT"u8);
        foreach (var field in schema.Columns)
        {
            text.Append((byte)',');
            CsvText.AppendName(schema.Name(field), text);
        }

        if (schema.Count == 0)
        {
            // A second column without a name: GDAL would not know a table of one again.
            text.Append((byte)',');
        }

        text.Append("\r\n"u8);
    }

    public void AppendRow(FeatureMembers members, ReadOnlySpan<byte> feature, ByteText text)
    {
        Sort(members, feature);
        var start = text.Length;
        if (members.Geometry is { } geometry)
        {
            text.Append((byte)'"');
            if (WktText.TryAppend(geometry.In(feature), text))
            {
                text.Append((byte)'"');
            }
            else
            {
                text.Shorten(1);
            }
        }

        foreach (var field in schema.Columns)
        {
            text.Append((byte)',');
            if (_values[field] is { } value)
            {
                AppendValue(value, schema.Kind(field), feature, text);
            }
        }

        if (schema.Count <= 1 && text.Length - start == schema.Count)
        {
            text.Append((byte)',');
        }

        text.Append("\r\n"u8);
    }

    /// <summary>Puts the feature's values at their fields' places.</summary>
    private void Sort(FeatureMembers members, ReadOnlySpan<byte> feature)
    {
        Array.Clear(_values);
        var field = -1;
        foreach (var (name, value) in members.Properties)
        {
            field = schema.Find(name.TextIn(feature, ref _scratch), field);
            _values[field] = value.Kind == JsonKind.Null ? null : value;
            // A property that is null is one that is there, and keeps the identifier out.
            if (field == _idField && value.Kind == JsonKind.Null && members.Id is not null)
            {
                throw new NotCertainException("an identifier beside a property of that name that is null");
            }
        }

        if (!members.HasProperties)
        {
            CheckNames(members, feature);
        }

        if (members.Id is { } id && _idField >= 0)
        {
            _values[_idField] ??= id;
        }
    }

    /// <summary>Where a feature has no properties GDAL takes its other members for such, if there are fields of their names.</summary>
    private void CheckNames(FeatureMembers members, ReadOnlySpan<byte> feature)
    {
        foreach (var name in members.Names)
        {
            if (schema.Find(name.TextIn(feature, ref _scratch), -1) >= 0)
            {
                throw new NotCertainException("a feature without properties, but with a member like one");
            }
        }
    }

    private void AppendValue(JsonValue value, FieldKind kind, ReadOnlySpan<byte> feature, ByteText text)
    {
        switch (kind)
        {
            case FieldKind.Boolean or FieldKind.Integer or FieldKind.Integer64:
                // Quotes, because to the CSV driver any field that looks like a number might have been a text.
                text.Append((byte)'"');
                text.AppendInteger(value.Kind == JsonKind.Integer ? JsonNumber.ParseInteger(value.In(feature)) : value.Kind == JsonKind.True ? 1 : 0);
                text.Append((byte)'"');
                break;
            case FieldKind.Real:
                AppendReal(value, feature, text);
                break;
            case FieldKind.Date or FieldKind.Time or FieldKind.DateTime:
                _ = GdalDate.TryParse(value.TextIn(feature, ref _scratch), out var date);
                text.Append(Encoding.ASCII.GetBytes(date.Text(kind)));
                break;
            case FieldKind.Text when value.Kind == JsonKind.Text:
                CsvText.AppendField(value.TextIn(feature, ref _scratch), text);
                break;
            default:
                _nested.Shorten(_nested.Length);
                JsonText.Append(value, feature, _nested, ref _scratch);
                CsvText.AppendField(_nested.Written, text);
                break;
        }
    }

    /// <summary>Fifteen digits, as <c>%.15g</c>; never in quotes.</summary>
    private static void AppendReal(JsonValue value, ReadOnlySpan<byte> feature, ByteText text)
    {
        var number = value.Kind switch
        {
            JsonKind.True => 1,
            JsonKind.False => 0,
            _ => JsonNumber.Parse(value.In(feature), value.Kind == JsonKind.Integer),
        };
        var room = text.Room(40);
        number.TryFormat(room, out var written, "G15", CultureInfo.InvariantCulture);
        room[..written].Replace((byte)'E', (byte)'e');
        text.Grow(written);
    }
}
