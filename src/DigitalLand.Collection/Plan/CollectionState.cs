using System.Text;
using DigitalLand.Collection.Collect.Plugins;
using DigitalLand.Core;
using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Plan;

/// <summary>Where a state is made from.</summary>
/// <param name="Specification">Folder of the specification.</param>
/// <param name="Collection">Folder of the collection.</param>
/// <param name="Pipeline">Folder of the configuration.</param>
/// <param name="Resource">Folder of the resources.</param>
public sealed record StateFolders(string Specification, string Collection, string Pipeline, string Resource)
{
    /// <summary>Names of the resources that count; null for all in the folder. Where tasks meet in an archive a folder may hold what it has by chance.</summary>
    public IReadOnlySet<string>? Resources { get; init; }

    internal string ResourceHash() => Resources is null ? DirectoryHash.Of(Resource) : DirectoryHash.Of(Resource, Resources);
}

/// <summary>
/// <c>state.json</c>: hashes of everything that a transform depends on, and what there was to transform, by which the tasks of a run share
/// out the work (the reference's <c>State</c>).
/// </summary>
public sealed class CollectionState
{
    /// <summary>What changes without anything having changed.</summary>
    private static readonly string[] NotCompared =
        ["incremental_loading_override", "last_updated_date", "transform_count", "transform_count_by_dataset", "transform_resources"];

    private readonly OrderedDictionary<string, object?> _members;

    private CollectionState(OrderedDictionary<string, object?> members) => _members = members;

    /// <summary>Makes the state of today.</summary>
    /// <param name="folders">Hashed.</param>
    /// <param name="codeVersion">Of this program: the reference writes a commit there, which nobody reads.</param>
    /// <param name="isOverride">Told to later tasks: every resource is to be transferred.</param>
    /// <param name="clock">Today.</param>
    /// <param name="datasetResourceDirectory">Logs of earlier transforms, which leave only what needs work; null to count everything.</param>
    /// <exception cref="WrongUseException">A folder is missing.</exception>
    public static CollectionState Build(StateFolders folders, string codeVersion, bool isOverride, TimeProvider clock, string? datasetResourceDirectory = null)
    {
        var (specification, pipeline) = (DirectoryHash.Of(folders.Specification), DirectoryHash.Of(folders.Pipeline));
        var plan = TransformPlan.Build(CollectionStore.Load(folders.Collection, clock), clock.GetUtcNow());
        var processed = datasetResourceDirectory is null
            ? null
            : new ProcessedResources(datasetResourceDirectory, new ProcessingHashes(codeVersion, pipeline, specification));
        var work = plan.Datasets.ToDictionary(
            dataset => dataset.Dataset,
            dataset => dataset.Tasks.Where(task => processed?.NeedsProcessing(task.Dataset, task.Resource) ?? true).Select(task => (object?)task.Resource).ToList(),
            StringComparer.Ordinal);
        return new CollectionState(new(StringComparer.Ordinal)
        {
            ["code"] = codeVersion,
            ["specification"] = specification,
            ["collection"] = DirectoryHash.Of(folders.Collection, "log/", "log.csv", "pipeline.mk", "resource/"),
            ["resource"] = folders.ResourceHash(),
            ["pipeline"] = pipeline,
            ["incremental_loading_override"] = isOverride,
            ["last_updated_date"] = IsoTimestamp.Of(clock.Today()),
            ["transform_count"] = (long)work.Values.Sum(resources => resources.Count),
            ["transform_count_by_dataset"] = Members(work, resources => (long)resources.Count),
            ["transform_resources"] = Members(work, resources => resources),
        });
    }

    /// <summary>Reads a state that was saved.</summary>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">It holds no state.</exception>
    public static CollectionState Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new WrongUseException($"There is no file '{path}'.");
        }

        try
        {
            return PythonJsonReader.Read(File.ReadAllText(path)) is OrderedDictionary<string, object?> members
                ? new CollectionState(members)
                : throw new RunFailedException($"'{path}' holds no state: it is not a JSON object. Save the state again.");
        }
        catch (FormatException error)
        {
            throw new RunFailedException($"'{path}' holds no state. {error.Message} Save the state again.", error);
        }
    }

    /// <summary>The resources that were to be transformed for a dataset, in the order by which batches count; none for a dataset without work.</summary>
    public IReadOnlyList<string> ResourcesOf(string dataset) =>
        _members.GetValueOrDefault("transform_resources") is OrderedDictionary<string, object?> datasets && datasets.GetValueOrDefault(dataset) is IEnumerable<object?> resources
            ? [.. resources.OfType<string>()]
            : [];

    public void Save(string path) => AtomicFile.WriteAllBytes(path, Encoding.ASCII.GetBytes(ToJson()));

    /// <summary>As Python's <c>json.dump</c> writes it.</summary>
    public string ToJson()
    {
        var text = new StringBuilder();
        PythonJson.Write(text, _members);
        return text.ToString();
    }

    /// <summary>The members in which an earlier state differs from this one, in this one's order.</summary>
    public IReadOnlyList<string> DifferencesFrom(CollectionState earlier) =>
        [.. _members.Keys.Where(name => !NotCompared.Contains(name, StringComparer.Ordinal) && Text(this, name) != Text(earlier, name))];

    private static string Text(CollectionState state, string name)
    {
        var text = new StringBuilder();
        PythonJson.Write(text, state._members.GetValueOrDefault(name, ""));
        return text.ToString();
    }

    private static OrderedDictionary<string, object?> Members(Dictionary<string, List<object?>> work, Func<List<object?>, object?> value)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (dataset, resources) in work.OrderBy(pair => pair.Key, CodePointComparer.Instance))
        {
            members[dataset] = value(resources);
        }

        return members;
    }
}
