using System.Diagnostics.CodeAnalysis;
using DigitalLand.Core;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>A place where a definition is wrong: shown to a person, who is to correct it.</summary>
/// <param name="File">Key in the definition store.</param>
/// <param name="Line">From 1.</param>
/// <param name="Message">One sentence that says what is wrong and what to do.</param>
public sealed record DefinitionProblem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>Every workflow of one environment at one moment; never changes.</summary>
/// <param name="Environment">development, staging, production.</param>
/// <param name="Workflows">By name, in code point order.</param>
/// <param name="Pools">Slots by pool.</param>
/// <param name="DefaultPoolSlots">Slots of a pool that is not listed.</param>
/// <param name="Problems">Definitions that were refused; where a good earlier version was known it is among the workflows still.</param>
public sealed record WorkflowCatalogue(
    string Environment,
    IReadOnlyList<Workflow> Workflows,
    IReadOnlyDictionary<string, int> Pools,
    int DefaultPoolSlots,
    IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>Whether another catalogue says the same.</summary>
    public bool SameAs(WorkflowCatalogue other) =>
        DefaultPoolSlots == other.DefaultPoolSlots
        && Workflows.Select(workflow => workflow.Version).SequenceEqual(other.Workflows.Select(workflow => workflow.Version), StringComparer.Ordinal)
        && Pools.OrderBy(pool => pool.Key, StringComparer.Ordinal).SequenceEqual(other.Pools.OrderBy(pool => pool.Key, StringComparer.Ordinal))
        && Problems.SequenceEqual(other.Problems);

    /// <summary>The slots of a pool.</summary>
    public int SlotsOf(string pool) => Pools.GetValueOrDefault(pool, DefaultPoolSlots);

    public bool TryFind(string name, [NotNullWhen(true)] out Workflow? workflow)
    {
        workflow = Workflows.FirstOrDefault(candidate => candidate.Name == name);
        return workflow is not null;
    }

    /// <exception cref="WrongUseException">There is no such workflow.</exception>
    public Workflow Find(string name) => TryFind(name, out var workflow)
        ? workflow
        : throw new WrongUseException($"There is no workflow '{name}' in {Environment}. 'digital-land workflows list' shows those that there are.");
}
