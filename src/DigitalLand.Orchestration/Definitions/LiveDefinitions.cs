namespace DigitalLand.Orchestration.Definitions;

/// <summary>The workflows that are live, by the file that they came from.</summary>
internal sealed record LiveDefinitions(IReadOnlyDictionary<string, IReadOnlyList<Workflow>> Files, IReadOnlyDictionary<string, int> Pools, int DefaultPoolSlots)
{
    public static LiveDefinitions None { get; } = new(new Dictionary<string, IReadOnlyList<Workflow>>(), new Dictionary<string, int>(), 1);

    public WorkflowCatalogue Catalogue(string environment, IReadOnlyList<DefinitionProblem> problems) => new(
        environment,
        [
            .. Files.OrderBy(file => file.Key, StringComparer.Ordinal)
                .SelectMany(file => file.Value)
                .DistinctBy(workflow => workflow.Name, StringComparer.Ordinal)
                .OrderBy(workflow => workflow.Name, StringComparer.Ordinal),
        ],
        Pools,
        DefaultPoolSlots,
        problems);
}
