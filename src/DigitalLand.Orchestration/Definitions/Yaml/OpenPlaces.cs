namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Which places of a text may stay open until a task runs.</summary>
/// <param name="Parameters">Names that <c>params</c> has.</param>
/// <param name="HasItem">Whether there is an <c>item</c>, whose members nobody knows yet.</param>
/// <param name="HasRun">Whether there is a <c>run</c>.</param>
internal sealed record OpenPlaces(IReadOnlyList<string> Parameters, bool HasItem, bool HasRun)
{
    public static OpenPlaces None { get; } = new([], HasItem: false, HasRun: false);

    /// <summary>For messages.</summary>
    public IEnumerable<string> Paths =>
        [.. Parameters.Select(name => "params." + name), .. HasItem ? ["item"] : Array.Empty<string>(), .. HasRun ? RunValues.RunNames.Select(name => "run." + name) : []];

    public bool Has(string path) => path.Split('.') switch
    {
        ["params", var name] => Parameters.Contains(name, StringComparer.Ordinal),
        ["item"] or ["item", _] => HasItem,
        ["run", var name] => HasRun && RunValues.RunNames.Contains(name, StringComparer.Ordinal),
        _ => false,
    };
}
