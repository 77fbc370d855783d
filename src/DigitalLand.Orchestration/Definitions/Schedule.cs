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
}
