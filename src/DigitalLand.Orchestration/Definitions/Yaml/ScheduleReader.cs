namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Reads <c>schedule</c> and <c>concurrency</c> of a workflow.</summary>
internal static class ScheduleReader
{
    private const string Midnight = "0 0 * * *";

    /// <summary>Null where there is none, or where its cron is blank in this environment.</summary>
    public static Schedule? Schedule(Mapping workflow)
    {
        if (workflow.Inner("schedule", "a schedule") is not { } mapping)
        {
            return null;
        }

        var cron = mapping.Text("cron");
        var schedule = new Schedule
        {
            Cron = cron ?? Midnight,
            Days = Days(mapping, "days"),
            TimeZone = TimeZone(mapping),
            Missed = mapping.Word<Missed>("missed", ("run-once", Missed.RunOnce), ("skip", Missed.Skip)) ?? Missed.RunOnce,
        };
        if (cron is null && schedule.Days is null)
        {
            mapping.Refuse("cron", "A schedule needs 'cron' or 'days'.");
        }

        if (!string.IsNullOrWhiteSpace(schedule.Cron))
        {
            mapping.Try("cron", () => Checked(() => CronExpression.Parse(schedule.Cron)));
        }

        mapping.Finish();
        return string.IsNullOrWhiteSpace(schedule.Cron) ? null : schedule;
    }

    public static string? Days(Mapping mapping, string key)
    {
        if (mapping.Text(key) is not { } days)
        {
            return null;
        }

        mapping.Try(key, () => Checked(() => RecurrenceRule.Parse(days)));
        return days;
    }

    public static string TimeZone(Mapping mapping)
    {
        var zone = mapping.Text("time-zone") ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            mapping.Refuse("time-zone", $"There is no time zone '{zone}'; write UTC or a name such as Europe/London.");
        }

        return zone;
    }

    public static Concurrency Concurrency(Mapping workflow, IReadOnlyList<Parameter> parameters)
    {
        if (workflow.Inner("concurrency", "a concurrency") is not { } mapping)
        {
            return new Concurrency();
        }

        var concurrency = new Concurrency
        {
            Runs = mapping.Number("runs", 1) ?? 1,
            Tasks = mapping.Number("tasks", 1),
            Exclusive = mapping.Template("exclusive", OpenPlaces.None with { Parameters = [.. parameters.Select(parameter => parameter.Name)] }),
            WhenBusy = mapping.Word<WhenBusy>("when-busy", ("queue", WhenBusy.Queue), ("skip", WhenBusy.Skip)) ?? WhenBusy.Queue,
        };
        mapping.Finish();
        return concurrency;
    }

    private static bool Checked(Action parse)
    {
        parse();
        return true;
    }
}
