using DigitalLand.Core;

namespace DigitalLand.Orchestration.Runs;

/// <summary>How long what happened is remembered, by kind, from when it ended.</summary>
public sealed record RetentionPeriods
{
    /// <summary>What has failed within a day is looked for to raise alerts: what is forgotten sooner would be found again, or never.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromDays(2);

    /// <summary>The record of a run with its tasks and attempts, their last lines among it.</summary>
    public TimeSpan Runs { get; init; } = TimeSpan.FromDays(400);

    /// <summary>All that the attempts of a run wrote; never longer than the run.</summary>
    public TimeSpan Logs { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Alerts and notifications that stand no longer.</summary>
    public TimeSpan Alerts { get; init; } = TimeSpan.FromDays(400);

    /// <exception cref="WrongUseException">One is too short.</exception>
    public RetentionPeriods Checked() => new[] { Runs, Logs, Alerts }.Min() >= Shortest
        ? this
        : throw new WrongUseException($"Runs, logs and alerts are kept for {Shortest.TotalDays:0} days at least.");
}
