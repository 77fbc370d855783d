using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Testing;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Tests;

/// <summary>
/// The whole chain over <see cref="TinySpecification"/> on 1 May 2024: resources and configuration are written down in the test,
/// outputs lie under <c>out/</c>.
/// </summary>
internal sealed class TinyPipeline : IDisposable
{
    private Pipeline? _pipeline;

    public TinyPipeline()
    {
        Folder.Write("organisation.csv", "organisation,opendatacommunities-uri,statistical-geography", "local-authority:A,http://o/id/ay,E1", "local-authority:B,http://o/id/bee,E2");
        Folder.Write("pipeline/lookup.csv", "prefix,organisation,reference,entity", "park,local-authority:A,a,101", "park,local-authority:A,b,102", "park,local-authority:B,a,111", "conservation-area,,ca,900");
    }

    public TemporaryDirectory Folder { get; } = new();

    /// <summary>The one pipeline of the test, made with the configuration as it stands at the first run.</summary>
    public Pipeline Pipeline => _pipeline ??= Make();

    public PipelineRequest Request(string resource, params string[] organisations) => new()
    {
        InputPath = Folder[$"resource/{resource}"],
        OutputPath = Folder[$"out/transformed/{resource}.csv"],
        Endpoints = ["E"],
        Organisations = organisations,
        EntryDate = "2024-01-01",
        IssueDir = Folder["out/issue"],
        OperationalIssueDir = Folder["out/operational"],
        ColumnFieldDir = Folder["out/column-field"],
        DatasetResourceDir = Folder["out/dataset-resource"],
        ConvertedResourceDir = Folder["out/converted-resource"],
        OutputLogDir = null,
    };

    public PipelineOutcome Run(PipelineRequest request) => Pipeline.Run(request, TestContext.Current.CancellationToken);

    public PipelineOutcome Run(string resource, params string[] organisations) => Run(Request(resource, organisations));

    /// <summary><c>entity field=value</c> of the transformed file's rows.</summary>
    public string[] Facts(string resource) =>
        [.. CsvTable.Read(Folder[$"out/transformed/{resource}.csv"]).Rows.Select(row => $"{row["entity"]} {row["field"]}={row["value"]}")];

    /// <summary>The rows of a log below the header.</summary>
    public string[] Log(string name) => Folder.Read($"out/{name}").Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];

    public void Dispose()
    {
        _pipeline?.Dispose();
        Folder.Dispose();
    }

    private Pipeline Make()
    {
        var specification = TinySpecification.Write(Folder);
        var configuration = PipelineConfiguration.Load(Folder["pipeline"], "park");
        Folder.Write("category/park-kind.csv", "reference", "city-park", "common");
        var categories = CategoryValues.Load(specification, "park", configuration.Migrations, new CategoryFiles(Folder["category"], null, Assert.Fail));
        var organisations = new Organisation(CsvTable.Read(Folder["organisation.csv"]));
        var clock = new PinnedClock(new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero));
        return new Pipeline("park", specification, configuration, organisations, Authorities(), categories, new CoordinateSystems(null), clock);
    }

    private EntityOrganisations? Authorities()
    {
        if (!File.Exists(Folder["pipeline/entity-organisation.csv"]))
        {
            return null;
        }

        ConfigDatabase.Create(Folder["config.sqlite3"]);
        ConfigDatabase.Load(Folder["config.sqlite3"], Folder["pipeline"]);
        return EntityOrganisations.Load(Folder["config.sqlite3"]);
    }
}
