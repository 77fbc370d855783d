using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Builder;

/// <summary>Everything that the builder reads. All of it lies in local folders; nothing is fetched.</summary>
public sealed record BuilderInputs
{
    public required Specification Specification { get; init; }

    /// <summary>organisation.csv, as the organisation package writes it.</summary>
    public required string Organisations { get; init; }

    /// <summary>Every collection that may take part, in the order in which duplicates replace each other.</summary>
    public required IReadOnlyList<CollectionInputs> Collections { get; init; }

    /// <summary>Folders that may hold <c>dataset=D/D.parquet</c>, the results of expectations.</summary>
    public required IReadOnlyList<string> Expectations { get; init; }

    /// <summary>Folders that may hold <c>D/operational-issue.csv</c>.</summary>
    public required IReadOnlyList<string> OperationalIssues { get; init; }

    /// <summary>Which datasets are live: those of <c>production</c>, of <c>staging</c> or of <c>development</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>The inputs in an archive, whose collections are those of the specification's collection.csv.</summary>
    /// <param name="archive">The folder that has <c>C-collection/</c>, <c>config/pipeline/C/</c> and <c>log/expectation/</c>.</param>
    /// <param name="organisations">organisation.csv; null for the one in the archive's organisation collection.</param>
    public static BuilderInputs OfArchive(string archive, Specification specification, string? organisations, string environment) => new()
    {
        Specification = specification,
        Organisations = organisations ?? Path.Combine(archive, "organisation-collection", "dataset", "organisation.csv"),
        Collections =
        [
            .. CsvTable.Read(Path.Combine(specification.Directory, "collection.csv")).Rows
                .Select(row => row["collection"])
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Select(name => new CollectionInputs(name, Path.Combine(archive, $"{name}-collection"), Path.Combine(archive, "config", "pipeline", name))),
        ],
        Expectations = [Path.Combine(archive, "log", "expectation")],
        OperationalIssues = [Path.Combine(archive, "performance", "operational_issue")],
        Environment = environment,
    };
}

/// <summary>Where one collection lies.</summary>
/// <param name="Name">The collection.</param>
/// <param name="Root">The folder with collection/, issue/, var/ and dataset/, as the night leaves it.</param>
/// <param name="Pipeline">The folder of its configuration.</param>
public sealed record CollectionInputs(string Name, string Root, string Pipeline)
{
    /// <summary>One of the collection's lists: log, resource, source, endpoint, old-resource.</summary>
    public string List(string name) => Path.Combine(Root, "collection", name + ".csv");

    /// <summary>One of the files of its configuration.</summary>
    public string Configuration(string name) => Path.Combine(Pipeline, name + ".csv");

    public string Issues(string dataset, string resource) => Path.Combine(Root, "issue", dataset, resource + ".csv");

    public string ColumnFields(string dataset, string resource) => Path.Combine(Root, "var", "column-field", dataset, resource + ".csv");

    public string ConvertedResource(string dataset, string resource) => Path.Combine(Root, "var", "converted-resource", dataset, resource + ".csv");

    /// <summary>The dataset as it was assembled.</summary>
    public string Dataset(string dataset) => Path.Combine(Root, "dataset", dataset + ".sqlite3");
}
