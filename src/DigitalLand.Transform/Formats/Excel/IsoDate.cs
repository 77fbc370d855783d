using System.Globalization;
using System.Text.RegularExpressions;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>Reads a cell of type date, whose value is written as ISO 8601 and not as a number (openpyxl <c>from_ISO8601</c>).</summary>
internal static partial class IsoDate
{
    /// <summary>What <see cref="TimeSpan"/> holds, with room for rounding.</summary>
    private const double LongestSeconds = 9e11;

    /// <exception cref="InvalidDataException">It is neither a date, a time nor a length of time.</exception>
    public static Cell Read(int row, string text)
    {
        var match = DateAndTime().Match(text);
        var date = match.Groups["year"];
        var time = match.Groups["hour"];
        if (date.Success || time.Success)
        {
            var day = date.Success ? Day(match) : default;
            var ticks = time.Success ? TimeOfDay(match) : 0;
            return !date.Success ? new Cell(row, CellKind.Time, ticks)
                : !time.Success ? new Cell(row, CellKind.Date, day.Ticks)
                : new Cell(row, CellKind.DateTime, day.Ticks + ticks);
        }

        var length = Length().Match(text);
        if (!length.Success || length.Length == "PT".Length)
        {
            throw new InvalidDataException($"A cell's date is '{text}'.");
        }

        var seconds = (Real(length, "hours") * 3600) + (Real(length, "minutes") * 60) + Real(length, "seconds");
        return seconds < LongestSeconds
            ? new Cell(row, CellKind.Duration, (long)Math.Round(seconds * 1e6, MidpointRounding.ToEven) * TimeSpan.TicksPerMicrosecond)
            : throw new InvalidDataException($"A cell's date is '{text}'.");
    }

    private static DateTime Day(Match match)
    {
        var (year, month, day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day)
            : throw new InvalidDataException($"A cell's date is '{match.Value}'.");
    }

    private static long TimeOfDay(Match match)
    {
        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        return hour < 24 && minute < 60 && second < 60
            ? new TimeSpan(hour, minute, second).Ticks + ((long)(Real(match, "fraction") * 1_000_000) * TimeSpan.TicksPerMicrosecond)
            : throw new InvalidDataException($"A cell's time is '{match.Value}'.");
    }

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static double Real(Match match, string group) => match.Groups[group] is { Success: true } found ? double.Parse(found.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2}))?T?((?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(?<fraction>\.[0-9]{1,3})?)?)?")]
    private static partial Regex DateAndTime();

    [GeneratedRegex(@"^PT((?<hours>[0-9]+)H)?((?<minutes>[0-9]+)M)?((?<seconds>[0-9]+(\.[0-9]{1,3})?)S)?")]
    private static partial Regex Length();
}
