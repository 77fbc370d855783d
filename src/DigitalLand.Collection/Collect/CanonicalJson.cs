using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// JSON in the one form that Python's <c>canonicaljson</c> gives it: members in code point order of their names, no spaces,
/// UTF-8 with only quotes, backslashes and control characters escaped, no line end. .NET's own writer escapes more.
/// </summary>
public static class CanonicalJson
{
    /// <param name="members">Values are text, whole numbers, booleans, or further members.</param>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static byte[] Encode(IReadOnlyDictionary<string, object> members)
    {
        var text = new StringBuilder();
        Write(text, members);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, object value)
    {
        switch (value)
        {
            case string words:
                JsonText.Write(text, words);
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case long number:
                text.Append(number);
                break;
            case IReadOnlyDictionary<string, object> members:
                WriteMembers(text, members);
                break;
            default:
                throw new ArgumentException($"Canonical JSON of a {value.GetType().Name} is not defined here.", nameof(value));
        }
    }

    private static void WriteMembers(StringBuilder text, IReadOnlyDictionary<string, object> members)
    {
        text.Append('{');
        var separator = "";
        foreach (var (name, value) in members.OrderBy(member => member.Key, CodePointComparer.Instance))
        {
            text.Append(separator);
            separator = ",";
            JsonText.Write(text, name);
            text.Append(':');
            Write(text, value);
        }

        text.Append('}');
    }
}
