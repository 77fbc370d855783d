using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Formats;

/// <summary>How Python prints a value that it read from JSON: nothing for null, <c>True</c>, <c>1.5</c>, and <c>{'a': [1, None]}</c> for what is nested.</summary>
internal static class PythonJson
{
    /// <summary><c>str(value)</c>, as csv writes it.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => Representation(value),
    };

    private static string Representation(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        JsonValueKind.Number => Number(value.GetRawText()),
        JsonValueKind.String => Quoted(value.GetString()!),
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Representation)) + "]",
        _ => "{" + string.Join(", ", value.EnumerateObject().Select(member => $"{Quoted(member.Name)}: {Representation(member.Value)}")) + "}",
    };

    private static string Number(string raw) => raw == PythonConstants.NotANumber ? "nan" : raw.AsSpan().IndexOfAny(".eE") < 0
        ? BigInteger.Parse(raw, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : PythonFloat.Text(double.Parse(raw, CultureInfo.InvariantCulture));

    /// <summary>Single quotes, or double ones where the text has single but no double quotes; what cannot be printed is escaped.</summary>
    private static string Quoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(quoted, rune, quote);
        }

        return quoted.Append(quote).ToString();
    }

    private static void Append(StringBuilder quoted, Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case '\\': quoted.Append(@"\\"); break;
            case '\n': quoted.Append(@"\n"); break;
            case '\r': quoted.Append(@"\r"); break;
            case '\t': quoted.Append(@"\t"); break;
            case var c when c == quote: quoted.Append('\\').Append(quote); break;
            case var c when IsPrintable(rune): quoted.Append(rune.ToString()); break;
            case <= 0xff: quoted.Append(@"\x").Append(rune.Value.ToString("x2")); break;
            case <= 0xffff: quoted.Append(@"\u").Append(rune.Value.ToString("x4")); break;
            default: quoted.Append(@"\U").Append(rune.Value.ToString("x8")); break;
        }
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
