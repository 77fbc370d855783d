namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>What is wrong with one file. A line is told once: a template would say the same for every collection.</summary>
internal sealed class Problems(string file)
{
    private readonly SortedDictionary<long, DefinitionProblem> _byLine = [];

    public bool Any => _byLine.Count > 0;

    /// <summary>In the order of the lines.</summary>
    public IReadOnlyCollection<DefinitionProblem> All => _byLine.Values;

    public void Add(long line, string sentence) => _byLine.TryAdd(line, new DefinitionProblem(file, (int)line, sentence));
}
