namespace DigitalLand.Orchestration.Definitions;

/// <summary>What a task waits for in the tasks that it needs.</summary>
public enum When
{
    /// <summary>All succeeded. One that was skipped skips this one too; one that failed leaves it as failed upstream.</summary>
    AllSuccess,

    /// <summary>All have ended, however they did.</summary>
    AllDone,
}

/// <summary>On which kind of worker a task may run.</summary>
public enum WorkerClass
{
    /// <summary>On any that has room.</summary>
    Any,

    /// <summary>Only on the workers that are always there.</summary>
    Base,

    /// <summary>Only on the workers that are there for the heavy work.</summary>
    Additional,
}

/// <summary>
/// A node of a workflow's graph. A task that was skipped counts neither as succeeded nor as failed; a task is skipped when one that it needs was (unless it asks only
/// that all have ended), or when a short-circuit task directly before it closed.
/// </summary>
public sealed record WorkflowTask
{
    /// <summary>Unique in its workflow; letters, digits, dashes and dots.</summary>
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required TaskAction Action { get; init; }

    /// <summary>Names of tasks that stand before this one in <see cref="Workflow.Tasks"/>.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    public When When { get; init; }

    /// <summary>Where it is run once for each of a list. It has succeeded when all have; over an empty list it succeeds at once.</summary>
    public ForEach? ForEach { get; init; }

    /// <summary>
    /// Whether it decides if its direct dependents run: when it closes (a command by exit code <see cref="CommandAction.ClosedExitCode"/>, a day filter
    /// on other days) it has succeeded, they are skipped whatever their <see cref="When"/>, and beyond them the ordinary rules hold.
    /// </summary>
    public bool ShortCircuit { get; init; }

    public RetryPolicy Retries { get; init; } = RetryPolicy.Default;

    /// <summary>The longest that one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>The longest silence of an attempt that gives signs of life from inside its work; null where the worker's default holds.</summary>
    public TimeSpan? StalledAfter { get; init; }

    /// <summary>Limit of resident memory in MiB, a whole number once resolved; null where the worker's default holds.</summary>
    public TextTemplate? Memory { get; init; }

    /// <summary>Units of 1/1024 of a core, a whole number once resolved: what a container is given, and how much of a worker the task takes. Null for the default.</summary>
    public TextTemplate? Cpu { get; init; }

    /// <summary>The pool in which an attempt takes one slot; unknown pools have the size that the catalogue gives by default.</summary>
    public TextTemplate Pool { get; init; } = DefaultPool;

    /// <summary>Among tasks that are ready the higher is started first.</summary>
    public int Priority { get; init; }

    public WorkerClass Worker { get; init; }

    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromHours(24);

    /// <summary>Of a task that waits for another workflow, whose own tasks are bounded.</summary>
    public static TimeSpan DefaultChildTimeout { get; } = TimeSpan.FromDays(7);

    public static TextTemplate DefaultPool { get; } = TextTemplate.Literal("default");
}
