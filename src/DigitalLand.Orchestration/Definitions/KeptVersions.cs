using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalLand.Core.Archive;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// Every good version of every workflow (<c>version/NAME/VERSION.json</c>, never changed), and which of them are live (<c>live/ENVIRONMENT.json</c>, replaced once all that
/// it names is there).
/// </summary>
internal sealed class KeptVersions(IArchive archive, string environment)
{
    private readonly HashSet<string> _saved = new(StringComparer.Ordinal);
    private string? _savedIndex;

    private string IndexKey => $"live/{environment}.json";

    /// <summary>What was live when the last process ended; nothing, with a problem, where that cannot be known.</summary>
    public async Task<LiveDefinitions> LoadAsync(List<DefinitionProblem> problems, CancellationToken cancel)
    {
        try
        {
            if (await ReadAsync(IndexKey, cancel).ConfigureAwait(false) is not { } text || JsonSerializer.Deserialize(text, KeptJsonContext.Default.LiveIndex) is not { } index)
            {
                return LiveDefinitions.None;
            }

            var files = new Dictionary<string, IReadOnlyList<Workflow>>(StringComparer.Ordinal);
            foreach (var (file, versions) in index.Files)
            {
                var workflows = new List<Workflow>();
                foreach (var version in versions)
                {
                    if (await FindAsync(version.Name, version.Version, cancel).ConfigureAwait(false) is { } workflow)
                    {
                        workflows.Add(workflow);
                    }
                }

                files[file] = workflows;
            }

            return new LiveDefinitions(files, index.Pools, index.DefaultPoolSlots);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Without a memory the definitions at hand decide alone, and a person is told.
            problems.Add(new DefinitionProblem(IndexKey, 1, $"It is not known which definitions were live before: {error.Message}"));
            return LiveDefinitions.None;
        }
    }

    public async Task SaveAsync(LiveDefinitions live, CancellationToken cancel)
    {
        foreach (var workflow in live.Files.Values.SelectMany(workflows => workflows))
        {
            if (!_saved.Contains(workflow.Version))
            {
                using var content = Content(WorkflowJson.Write(workflow));
                await archive.AddAsync(Key(workflow.Name, workflow.Version), content, cancel).ConfigureAwait(false);
                _saved.Add(workflow.Version);
            }
        }

        var index = new LiveIndex(
            new SortedDictionary<string, LiveVersion[]>(live.Files.ToDictionary(file => file.Key, file => file.Value.Select(workflow => new LiveVersion(workflow.Name, workflow.Version)).ToArray()), StringComparer.Ordinal),
            new SortedDictionary<string, int>(live.Pools.ToDictionary(), StringComparer.Ordinal),
            live.DefaultPoolSlots);
        var text = JsonSerializer.Serialize(index, KeptJsonContext.Default.LiveIndex);
        if (text != _savedIndex)
        {
            using var content = Content(text);
            await archive.ReplaceAsync(IndexKey, content, cancel).ConfigureAwait(false);
            _savedIndex = text;
        }
    }

    public async Task<Workflow?> FindAsync(string name, string version, CancellationToken cancel) =>
        await ReadAsync(Key(name, version), cancel).ConfigureAwait(false) is { } text ? WorkflowJson.Read(text) : null;

    private static string Key(string name, string version) => $"version/{name}/{version}.json";

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<string?> ReadAsync(string key, CancellationToken cancel)
    {
        if (await archive.OpenAsync(key, cancel).ConfigureAwait(false) is not { } stream)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancel).ConfigureAwait(false);
    }
}

/// <summary>Which versions are live, by file.</summary>
internal sealed record LiveIndex(SortedDictionary<string, LiveVersion[]> Files, SortedDictionary<string, int> Pools, int DefaultPoolSlots);

internal sealed record LiveVersion(string Name, string Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(LiveIndex))]
internal sealed partial class KeptJsonContext : JsonSerializerContext;
