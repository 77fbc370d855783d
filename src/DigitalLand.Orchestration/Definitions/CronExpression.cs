using System.Collections;
using System.Globalization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// The five fields of cron: minute, hour, day of month, month, day of week (0 and 7 are Sunday). Lists, ranges, steps and English names of months and days
/// are read.
/// </summary>
public sealed class CronExpression
{
    private static readonly string[] MonthNames = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>The longest that a day of a month with a weekday can be away: 29 February on one weekday comes again after 28 years, 40 across a century.</summary>
    private const int SearchYears = 41;

    private readonly BitArray _minutes;
    private readonly BitArray _hours;
    private readonly BitArray _daysOfMonth;
    private readonly BitArray _months;
    private readonly BitArray _daysOfWeek;

    private CronExpression(string[] fields)
    {
        _minutes = Field(fields[0], "minute", 0, 59, []);
        _hours = Field(fields[1], "hour", 0, 23, []);
        _daysOfMonth = Field(fields[2], "day of month", 1, 31, []);
        _months = Field(fields[3], "month", 1, 12, MonthNames);
        _daysOfWeek = Field(fields[4], "day of week", 0, 7, DayNames);
        _daysOfWeek[0] |= _daysOfWeek[7];
    }

    /// <exception cref="FormatException">A field cannot be read, or the expression never comes true; the message is a sentence without its full stop.</exception>
    public static CronExpression Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            throw new FormatException($"'{text}' has {fields.Length} fields; cron takes five: minute, hour, day of month, month, day of week, as in 0 0 * * *");
        }

        if (!fields[2].StartsWith('*') && !fields[4].StartsWith('*'))
        {
            throw new FormatException($"'{text}' restricts both the day of the month and the day of the week, which schedulers read in different ways; leave one as * and use days for the other");
        }

        var expression = new CronExpression(fields);
        return expression.NextAfter(new DateTime(2024, 1, 1)) is null ? throw new FormatException($"'{text}' is never true: no month has such a day") : expression;
    }

    /// <summary>The first start after a moment, in a time zone whose clocks may change.</summary>
    /// <returns>
    /// In UTC. What falls into the hour that a change of clocks leaves out happens when the clocks have changed; what falls into the doubled hour happens the first time.
    /// </returns>
    public DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone)
    {
        // Some hours back: beside a change of clocks an earlier wall time can be a later moment.
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime.AddHours(-3);
        while (NextAfter(local) is { } next)
        {
            if (ToUtc(next, zone) is var moment && moment > after)
            {
                return moment;
            }

            local = next;
        }

        return null;
    }

    /// <summary>The moment of a wall time, by the same rules.</summary>
    internal static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            var end = local;
            while (zone.IsInvalidTime(end))
            {
                end = end.AddMinutes(1);
            }

            local = end;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private DateTime? NextAfter(DateTime local)
    {
        var limit = local.AddYears(SearchYears);
        var next = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified).AddMinutes(1);
        while (next < limit)
        {
            if (!_months[next.Month])
            {
                next = new DateTime(next.Year, next.Month, 1).AddMonths(1);
            }
            else if (!_daysOfMonth[next.Day] || !_daysOfWeek[(int)next.DayOfWeek])
            {
                next = next.Date.AddDays(1);
            }
            else if (!_hours[next.Hour])
            {
                next = next.Date.AddHours(next.Hour + 1);
            }
            else if (!_minutes[next.Minute])
            {
                next = next.AddMinutes(1);
            }
            else
            {
                return next;
            }
        }

        return null;
    }

    private static BitArray Field(string text, string name, int least, int most, string[] names)
    {
        var values = new BitArray(most + 1);
        foreach (var item in text.Split(','))
        {
            var (range, step) = item.Split('/') is [var before, var after] ? (before, Number(after, name, 1, most, [])) : (item, 0);
            var (first, last) = range == "*" ? (least, most)
                : range.Split('-') is [var from, var to] ? (Number(from, name, least, most, names), Number(to, name, least, most, names))
                : (Number(range, name, least, most, names), step > 0 ? most : Number(range, name, least, most, names));
            if (first > last)
            {
                throw new FormatException($"'{item}' in the {name} runs backwards");
            }

            for (var value = first; value <= last; value += Math.Max(step, 1))
            {
                values[value] = true;
            }
        }

        return values;
    }

    private static int Number(string text, string name, int least, int most, string[] names)
    {
        if (Array.FindIndex(names, candidate => candidate.Length > 0 && candidate.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index)
        {
            return index;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"'{text}' is no {name}: it takes {least} to {most}, ranges such as 1-5, steps such as */15, and lists");
    }
}
