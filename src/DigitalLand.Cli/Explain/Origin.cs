using DigitalLand.Collection.Plan;
using DigitalLand.Core.Csv;

namespace DigitalLand.Cli.Explain;

/// <summary>Where a resource came from.</summary>
/// <param name="Resource">Hash of the content.</param>
/// <param name="Path">Its file.</param>
/// <param name="Organisations">Who provides it.</param>
/// <param name="Endpoints">Every URL that served it.</param>
internal sealed record Origin(string Resource, string Path, IReadOnlyList<string> Organisations, IReadOnlyList<EndpointOrigin> Endpoints)
{
    public static Origin Of(CollectionStore collection, TransformTask task) => new(
        task.FileResource,
        task.Path,
        task.Organisations,
        [.. task.Endpoints.Select(endpoint => EndpointOrigin.Of(collection, endpoint, task.Resource))]);
}

/// <summary>An endpoint, and when it served the resource.</summary>
/// <param name="Endpoint">Hash of the URL.</param>
/// <param name="Url">Blank where endpoint.csv does not know it.</param>
/// <param name="FirstFetched">The entry of the log that brought the content first; blank where the log no longer has it.</param>
/// <param name="LastFetched">The entry that brought it last.</param>
/// <param name="Log">The log file of the first fetch, below the collection's folder.</param>
internal sealed record EndpointOrigin(string Endpoint, string Url, string FirstFetched, string LastFetched, string Log)
{
    public static EndpointOrigin Of(CollectionStore collection, string endpoint, string resource)
    {
        var entries = collection.Log.Entries.Where(entry => entry.Endpoint == endpoint && entry.Resource == resource).Select(entry => entry.EntryDate).Order(StringComparer.Ordinal).ToList();
        var first = entries.FirstOrDefault() ?? "";
        return new EndpointOrigin(
            endpoint,
            collection.Endpoints.Rows.LastOrDefault(row => row["endpoint"] == endpoint)?["endpoint-url"] ?? "",
            first,
            entries.LastOrDefault() ?? "",
            first.Length >= 10 ? $"collection/log/{first[..10]}/{endpoint}.json" : "");
    }
}
