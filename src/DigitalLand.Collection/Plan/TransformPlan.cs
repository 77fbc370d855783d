using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Plan;

/// <summary>One resource to be transformed for one dataset.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Resource">The name under which everything about it is written.</param>
/// <param name="FileResource">The resource whose file is read: itself, unless old-resource.csv names a replacement.</param>
/// <param name="Path">That file.</param>
/// <param name="Endpoints">Every endpoint that served the resource.</param>
/// <param name="Organisations">Every organisation it was collected for; may be one blank.</param>
/// <param name="EntryDate">The day it was first seen: the entry-date of facts that say none.</param>
public sealed record TransformTask(
    string Dataset,
    string Resource,
    string FileResource,
    string Path,
    IReadOnlyList<string> Endpoints,
    IReadOnlyList<string> Organisations,
    string EntryDate)
{
    public bool IsRedirected => !string.Equals(Resource, FileResource, StringComparison.Ordinal);
}

/// <summary>What there is to do for one dataset, by resource; nothing, where all of its resources are retired.</summary>
public sealed record DatasetPlan(string Dataset, IReadOnlyList<TransformTask> Tasks);

/// <summary>
/// Which resources have to be transformed for which datasets: the collection's <c>dataset_resource_map</c>, with the rules of
/// old-resource.csv applied.
/// </summary>
/// <param name="Datasets">In code point order, their tasks too.</param>
public sealed record TransformPlan(IReadOnlyList<DatasetPlan> Datasets)
{
    /// <summary>All tasks, by dataset and then resource.</summary>
    public IEnumerable<TransformTask> Tasks => Datasets.SelectMany(dataset => dataset.Tasks);

    /// <summary>Works out the plan.</summary>
    /// <param name="collection">A loaded collection.</param>
    /// <param name="now">Sources and resources that end later than now do not count; those that have ended do.</param>
    /// <param name="processed">What earlier runs did and need not be done again; null to plan everything.</param>
    /// <exception cref="RunFailedException">A resource comes from an endpoint that no source accounts for.</exception>
    public static TransformPlan Build(CollectionStore collection, DateTimeOffset now, ProcessedResources? processed = null)
    {
        var time = IsoTimestamp.Of(now);
        var datasets = DatasetsByEndpoint(collection.Sources, time);
        var known = new Dictionary<string, ResourceEntry>(StringComparer.Ordinal);
        var pairs = new SortedDictionary<string, SortedSet<string>>(CodePointComparer.Instance);
        foreach (var entry in collection.Resources.Entries)
        {
            // Of several rows of one resource each adds its datasets, and the last is the one that says the rest.
            known[entry.Resource] = entry;
            if (EndsAfter(entry.EndDate, time) || entry.Resource.Length == 0)
            {
                continue;
            }

            foreach (var dataset in entry.Endpoints.SelectMany(endpoint => DatasetsOf(endpoint, entry.Resource, datasets)))
            {
                if (!pairs.TryGetValue(dataset, out var resources))
                {
                    pairs[dataset] = resources = new SortedSet<string>(CodePointComparer.Instance);
                }

                resources.Add(entry.Resource);
            }
        }

        return new TransformPlan([.. Plans(collection, pairs, known, processed)]);
    }

    /// <summary>A retired resource was never processed, so it keeps its dataset in the plan, as it does in the reference.</summary>
    private static IEnumerable<DatasetPlan> Plans(
        CollectionStore collection,
        SortedDictionary<string, SortedSet<string>> pairs,
        Dictionary<string, ResourceEntry> known,
        ProcessedResources? processed)
    {
        foreach (var (dataset, resources) in pairs)
        {
            var due = resources.Where(resource => processed?.NeedsProcessing(dataset, resource) ?? true).ToList();
            if (due.Count > 0)
            {
                yield return new DatasetPlan(dataset, [.. due.Select(resource => Task(collection, dataset, known[resource])).OfType<TransformTask>()]);
            }
        }
    }

    private static TransformTask? Task(CollectionStore collection, string dataset, ResourceEntry entry) =>
        collection.OldResources.FileOf(entry.Resource) is { } file
            ? new TransformTask(dataset, entry.Resource, file, collection.ResourcePath(file), entry.Endpoints, entry.Organisations, entry.StartDate)
            : null;

    private static Dictionary<string, HashSet<string>> DatasetsByEndpoint(SourceStore sources, string now)
    {
        var datasets = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var source in sources.Sources.Where(source => !EndsAfter(source.EndDate, now)))
        {
            if (!datasets.TryGetValue(source.Endpoint, out var names))
            {
                datasets[source.Endpoint] = names = new HashSet<string>(StringComparer.Ordinal);
            }

            names.UnionWith(source.Datasets);
        }

        return datasets;
    }

    private static HashSet<string> DatasetsOf(string endpoint, string resource, Dictionary<string, HashSet<string>> datasets) =>
        datasets.TryGetValue(endpoint, out var names)
            ? names
            : throw new RunFailedException($"The resource {resource} was collected from the endpoint '{endpoint}', which has no current row in source.csv.");

    /// <summary>
    /// The reference leaves out what ends in the future and keeps what has ended, so that history is transformed again;
    /// the comparison is of text.
    /// </summary>
    private static bool EndsAfter(string endDate, string now) => string.CompareOrdinal(endDate, now) > 0;
}
