using System.Globalization;
using System.Text;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>
/// JSON as json-c prints it when asked for spaces, which is how GDAL puts a nested value into a text field:
/// <c>{ "a": [ 1, 2.0 ], "b": { } }</c>, with every slash escaped.
/// </summary>
internal static class JsonText
{
    public static void Append(JsonValue value, ReadOnlySpan<byte> json, ByteText text, ref byte[] scratch)
    {
        switch (value.Kind)
        {
            case JsonKind.Integer:
                text.AppendInteger(JsonNumber.ParseInteger(value.In(json)));
                break;
            case JsonKind.Real:
                AppendReal(JsonNumber.Parse(value.In(json), integer: false), text);
                break;
            case JsonKind.Text:
                AppendText(value.TextIn(json, ref scratch), text);
                break;
            case JsonKind.Array:
                AppendArray(value, json, text, ref scratch);
                break;
            case JsonKind.Object:
                AppendObject(value, json, text, ref scratch);
                break;
            default:
                text.Append(value.In(json));
                break;
        }
    }

    /// <summary>Seventeen digits, and <c>.0</c> after a whole number.</summary>
    private static void AppendReal(double value, ByteText text)
    {
        var digits = value.ToString("G17", CultureInfo.InvariantCulture).Replace('E', 'e');
        text.Append(Encoding.ASCII.GetBytes(digits));
        if (!digits.AsSpan().ContainsAny('.', 'e'))
        {
            text.Append(".0"u8);
        }
    }

    private static void AppendText(ReadOnlySpan<byte> value, ByteText text)
    {
        text.Append((byte)'"');
        foreach (var one in value)
        {
            var escape = one switch
            {
                (byte)'"' or (byte)'\\' or (byte)'/' => (char)one,
                (byte)'\b' => 'b',
                (byte)'\n' => 'n',
                (byte)'\r' => 'r',
                (byte)'\t' => 't',
                (byte)'\f' => 'f',
                _ => '\0',
            };
            if (escape != '\0')
            {
                text.Append((byte)'\\');
                text.Append((byte)escape);
            }
            else if (one < 0x20)
            {
                text.Append("\\u00"u8);
                text.Append((byte)('0' + (one >> 4)));
                text.Append((byte)"0123456789abcdef"[one & 15]);
            }
            else
            {
                text.Append(one);
            }
        }

        text.Append((byte)'"');
    }

    private static void AppendArray(JsonValue array, ReadOnlySpan<byte> json, ByteText text, ref byte[] scratch)
    {
        text.Append((byte)'[');
        var cursor = new JsonCursor(json[..(array.Start + array.Length)], array.Start);
        cursor.Take((byte)'[');
        var first = true;
        for (var start = true; cursor.TryTakeElement(ref first); start = false)
        {
            text.Append(start ? " "u8 : ", "u8);
            Append(cursor.TakeValue(), json, text, ref scratch);
        }

        text.Append(" ]"u8);
    }

    private static void AppendObject(JsonValue nested, ReadOnlySpan<byte> json, ByteText text, ref byte[] scratch)
    {
        text.Append((byte)'{');
        var names = new HashSet<string>(StringComparer.Ordinal);
        var cursor = new JsonCursor(json[..(nested.Start + nested.Length)], nested.Start);
        cursor.Take((byte)'{');
        var first = true;
        for (var start = true; cursor.TryTakeName(ref first, out var name); start = false)
        {
            text.Append(start ? " "u8 : ", "u8);
            var plain = name.TextIn(json, ref scratch);
            if (plain.IsEmpty || !names.Add(Encoding.UTF8.GetString(plain)))
            {
                throw new NotCertainException("an object with an empty name, or with a name twice");
            }

            AppendText(plain, text);
            text.Append(": "u8);
            Append(cursor.TakeValue(), json, text, ref scratch);
        }

        text.Append(" }"u8);
    }
}
