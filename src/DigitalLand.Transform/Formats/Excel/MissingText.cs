using System.Collections.Frozen;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>Texts that stand for no value (pandas 1.5 <c>STR_NA_VALUES</c>): exactly these, so <c>None</c>, which later versions added, stays.</summary>
internal static class MissingText
{
    private static readonly FrozenSet<string> Texts = FrozenSet.Create(
        StringComparer.Ordinal,
        "", "-1.#IND", "1.#QNAN", "1.#IND", "-1.#QNAN", "#N/A N/A", "#N/A", "N/A", "n/a", "NA", "<NA>", "#NA", "NULL", "null", "NaN", "-NaN", "nan", "-nan");

    public static bool Contains(string text) => Texts.Contains(text);
}
