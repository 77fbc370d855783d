using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Runs;

/// <summary>A run, as people ask about it.</summary>
public sealed record RunRecord
{
    public required long Id { get; init; }

    public required string Workflow { get; init; }

    public required RunState State { get; init; }

    public required RunTrigger Trigger { get; init; }

    /// <summary>The day it is for.</summary>
    public required string Date { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? DoneBy { get; init; }

    /// <summary>The run whose task waits for this one.</summary>
    public long? Parent { get; init; }

    public long? Backfill { get; init; }

    public string? Note { get; init; }

    /// <summary>Version of the definition that it began with.</summary>
    public required string Definition { get; init; }
}

/// <summary>A task of a run; with an item where it is one of a fan-out.</summary>
public sealed record TaskRecord(
    long Id,
    string Name,
    TaskState State,
    long Starts,
    FailureCause? Cause,
    string? Note,
    DateTimeOffset? DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    long? Child);

/// <summary>An attempt at a task.</summary>
public sealed record AttemptRecord(
    long Token,
    string Task,
    long Number,
    AttemptState State,
    FailureCause? Cause,
    long? ExitCode,
    string? Note,
    string? Log,
    string? Tail,
    string Worker,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long? CpuMilliseconds,
    long? PeakMemory,
    AttemptState? LateState,
    string? Progress);
