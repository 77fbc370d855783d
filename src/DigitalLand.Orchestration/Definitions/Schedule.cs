using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>What becomes of starts that were missed because nothing ran at their time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Missed>))]
public enum Missed
{
    /// <summary>However many were missed, one run starts at once.</summary>
    RunOnce,

    /// <summary>They are left out, and shown as left out.</summary>
    Skip,
}

/// <summary>When a workflow starts by itself.</summary>
public sealed record Schedule
{
    /// <summary>Five fields: minute, hour, day of month, month, day of week, as cron has them. At most one of both day fields restricts.</summary>
    public required string Cron { get; init; }

    /// <summary>
    /// An RFC 5545 recurrence rule such as <c>FREQ=MONTHLY;BYDAY=1MO</c>; of the starts that cron gives only those on its days count. Null for every day. Its
    /// series begins on 1 January 2025.
    /// </summary>
    public string? Days { get; init; }

    /// <summary>IANA name. A start that falls into the hour which a change of clocks leaves out happens right after it; one in the doubled hour happens once.</summary>
    public string TimeZone { get; init; } = "UTC";

    public Missed Missed { get; init; } = Missed.RunOnce;

    /// <summary>The first start after a moment, in UTC; null where there is none in the next forty years.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset after)
    {
        var (cron, days, zone) = (CronExpression.Parse(Cron), Days is null ? null : RecurrenceRule.Parse(Days), TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        var limit = after.AddYears(40);
        var next = cron.NextAfter(after, zone);
        while (next is { } start && start < limit)
        {
            var day = DayOf(start, zone);
            if (days?.Includes(day) ?? true)
            {
                return start;
            }

            // The next day's midnight itself may be a start.
            next = cron.NextAfter(CronExpression.ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone).AddTicks(-1), zone);
        }

        return null;
    }

    /// <summary>The day of a moment in the schedule's time zone: what a day filter asks about, and a run's date.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DayOf(moment, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    private static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
