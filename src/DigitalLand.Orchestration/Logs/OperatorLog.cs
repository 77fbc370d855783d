using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Logs;

/// <summary>How much a line wants to be read.</summary>
public enum Severity
{
    Information,

    /// <summary>Something went wrong, and what said so goes on.</summary>
    Warning,

    /// <summary>What said so ends.</summary>
    Error,
}

/// <summary>One thing that a worker or a scheduler has to say, with what it is about as far as that is known.</summary>
public sealed record LogEntry(Severity Severity, string Message)
{
    /// <summary>The loop in the background that had trouble.</summary>
    public string? Duty { get; init; }

    public string? Workflow { get; init; }

    public long? Run { get; init; }

    public string? Task { get; init; }

    /// <summary>How-manieth of its task.</summary>
    public int? Attempt { get; init; }

    /// <summary>Whether the message is a line that the attempt's own process wrote.</summary>
    public bool IsFromTask { get; init; }

    public static LogEntry Of(Lease lease, Severity severity, string message) => new(severity, message)
    {
        Workflow = lease.Workflow,
        Run = lease.Run,
        Task = lease.Name,
        Attempt = lease.Number,
    };
}

/// <summary>Where workers and schedulers say what they do, to whoever operates them. Written to by many threads.</summary>
public abstract class OperatorLog
{
    public abstract void Write(LogEntry entry);

    /// <summary>A loop in the background had trouble, and goes on.</summary>
    public void Trouble(string duty, Exception error) => Write(new LogEntry(Severity.Warning, error.Message) { Duty = duty });
}
