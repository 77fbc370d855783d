using System.Globalization;
using DigitalLand.Core;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>One instance of a task with every place filled: what is needed to start it.</summary>
/// <param name="Words">The program and its arguments; empty unless the task is a command.</param>
/// <param name="Environment">Variables for the process.</param>
/// <param name="Parameters">For a child run; empty otherwise.</param>
/// <param name="MemoryMebibytes">The limit, or null for the worker's default.</param>
/// <param name="CpuUnits">1024 are a core; null for the default.</param>
/// <param name="Pool">In which it takes a slot.</param>
public sealed record ResolvedTask(
    IReadOnlyList<string> Words,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> Parameters,
    int? MemoryMebibytes,
    int? CpuUnits,
    string Pool)
{
    /// <summary>Fills the places of a task.</summary>
    /// <exception cref="RunFailedException">A value is missing, or memory or cpu came out as something other than a positive whole number.</exception>
    public static ResolvedTask Of(WorkflowTask task, RunValues values) => new(
        task.Action is CommandAction command ? [.. command.Words.Select(word => word.Fill(values.Of))] : [],
        task.Action is CommandAction { Environment: var variables }
            ? variables.ToDictionary(variable => variable.Name, variable => variable.Value.Fill(values.Of), StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal),
        task.Action is ChildWorkflowAction child
            ? child.Parameters.ToDictionary(argument => argument.Name, argument => argument.Value.Fill(values.Of), StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal),
        Amount(task, "memory", task.Memory, values),
        Amount(task, "cpu", task.Cpu, values),
        task.Pool.Fill(values.Of));

    private static int? Amount(WorkflowTask task, string what, TextTemplate? template, RunValues values) =>
        template is null ? null
        : template.Fill(values.Of) is var text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount
        : throw new RunFailedException($"The {what} of the task '{task.Name}' is '{text}', which is not a positive whole number.");
}
