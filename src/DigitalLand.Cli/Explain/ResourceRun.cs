using DigitalLand.Collection.Plan;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;
using DigitalLand.Transform;
using DigitalLand.Transform.Formats;
using DigitalLand.Transform.Observation;

namespace DigitalLand.Cli.Explain;

/// <summary>A resource that was transformed again to see what becomes of some of its rows.</summary>
/// <param name="Task">What was transformed, for which dataset.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Recorder">What was seen.</param>
/// <param name="Rules">Finds the rows of the configuration.</param>
/// <param name="Changes">Reads a trail.</param>
internal sealed record ResourceRun(TransformTask Task, PipelineOutcome Outcome, EntryRecorder Recorder, RuleTrail Rules, EntryChanges Changes, string Encoding)
{
    /// <summary>Runs; what the transform writes goes to a temporary folder.</summary>
    public static ResourceRun Of(
        Pipeline transform, Specification specification, PipelineConfiguration configuration, TransformTask task, Func<int, int, bool> wanted, CancellationToken cancel)
    {
        using var temporary = new TemporaryFolder();
        var columnFields = temporary.File("column-field");
        var recorder = new EntryRecorder(wanted);
        var outcome = transform.Run(
            new PipelineRequest
            {
                InputPath = task.Path,
                OutputPath = temporary.File("transformed.csv"),
                Endpoints = task.Endpoints,
                Organisations = task.Organisations,
                EntryDate = task.EntryDate,
                Resource = task.Resource,
                IssueDir = temporary.File("issue"),
                OperationalIssueDir = temporary.File("operational-issue"),
                OutputLogDir = null,
                ColumnFieldDir = columnFields,
                DatasetResourceDir = temporary.File("dataset-resource"),
                ConvertedResourceDir = temporary.File("converted-resource"),
                Observer = recorder,
            },
            cancel);
        var mapped = CsvTable.Read(Path.Combine(columnFields, task.Resource + ".csv")).Rows.ConvertAll(row => (row["column"], row["field"]));
        var rules = new RuleTrail(task.Dataset, task.Resource, task.Endpoints, task.Organisations, configuration, specification);
        var encoding = configuration.ForResource(task.Resource, task.Endpoints, task.Organisations, task.EntryDate).Encoding;
        return new ResourceRun(task, outcome, recorder, rules, new EntryChanges(rules, mapped), encoding);
    }

    /// <summary>The record as it stands in the file; null where there is none.</summary>
    public ResourceLine? Line(int number, CancellationToken cancel) => ResourceLine.Read(Task.Path, Encoding, number, cancel);
}
