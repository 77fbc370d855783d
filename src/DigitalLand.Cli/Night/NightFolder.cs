namespace DigitalLand.Cli.Night;

/// <summary>Where a night's work lies: the specification once, then one folder a collection.</summary>
internal sealed record NightFolder(string Root)
{
    public string Specification => Path.Combine(Root, "specification");

    /// <summary>The collections that have a configuration here, by name.</summary>
    public IReadOnlyList<CollectionFolder> Collections =>
    [
        .. Directory.EnumerateDirectories(Root)
            .Where(folder => Directory.Exists(Path.Combine(folder, "pipeline")))
            .Order(StringComparer.Ordinal)
            .Select(folder => new CollectionFolder(folder)),
    ];

    public CollectionFolder Collection(string name) => new(Path.Combine(Root, name));
}

/// <summary>
/// The working folder of one collection, laid out as the reference's Makefiles lay it out, so that every verb finds its
/// defaults when it is started in here.
/// </summary>
internal sealed record CollectionFolder(string Root)
{
    public string Name => Path.GetFileName(Root);

    public string Collection => Path.Combine(Root, "collection");

    public string Log => Path.Combine(Collection, "log");

    public string Resource => Path.Combine(Collection, "resource");

    public string Endpoints => Path.Combine(Collection, "endpoint.csv");

    public string Resources => Path.Combine(Collection, "resource.csv");

    /// <summary>What there was to transform when it was collected last.</summary>
    public string State => Path.Combine(Root, "state.json");

    public string Pipeline => Path.Combine(Root, "pipeline");

    public string Cache => Path.Combine(Root, "var", "cache");

    public string Organisations => Path.Combine(Cache, "organisation.csv");

    public string Configuration => Path.Combine(Cache, "config.sqlite3");

    public string Categories => Path.Combine(Cache, "dataset");

    public string Datasets => Path.Combine(Root, "dataset");

    public string Sqlite(string dataset) => Path.Combine(Datasets, dataset + ".sqlite3");

    public string Csv(string dataset) => Path.Combine(Datasets, dataset + ".csv");

    /// <summary>Logs as Parquet.</summary>
    public string OutputLogs => Path.Combine(Root, "log");

    public string OperationalIssues => Path.Combine(Root, "performance", "operational_issue");

    public string Harmonised => Path.Combine(Root, "harmonised");

    public string Transformed(string dataset) => Path.Combine(Root, "transformed", dataset);

    public string Transformed(string dataset, string resource) => Path.Combine(Transformed(dataset), resource + ".csv");

    public string Issues(string dataset) => Path.Combine(Root, "issue", dataset);

    public string ColumnFields(string dataset) => Path.Combine(Root, "var", "column-field", dataset);

    public string DatasetResources(string dataset) => Path.Combine(Root, "var", "dataset-resource", dataset);

    public string ConvertedResources(string dataset) => Path.Combine(Root, "var", "converted-resource", dataset);
}
