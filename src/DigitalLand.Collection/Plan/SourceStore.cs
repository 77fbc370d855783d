using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;

namespace DigitalLand.Collection.Plan;

/// <summary>A row of source.csv: who publishes an endpoint, and for which datasets.</summary>
/// <param name="Endpoint">SHA-256 of the URL.</param>
/// <param name="Organisation">Such as <c>local-authority:DNC</c>; may be blank.</param>
/// <param name="Datasets">The datasets that are made from it.</param>
/// <param name="DatasetsOfResource">What resource.csv says of them: a blank <c>datasets</c> column is not filled from <c>pipelines</c> there.</param>
/// <param name="EndDate">Since when the source is no longer current; blank for a current one.</param>
public sealed record Source(string Endpoint, string Organisation, string[] Datasets, string[] DatasetsOfResource, string EndDate);

/// <summary>A collection's source.csv. Saving keeps the known columns only, as the reference does.</summary>
public sealed class SourceStore
{
    /// <summary>The columns of source.csv.</summary>
    public static readonly string[] Columns =
    [
        "source", "attribution", "collection", "documentation-url", "endpoint", "licence", "organisation", "pipelines",
        "entry-date", "start-date", "end-date",
    ];

    private readonly CsvTable _table;
    private readonly ILookup<string, Source> _byEndpoint;

    private SourceStore(CsvTable table)
    {
        _table = table;
        var hasDatasets = table.HasColumn("datasets");
        Sources = table.Rows.ConvertAll(row => new Source(
            row["endpoint"],
            row["organisation"],
            Names(row.FirstOf("datasets", "pipelines")),
            Names(row[hasDatasets ? "datasets" : "pipelines"]),
            row["end-date"]));
        _byEndpoint = Sources.ToLookup(source => source.Endpoint, StringComparer.Ordinal);
    }

    public List<Source> Sources { get; }

    /// <exception cref="WrongUseException">There is no such file.</exception>
    public static SourceStore Load(string path) => new(CsvTable.Read(path));

    /// <summary>Every source of an endpoint, ended ones too.</summary>
    /// <exception cref="RunFailedException">There is none: nobody can say whose the endpoint's resources are.</exception>
    public IEnumerable<Source> Of(string endpoint) => _byEndpoint.Contains(endpoint)
        ? _byEndpoint[endpoint]
        : throw new RunFailedException($"The endpoint '{endpoint}' was collected but has no row in '{_table.Path}'. Check endpoint.csv and source.csv.");

    public void Save(string path) => AtomicFile.WriteCsv(path, Columns, _table.Rows.Select(row => Columns.Select(row.Find)));

    private static string[] Names(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
