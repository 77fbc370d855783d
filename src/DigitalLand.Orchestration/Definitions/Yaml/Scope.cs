using System.Diagnostics.CodeAnalysis;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>The values that are known while a definition is expanded, by path: of the environment, then of a collection, then of a dataset.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);

    private Scope(Scope? outer) => _outer = outer;

    /// <summary>Every path that has a value here, in code point order.</summary>
    public IEnumerable<string> Paths => _values.Keys.Concat(_outer?.Paths ?? []).Order(StringComparer.Ordinal);

    /// <param name="environment">Its values; those that are lists serve conditions only.</param>
    public static Scope OfEnvironment(EnvironmentSettings environment)
    {
        var scope = new Scope(outer: null).Add("environment.name", environment.Name).Add("environment.schedule", environment.Schedule);
        scope._values["environment.selected-collections"] = environment.SelectedCollections;
        return scope.AddAll("environment", environment.Values);
    }

    public Scope WithCollection(CollectionDefinition collection) =>
        new Scope(this).Add("collection.name", collection.Name).Add("collection.selected", collection.IsSelected ? "true" : "false").AddAll("collection", collection.Settings);

    public Scope WithDataset(DatasetDefinition dataset) => new Scope(this).Add("dataset.name", dataset.Name).AddAll("dataset", dataset.Columns);

    /// <summary>The value of a path that has one.</summary>
    public string? Find(string path) => TryFindAll(path, out var values) && values.Count == 1 ? values[0] : null;

    public bool TryFindAll(string path, [NotNullWhen(true)] out IReadOnlyList<string>? values) =>
        _values.TryGetValue(path, out values) || (_outer?.TryFindAll(path, out values) ?? false);

    private Scope Add(string path, string value)
    {
        _values[path] = [value];
        return this;
    }

    private Scope AddAll(string root, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
        {
            _values.TryAdd($"{root}.{name}", [value]);
        }

        return this;
    }
}
