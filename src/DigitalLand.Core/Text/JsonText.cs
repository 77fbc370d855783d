using System.Text;

namespace DigitalLand.Core.Text;

/// <summary>A JSON string as Python's <c>json</c> writes it.</summary>
public static class JsonText
{
    /// <param name="asciiOnly">Everything beyond printable ASCII as <c>\uXXXX</c>, Python's default; otherwise only what has to be escaped.</param>
    public static void Write(StringBuilder text, string value, bool asciiOnly = false)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append($"\\u{(int)c:x4}"),
                > '~' when asciiOnly => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
