using System.Globalization;
using System.Text;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Publication;

/// <summary>What an endpoint gave when it last gave something.</summary>
/// <param name="Endpoint">Hash of the URL.</param>
/// <param name="Url">Blank where endpoint.csv does not know it.</param>
/// <param name="Organisations">Who provides it.</param>
/// <param name="Resource">The latest content, by its hash.</param>
/// <param name="Rows">Rows of it that are entities of the dataset.</param>
public sealed record ProviderFile(string Endpoint, string Url, IReadOnlyList<string> Organisations, string Resource, long Rows)
{
    /// <summary>
    /// The files behind a built dataset. Of the resources that an endpoint has given the latest counts, the one that resource.csv ends
    /// last: an endpoint that did not answer last night still has the one from before.
    /// </summary>
    /// <param name="sqlite">The dataset, whose dataset_resource table counts the rows.</param>
    /// <param name="resources">resource.csv of the collection; a dataset without one has no known providers.</param>
    /// <param name="endpoints">endpoint.csv of the collection, for the URLs.</param>
    public static IReadOnlyList<ProviderFile> Of(string sqlite, string resources, string endpoints)
    {
        var rows = RowsOf(sqlite);
        var urls = (CsvTable.ReadIfPresent(endpoints)?.Rows ?? []).ToLookup(row => row["endpoint"], row => row["endpoint-url"], StringComparer.Ordinal);
        var latest = from row in CsvTable.ReadIfPresent(resources)?.Rows ?? []
                     where rows.ContainsKey(row["resource"])
                     from endpoint in Parts(row["endpoints"])
                     group row by endpoint into ofEndpoint
                     orderby ofEndpoint.Key
                     select (Endpoint: ofEndpoint.Key, Row: ofEndpoint.MaxBy(row => (row["end-date"] is { Length: > 0 } end ? end : "9999", row["start-date"], row.RecordNumber))!);
        return [.. latest.Select(file => new ProviderFile(file.Endpoint, urls[file.Endpoint].LastOrDefault() ?? "", Parts(file.Row["organisations"]), file.Row["resource"], rows[file.Row["resource"]]))];
    }

    private static Dictionary<string, long> RowsOf(string sqlite)
    {
        using var database = SqliteDatabase.OpenForReading(sqlite);
        using var statement = database.Prepare("SELECT resource, entry_count FROM dataset_resource");
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        while (statement.Read())
        {
            rows[Encoding.UTF8.GetString(statement.Text(0))] = long.TryParse(statement.Text(1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        }

        return rows;
    }

    private static string[] Parts(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
