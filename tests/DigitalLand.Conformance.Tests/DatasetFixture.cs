using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Testing;
using DigitalLand.Transform;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Conformance.Tests;

/// <summary>The pipeline of a recorded case over the fixtures' specification and configuration, with a folder for what it writes.</summary>
internal sealed class DatasetFixture : IDisposable
{
    private readonly RecordedCase _case;

    /// <param name="lookup">The text of a lookup.csv in place of the case's.</param>
    public DatasetFixture(RecordedCase recorded, string? lookup = null)
    {
        _case = recorded;
        CopyConfiguration();
        if (lookup is not null)
        {
            File.WriteAllText(Folder["pipeline/lookup.csv"], lookup);
        }

        Clock = new PinnedClock(new DateTimeOffset(recorded.Arguments.RunDate, new TimeOnly(12, 0), TimeSpan.Zero));
        Pipeline = Make(recorded.Arguments.Dataset);
    }

    public TemporaryDirectory Folder { get; } = new();

    public TimeProvider Clock { get; }

    public Pipeline Pipeline { get; }

    /// <summary>A run like the recorded one, with its outputs below <paramref name="output"/>.</summary>
    /// <param name="input">The resource; the recorded one where null.</param>
    public PipelineRequest Request(string output, string? input = null)
    {
        var path = input ?? _case.Input;
        var file = Path.GetFileNameWithoutExtension(path) + ".csv";
        return new PipelineRequest
        {
            InputPath = path,
            OutputPath = Folder[$"{output}/transformed/{file}"],
            Endpoints = _case.Arguments.Endpoints,
            Organisations = _case.Arguments.Organisations,
            EntryDate = _case.Arguments.EntryDate,
            IssueDir = Folder[$"{output}/issue"],
            OperationalIssueDir = Folder[$"{output}/operational-issue"],
            ColumnFieldDir = Folder[$"{output}/column-field"],
            DatasetResourceDir = Folder[$"{output}/dataset-resource"],
            ConvertedResourceDir = Folder[$"{output}/converted-resource"],
            OutputLogDir = Folder[$"{output}/log"],
        };
    }

    /// <summary>Where a run by <see cref="Request"/> puts what the recordings name <c>transformed.csv</c>, <c>issue.csv</c> and so on.</summary>
    public string Output(PipelineRequest request, string recordedFile)
    {
        var file = Path.GetFileName(request.OutputPath);
        var name = Path.GetFileNameWithoutExtension(recordedFile);
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(request.OutputPath))!;
        return name == "operational-issue"
            ? Path.Combine(folder, name, _case.Arguments.Dataset, _case.Arguments.RunDate.ToString("yyyy-MM-dd"), file)
            : Path.Combine(folder, name, file);
    }

    public void Dispose()
    {
        Pipeline.Dispose();
        Folder.Dispose();
    }

    private void CopyConfiguration()
    {
        Directory.CreateDirectory(Folder["pipeline"]);
        foreach (var file in Directory.GetFiles(Path.Combine(RecordedCase.Fixtures, "pipeline", _case.Arguments.Collection)))
        {
            File.Copy(file, Folder[$"pipeline/{Path.GetFileName(file)}"]);
        }

        if (_case.Lookup is { } lookup)
        {
            File.Copy(lookup, Folder["pipeline/lookup.csv"], overwrite: true);
        }
    }

    private Pipeline Make(string dataset)
    {
        var specification = Specification.Load(Path.Combine(RecordedCase.Fixtures, "specification"));
        var configuration = PipelineConfiguration.Load(Folder["pipeline"], dataset);
        var organisations = new Organisation(CsvTable.Read(Path.Combine(RecordedCase.Fixtures, "organisation.csv")));
        ConfigDatabase.Create(Folder["config.sqlite3"]);
        ConfigDatabase.Load(Folder["config.sqlite3"], Folder["pipeline"]);
        var authorities = EntityOrganisations.Load(Folder["config.sqlite3"]);
        // No list is there and none is fetched: category values are not checked, as in the recordings.
        var categories = CategoryValues.Load(specification, dataset, configuration.Migrations, new CategoryFiles(Folder["category"], null, Assert.Fail));
        return new Pipeline(dataset, specification, configuration, organisations, authorities, categories, new CoordinateSystems(null), Clock);
    }
}
