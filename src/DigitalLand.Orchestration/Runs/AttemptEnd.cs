using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Runs;

/// <summary>How an attempt ended, as its worker tells it.</summary>
public sealed record AttemptEnd
{
    public required AttemptState State { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public FailureCause? Cause { get; init; }

    /// <summary>Null where a signal ended it, or nothing was started.</summary>
    public int? ExitCode { get; init; }

    /// <summary>One sentence for a person.</summary>
    public string? Note { get; init; }

    /// <summary>How far it was when it last told.</summary>
    public string? Progress { get; init; }

    /// <summary>The last lines of its output.</summary>
    public string? Tail { get; init; }

    /// <summary>The last line of standard output, where another task reads it.</summary>
    public string? Output { get; init; }

    /// <summary>Where the whole output lies.</summary>
    public string? Log { get; init; }

    public TimeSpan? Cpu { get; init; }

    /// <summary>Bytes of resident memory, of all processes of the attempt together.</summary>
    public long? PeakMemory { get; init; }

    public static AttemptEnd Succeeded { get; } = new() { State = AttemptState.Succeeded };

    public static AttemptEnd Failed(FailureCause cause, string note) => new() { State = AttemptState.Failed, Cause = cause, Note = note };
}

/// <summary>What became of a worker's word that an attempt has ended.</summary>
public enum Reported
{
    /// <summary>It is the attempt's one end.</summary>
    Accepted,

    /// <summary>The attempt had been ended before, so this changes nothing but is kept in the record.</summary>
    Late,
}
