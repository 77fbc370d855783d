using System.Globalization;
using System.Numerics;
using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>
/// JSON as Python's <c>json</c> reads and writes it: <c>NaN</c> and <c>Infinity</c> are numbers, whole numbers have any length, the last of
/// two members of one name counts in the place of the first, and written text is ASCII with <c>", "</c> and <c>": "</c> between.
/// </summary>
/// <remarks>
/// Values are null, <see cref="bool"/>, <see cref="string"/>, <see cref="BigInteger"/> or <see cref="long"/> for whole numbers, <see cref="double"/>,
/// <c>List&lt;object?&gt;</c> and <c>OrderedDictionary&lt;string, object?&gt;</c>.
/// </remarks>
internal static class PythonJson
{
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
            case List<object?> items:
                WriteItems(text, items);
                break;
            case OrderedDictionary<string, object?> members:
                WriteMembers(text, members);
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

    private static void WriteItems(StringBuilder text, List<object?> items)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Write(text, items[i]);
        }

        text.Append(']');
    }

    private static void WriteMembers(StringBuilder text, OrderedDictionary<string, object?> members)
    {
        text.Append('{');
        var separator = "";
        foreach (var (name, value) in members)
        {
            text.Append(separator);
            separator = ", ";
            JsonText.Write(text, name, asciiOnly: true);
            text.Append(": ");
            Write(text, value);
        }

        text.Append('}');
    }
}
