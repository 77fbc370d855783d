using System.Globalization;

namespace DigitalLand.Orchestration.Definitions;

internal enum Frequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>The parts of a recurrence rule as written, with RFC 5545's defaults in place of what is left out.</summary>
internal sealed record RecurrenceParts
{
    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public Frequency Frequency { get; private init; }

    public int Interval { get; private init; } = 1;

    /// <summary>The last day that can be part of the series.</summary>
    public DateOnly Until { get; private init; } = DateOnly.MaxValue;

    public DayOfWeek WeekStart { get; private init; } = DayOfWeek.Monday;

    public IReadOnlyList<int> Months { get; private init; } = [];

    /// <summary>From 1, or from -1 backwards from the end of the month.</summary>
    public IReadOnlyList<int> MonthDays { get; private init; } = [];

    public IReadOnlyList<int> YearDays { get; private init; } = [];

    /// <summary>An ordinal of 0 is every such day.</summary>
    public IReadOnlyList<(DayOfWeek Day, int Ordinal)> Weekdays { get; private init; } = [];

    /// <summary>BYSETPOS: which of the days of a period count.</summary>
    public IReadOnlyList<int> Positions { get; private init; } = [];

    public static RecurrenceParts Parse(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(';'))
        {
            if (part.Split('=') is not [{ Length: > 0 } name, { Length: > 0 } value] || !parts.TryAdd(name.ToUpperInvariant(), value.ToUpperInvariant()))
            {
                throw new FormatException($"'{part}' is no part of a recurrence rule such as FREQ=MONTHLY;BYDAY=1MO, or stands twice");
            }
        }

        var rule = parts.Aggregate(new RecurrenceParts { Frequency = ReadFrequency(parts.GetValueOrDefault("FREQ", "")) }, (rule, part) => rule.With(part.Key, part.Value));
        rule.Check();
        return rule.WithDefaults();
    }

    private RecurrenceParts With(string name, string value) => name switch
    {
        "FREQ" => this,
        "INTERVAL" => this with { Interval = Number(name, value, 1, 10_000) },
        "UNTIL" => this with { Until = Day(value) },
        "WKST" => this with { WeekStart = Weekday(value).Day },
        "BYMONTH" => this with { Months = Numbers(name, value, 1, 12) },
        "BYMONTHDAY" => this with { MonthDays = Numbers(name, value, -31, 31) },
        "BYYEARDAY" => this with { YearDays = Numbers(name, value, -366, 366) },
        "BYDAY" => this with { Weekdays = [.. value.Split(',').Select(Weekday)] },
        "BYSETPOS" => this with { Positions = Numbers(name, value, -366, 366) },
        _ => throw new FormatException($"{name} cannot stand in a filter of days: it takes FREQ, INTERVAL, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY and BYSETPOS"),
    };

    private void Check()
    {
        if (Frequency is Frequency.Daily or Frequency.Weekly && Weekdays.Any(weekday => weekday.Ordinal != 0))
        {
            throw new FormatException("A weekday with a number, such as 1MO, needs FREQ=MONTHLY or FREQ=YEARLY");
        }

        if (Frequency == Frequency.Weekly && MonthDays.Count > 0)
        {
            throw new FormatException("BYMONTHDAY does not go with FREQ=WEEKLY; use FREQ=MONTHLY");
        }

        if (Frequency != Frequency.Yearly && YearDays.Count > 0)
        {
            throw new FormatException("BYYEARDAY goes with FREQ=YEARLY only");
        }
    }

    /// <summary>A rule that names no day takes the one on which the series begins.</summary>
    private RecurrenceParts WithDefaults() => Frequency switch
    {
        _ when Weekdays.Count > 0 || MonthDays.Count > 0 || YearDays.Count > 0 => this,
        Frequency.Weekly => this with { Weekdays = [(RecurrenceRule.Begin.DayOfWeek, 0)] },
        Frequency.Monthly => this with { MonthDays = [RecurrenceRule.Begin.Day] },
        Frequency.Yearly => this with { Months = Months.Count > 0 ? Months : [RecurrenceRule.Begin.Month], MonthDays = [RecurrenceRule.Begin.Day] },
        _ => this,
    };

    private static Frequency ReadFrequency(string text) => text switch
    {
        "DAILY" => Frequency.Daily,
        "WEEKLY" => Frequency.Weekly,
        "MONTHLY" => Frequency.Monthly,
        "YEARLY" => Frequency.Yearly,
        "" => throw new FormatException("A recurrence rule needs FREQ, as in FREQ=MONTHLY;BYDAY=1MO"),
        _ => throw new FormatException($"A filter of days has FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, not {text}"),
    };

    private static (DayOfWeek Day, int Ordinal) Weekday(string text)
    {
        var day = text.Length >= 2 ? Array.IndexOf(DayNames, text[^2..]) : -1;
        var ordinal = 0;
        return day >= 0 && (text.Length == 2 || (int.TryParse(text[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ordinal) && ordinal is not 0 and >= -53 and <= 53))
            ? ((DayOfWeek)day, ordinal)
            : throw new FormatException($"'{text}' is no weekday such as MO, 1MO or -1FR");
    }

    private static List<int> Numbers(string name, string value, int least, int most) => [.. value.Split(',').Select(text => Number(name, text, least, most))];

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number != 0 && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} is '{text}'; it takes numbers from {least} to {most}, zero excepted");

    private static DateOnly Day(string text) =>
        text.Length >= 8 && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"UNTIL is '{text}'; it takes a day such as 20261231");
}
