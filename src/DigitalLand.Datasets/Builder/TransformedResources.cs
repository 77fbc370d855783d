using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Builder;

/// <summary>One resource of one dataset, and the collection that transformed it.</summary>
internal sealed record TransformedResource(string Dataset, string Resource, CollectionInputs Collection);

/// <summary>
/// Which resources were transformed for which datasets: each resource of resource.csv goes to the pipelines of the sources of its endpoints,
/// ended ones too, unless old-resource.csv names it (the reference's <c>get_resources</c>).
/// </summary>
internal static class TransformedResources
{
    /// <summary>In code point order of dataset, then resource. Where two collections transformed a pair, the later one stands for it.</summary>
    public static IReadOnlyList<TransformedResource> Find(IReadOnlyList<CollectionInputs> collections)
    {
        var old = collections.SelectMany(collection => Rows(collection, "old-resource")).Select(row => row["old-resource"]).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<(string Dataset, string Resource), TransformedResource>();
        foreach (var collection in collections)
        {
            var pipelines = Rows(collection, "source")
                .Where(row => row["endpoint"].Length > 0)
                .SelectMany(row => Items(row["pipelines"]), (row, pipeline) => (Endpoint: row["endpoint"], Pipeline: pipeline))
                .ToLookup(pair => pair.Endpoint, pair => pair.Pipeline, StringComparer.Ordinal);
            foreach (var row in Rows(collection, "resource").Where(row => row["resource"].Length > 0 && !old.Contains(row["resource"])))
            {
                foreach (var pipeline in Items(row["endpoints"]).SelectMany(endpoint => pipelines[endpoint]))
                {
                    Add(found, new TransformedResource(pipeline, row["resource"], collection));
                }
            }
        }

        return [.. found.Values.OrderBy(pair => pair.Dataset, CodePointComparer.Instance).ThenBy(pair => pair.Resource, CodePointComparer.Instance)];
    }

    /// <summary>A later collection that merely names a pair does not hide the files of an earlier one.</summary>
    private static void Add(Dictionary<(string, string), TransformedResource> found, TransformedResource pair)
    {
        var key = (pair.Dataset, pair.Resource);
        if (!found.ContainsKey(key) || File.Exists(pair.Collection.Issues(pair.Dataset, pair.Resource)))
        {
            found[key] = pair;
        }
    }

    private static List<CsvTableRow> Rows(CollectionInputs collection, string list) => CsvTable.ReadIfPresent(collection.List(list))?.Rows ?? [];

    private static string[] Items(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
