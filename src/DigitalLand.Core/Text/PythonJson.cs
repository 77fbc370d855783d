using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace DigitalLand.Core.Text;

/// <summary>
/// JSON as Python's <c>json</c> reads and writes it: whole numbers of any length, the last of two members of one name counts in the place of the
/// first, and written text is ASCII with <c>", "</c> and <c>": "</c> between.
/// </summary>
/// <remarks>
/// Values are null, <see cref="bool"/>, <see cref="string"/>, <see cref="int"/>, <see cref="long"/> or <see cref="BigInteger"/> for whole numbers,
/// <see cref="double"/>, sequences, and <c>OrderedDictionary&lt;string, object?&gt;</c>.
/// </remarks>
public static class PythonJson
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

    /// <summary>Appends <c>json.dumps(value)</c>.</summary>
    public static void Write(StringBuilder text, object? value)
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
                JsonText.Write(text, words, asciiOnly: true);
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
            JsonText.Write(text, name, asciiOnly: true);
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
}
