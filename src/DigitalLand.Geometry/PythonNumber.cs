using System.Globalization;
using System.Text;
using DigitalLand.Core.Text;
using DigitalLand.Geometry.Wkt;

namespace DigitalLand.Geometry;

/// <summary>Numbers as Python reads and prints them, where that reaches the data.</summary>
internal static class PythonNumber
{
    /// <summary><c>float(text)</c> of a decimal number; false where Python raises ValueError.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        const NumberStyles decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return ShortDecimal.TryRead(text, out value) || double.TryParse(PythonText.Strip(text), decimals, CultureInfo.InvariantCulture, out value);
    }

    /// <summary><c>float(character)</c>: any script's decimal digit counts.</summary>
    public static bool TryParse(Rune character, out double value)
    {
        value = Rune.GetUnicodeCategory(character) == UnicodeCategory.DecimalDigitNumber ? Rune.GetNumericValue(character) : double.NaN;
        return !double.IsNaN(value);
    }

    /// <summary><c>repr(value)</c> of a number below 1e15: the shortest decimal that reads back the same, always with a point or an exponent.</summary>
    public static string Repr(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E') ? text.Replace('E', 'e')
            : text.Contains('.') ? text
            : text + ".0";
    }

    /// <summary><c>repr([x, y])</c> of two texts.</summary>
    public static string Repr(string x, string y) => $"[{Quoted(x)}, {Quoted(y)}]";

    private static string Quoted(string text)
    {
        var escaped = text.Replace("\\", "\\\\");
        return !escaped.Contains('\'') ? $"'{escaped}'"
            : !escaped.Contains('"') ? $"\"{escaped}\""
            : $"'{escaped.Replace("'", "\\'")}'";
    }
}
