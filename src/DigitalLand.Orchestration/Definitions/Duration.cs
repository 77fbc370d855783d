using System.Globalization;
using System.Text.RegularExpressions;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>A length of time as people write it: <c>90s</c>, <c>10m</c>, <c>1h30m</c>, <c>2d</c>.</summary>
internal static partial class Duration
{
    /// <exception cref="FormatException">The text is none, or is zero; the message is a sentence without its full stop.</exception>
    public static TimeSpan Parse(string text)
    {
        var match = Shape.Match(text);
        var total = match.Success ? (Part(match, "d") * 86_400) + (Part(match, "h") * 3_600) + (Part(match, "m") * 60) + Part(match, "s") : 0;
        return total > 0 ? TimeSpan.FromSeconds(total) : throw new FormatException($"'{text}' is no length of time such as 90s, 10m, 1h30m or 2d");
    }

    /// <summary>In the form that <see cref="Parse"/> reads.</summary>
    public static string Text(TimeSpan duration)
    {
        (int Amount, string Unit)[] parts = [(duration.Days, "d"), (duration.Hours, "h"), (duration.Minutes, "m"), (duration.Seconds, "s")];
        return string.Concat(parts.Where(part => part.Amount > 0).Select(part => part.Amount.ToString(CultureInfo.InvariantCulture) + part.Unit));
    }

    private static long Part(Match match, string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^((?<d>[0-9]{1,4})d)?((?<h>[0-9]{1,6})h)?((?<m>[0-9]{1,6})m)?((?<s>[0-9]{1,6})s)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape { get; }
}
