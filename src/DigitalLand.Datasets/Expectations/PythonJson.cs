using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Expectations;

/// <summary>
/// JSON as Python's <c>json</c> reads and writes it: whole numbers of any length, the last of two members of one name counts in the place of the
/// first, and written text is ASCII with <c>", "</c> and <c>": "</c> between.
/// </summary>
/// <remarks>
/// Values are null, <see cref="bool"/>, <see cref="string"/>, <see cref="int"/>, <see cref="long"/> or <see cref="BigInteger"/> for whole numbers,
/// <see cref="double"/>, sequences, and <c>OrderedDictionary&lt;string, object?&gt;</c>.
/// </remarks>
internal static class PythonJson
{
    /// <summary><c>json.loads(text)</c>.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static object? Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Value(document.RootElement);
    }

    /// <summary><c>json.dumps(value)</c>.</summary>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => Number(element.GetRawText()),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        _ => Members(element),
    };

    private static object Number(string text)
    {
        if (text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            return double.Parse(text, CultureInfo.InvariantCulture);
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : (object)BigInteger.Parse(text, CultureInfo.InvariantCulture);
    }

    private static OrderedDictionary<string, object?> Members(JsonElement element)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            members[member.Name] = Value(member.Value);
        }

        return members;
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case string words:
                WriteString(text, words);
                break;
            case double number:
                text.Append(Float(number));
                break;
            case OrderedDictionary<string, object?> members:
                WriteMembers(text, members);
                break;
            case System.Collections.IEnumerable items:
                WriteItems(text, items);
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static string Float(double number) => number switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => PythonFloat.Text(number),
    };

    private static void WriteMembers(StringBuilder text, OrderedDictionary<string, object?> members)
    {
        var separator = "{";
        foreach (var (name, value) in members)
        {
            text.Append(separator);
            WriteString(text, name);
            text.Append(": ");
            Write(text, value);
            separator = ", ";
        }

        text.Append(members.Count == 0 ? "{}" : "}");
    }

    private static void WriteItems(StringBuilder text, System.Collections.IEnumerable items)
    {
        text.Append('[');
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator);
            Write(text, item);
            separator = ", ";
        }

        text.Append(']');
    }

    private static void WriteString(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var character in words)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                >= ' ' and <= '~' => text.Append(character),
                _ => text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        text.Append('"');
    }
}
