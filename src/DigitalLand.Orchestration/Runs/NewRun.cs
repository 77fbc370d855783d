using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Runs;

/// <summary>A run to be made.</summary>
public sealed record NewRun
{
    public required Workflow Workflow { get; init; }

    public required RunTrigger Trigger { get; init; }

    /// <summary>The day the run is for, in the schedule's time zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What was given; checked and completed when the run is made.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The schedule's moment: one run a workflow and moment, whoever fires.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The task that waits for this run, and its how-manieth start: one run for each.</summary>
    public (long Task, long Start)? Parent { get; init; }

    public long? Backfill { get; init; }

    /// <summary>Added to the workflow's own.</summary>
    public int Priority { get; init; }

    public string? Note { get; init; }

    /// <summary>The run is only written down as left out; the note says why.</summary>
    public bool IsSkipped { get; init; }
}
