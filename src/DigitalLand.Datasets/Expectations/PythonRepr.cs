using System.Globalization;
using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Expectations;

/// <summary>
/// The values of <see cref="PythonJson"/> as Python's <c>str</c> prints them: text as it is, and inside lists between quotes (<c>['a', 'b']</c>).
/// </summary>
internal static class PythonRepr
{
    /// <summary><c>str(value)</c>.</summary>
    public static string Str(object? value) => value as string ?? Repr(value);

    private static string Repr(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        double number => PythonFloat.Text(number),
        string text => Quoted(text),
        OrderedDictionary<string, object?> members => $"{{{string.Join(", ", members.Select(member => $"{Quoted(member.Key)}: {Repr(member.Value)}"))}}}",
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Repr))}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Quoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007f' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ when character == quote => quoted.Append('\\').Append(character),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append(quote).ToString();
    }
}
