using System.Globalization;

namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>Numbers as a person reads them.</summary>
internal static class Words
{
    /// <summary>A change with its sign: <c>-50 %</c>.</summary>
    public static string Percent(long change, long of) => of == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * change / of:+0.#;-0.#;0} %");

    /// <summary>A part: <c>12.5 %</c>.</summary>
    public static string Share(long part, long of) => of == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / of:0.#} %");
}
