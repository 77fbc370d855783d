using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Transform;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Cli.Editing;

/// <summary>One run of the pipeline over a resource that is not part of the collection yet, into a folder of its own.</summary>
/// <param name="workbench">Makes the pipeline.</param>
/// <param name="directory">Everything is written below it.</param>
/// <param name="surroundings">Where what happens is said.</param>
internal sealed class Trial(Workbench workbench, string directory, Surroundings surroundings)
{
    /// <summary>Where the facts of a trial are written.</summary>
    public static string PathOf(string directory, string dataset, string resourcePath) => Path.Combine(directory, "transformed", dataset, Path.GetFileName(resourcePath) + ".csv");

    /// <summary>Runs a resource and reads back what came of it.</summary>
    /// <param name="pipelineDirectory">The configuration to try it with.</param>
    /// <param name="dataset">The dataset to make.</param>
    /// <param name="resourcePath">The resource.</param>
    /// <param name="endpoint">That serves it.</param>
    /// <param name="organisation">That provides it.</param>
    /// <param name="cancel">Stops the run.</param>
    public TrialResult Run(string pipelineDirectory, string dataset, string resourcePath, string endpoint, string organisation, CancellationToken cancel)
    {
        var request = new PipelineRequest
        {
            InputPath = resourcePath,
            OutputPath = PathOf(directory, dataset, resourcePath),
            Endpoints = [endpoint],
            Organisations = [organisation],
            IssueDir = Folder("issue", dataset),
            OperationalIssueDir = Folder("performance", "operational_issue"),
            ColumnFieldDir = Folder("column_field", dataset),
            DatasetResourceDir = Folder("dataset_resource", dataset),
            ConvertedResourceDir = Folder("converted_resource", dataset),
            OutputLogDir = null,
        };
        using var pipeline = workbench.OpenPipeline(pipelineDirectory, dataset, new CategoryFiles("var/cache/dataset", CategoryDownload.Fetch, surroundings.Error.WriteLine));
        var outcome = pipeline.Run(request, cancel);
        foreach (var warning in outcome.Warnings)
        {
            surroundings.Error.WriteLine(warning);
        }

        var log = Path.GetFileName(resourcePath) + ".csv";
        return new TrialResult(
            outcome,
            request.OutputPath,
            Header(resourcePath, cancel),
            CsvTable.Read(Path.Combine(request.ColumnFieldDir, log)).Rows.ConvertAll(row => (row["column"], row["field"])),
            CsvTable.Read(Path.Combine(request.IssueDir, log)).Rows.ConvertAll(row => new TrialIssue(row["issue-type"], row["field"], row["value"], row["line-number"])));
    }

    private string Folder(params string[] names) => Path.Combine([directory, .. names]);

    /// <summary>The names of the resource's columns.</summary>
    private string[] Header(string path, CancellationToken cancel)
    {
        using var table = new ConvertPhase(new DatasetResourceLog("", ""), new ConvertedResourceLog("", ""), surroundings.Clock).Process(path, "", cancel);
        return table?.Reader.Read() == true ? table.Reader.ToArray() : [];
    }
}

/// <summary>An issue of a trial.</summary>
internal sealed record TrialIssue(string Type, string Field, string Value, string LineNumber);

/// <summary>What came of a trial.</summary>
/// <param name="Outcome">What the pipeline says.</param>
/// <param name="TransformedPath">The facts.</param>
/// <param name="Header">The resource's columns.</param>
/// <param name="Columns">Which column became which field.</param>
/// <param name="Issues">In the order of the log.</param>
internal sealed record TrialResult(
    PipelineOutcome Outcome, string TransformedPath, IReadOnlyList<string> Header, IReadOnlyList<(string Column, string Field)> Columns, IReadOnlyList<TrialIssue> Issues)
{
    public IEnumerable<TrialIssue> UnknownEntities => Issues.Where(issue => issue.Type == "unknown entity");

    public IEnumerable<TrialIssue> MissingReferences => Issues.Where(issue => issue.Type == "unknown entity - missing reference");
}
