namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// A graph of tasks that is run as a whole: by its schedule, by a person, or by a task of another workflow. It is complete: templates have been
/// expanded for one environment, so that only what is known when a run starts is still open (<see cref="TextTemplate"/>).
/// </summary>
public sealed record Workflow
{
    /// <summary>Lower-case words joined by dashes, such as <c>ancient-woodland-collection</c>; unique in its catalogue.</summary>
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>For whom: development, staging, production. Decides whether a failure is an alert or a notification.</summary>
    public required string Environment { get; init; }

    /// <summary>In the order in which a form asks for them.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Null where only a person or another workflow starts it.</summary>
    public Schedule? Schedule { get; init; }

    public Concurrency Concurrency { get; init; } = new();

    /// <summary>The longest a run may take; null where only its tasks are bounded.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Weighs a run's tasks against those of other runs: the higher is started first. Added to the task's own.</summary>
    public int Priority { get; init; }

    /// <summary>The time of day, in the schedule's time zone, by which a scheduled run should have ended; later is worth an alert.</summary>
    public TimeOnly? DoneBy { get; init; }

    /// <summary>Each after everything that it needs.</summary>
    public required IReadOnlyList<WorkflowTask> Tasks { get; init; }

    /// <summary>SHA-256 of everything above, in hexadecimal: equal where the definitions are equal. See <see cref="WorkflowJson"/>.</summary>
    public string Version { get; init; } = "";
}
