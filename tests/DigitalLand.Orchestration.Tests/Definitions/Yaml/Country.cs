using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Orchestration.Tests.Definitions.Yaml;

/// <summary>A small specification and settings to expand definitions over.</summary>
internal static class Country
{
    public const string Environments = """
        environments:
          development:
            schedule: "0 0 * * *"
            collections: [park, organisation]
            values: {bucket: development-data}
          staging:
            collections: none
            values: {bucket: staging-data}
          production:
            schedule: "0 2 * * *"
            collections: all
            pool-slots: 7
            pools: {load: 2}
            values: {bucket: production-data}
        """;

    public const string Collections = """
        defaults: {size: 200, days: FREQ=DAILY, priority: 10}
        collections:
          tree: {size: 100, days: FREQ=MONTHLY;BYDAY=1MO}
        """;

    /// <summary>park and tree are everywhere, pond is not in production, well is in development only.</summary>
    public const string Datasets = """
        dataset,collection,typology,environment
        organisation,organisation,organisation,production
        park,park,geography,production
        park-rule,park,document,staging
        tree,tree,geography,production
        tree-area,tree,geography,production
        pond,pond,geography,staging
        well,well,geography,development
        bench,park,geography,
        lonely,,geography,production
        """;

    public static ReadCatalogue Read(string environment, params (string Key, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        (string Key, string Text)[] settings = [("environments.yaml", Environments), ("collections.yaml", Collections)];
        return CatalogueReader.Read(
            [.. settings.UnionBy(files, file => file.Key).Select(file => Array.Find(files, own => own.Key == file.Key) is { Key: not null } own ? own : file).Select(file => new DefinitionFile(file.Key, file.Text))],
            folder.Write("dataset.csv", Datasets),
            environment);
    }

    /// <summary>Reads one file that should be right.</summary>
    public static IReadOnlyList<DigitalLand.Orchestration.Definitions.Workflow> Workflows(string text, string environment = "production")
    {
        var read = Read(environment, ("a.yaml", text));
        Assert.Empty(read.Problems);
        return read.Files["a.yaml"];
    }

    public static DigitalLand.Orchestration.Definitions.Workflow Workflow(string text, string environment = "production") => Assert.Single(Workflows(text, environment));

    /// <summary>The problems of one file, as LINE: SENTENCE.</summary>
    public static IReadOnlyList<string> Problems(string text, string environment = "production") =>
        [.. Read(environment, ("a.yaml", text)).Problems.Select(problem => $"{problem.Line}: {problem.Message}")];
}
