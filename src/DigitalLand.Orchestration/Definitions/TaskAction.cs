using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>What a task does.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CommandAction), "run")]
[JsonDerivedType(typeof(ChildWorkflowAction), "workflow")]
[JsonDerivedType(typeof(WaitAction), "wait")]
[JsonDerivedType(typeof(DayFilterAction), "days")]
public abstract record TaskAction;

/// <summary>Starts a process.</summary>
/// <param name="Words">
/// The program and its arguments. No shell ever sees them: each word is one argument, whatever its values hold. <c>digital-land</c> as the program is this
/// program itself.
/// </param>
/// <param name="Environment">Variables of the process beside those of the worker, by name.</param>
public sealed record CommandAction(IReadOnlyList<TextTemplate> Words, IReadOnlyList<EnvironmentVariable> Environment) : TaskAction
{
    /// <summary>This program, as it stands in <see cref="Words"/>.</summary>
    public const string OwnProgram = "digital-land";

    /// <summary>
    /// Which of the installation's container images runs it where tasks are containers; blank for this program's. A container of somebody else starts as it always
    /// does, and learns what to do from <see cref="Environment"/>.
    /// </summary>
    public string Container { get; init; } = "";

    /// <summary>What a short-circuit command ends with to say: nothing to do for those behind me (Airflow's code for "skip").</summary>
    public const int ClosedExitCode = 99;
}

/// <summary>A variable of a process's environment.</summary>
public sealed record EnvironmentVariable(string Name, TextTemplate Value);

/// <summary>Starts a run of another workflow and waits for its end; ends as that run ends, and holds no slot meanwhile.</summary>
/// <param name="Workflow">Its name, in the same catalogue.</param>
/// <param name="Parameters">Given to it; the others have their defaults.</param>
public sealed record ChildWorkflowAction(string Workflow, IReadOnlyList<ParameterArgument> Parameters) : TaskAction;

/// <summary>A value for a parameter.</summary>
public sealed record ParameterArgument(string Name, TextTemplate Value);

/// <summary>Lets time pass, and holds no slot meanwhile.</summary>
public sealed record WaitAction(TimeSpan Duration) : TaskAction;

/// <summary>Closes unless the day of the run is one of the rule's; always a short-circuit. Holds no slot.</summary>
/// <param name="Days">An RFC 5545 recurrence rule, as <see cref="Schedule.Days"/>.</param>
/// <param name="TimeZone">In which the day of the run is taken.</param>
public sealed record DayFilterAction(string Days, string TimeZone) : TaskAction;
