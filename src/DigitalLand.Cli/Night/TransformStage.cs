using DigitalLand.Collection.Plan;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Cli.Night;

/// <summary>Transforms the resources that the plan asks for, each into facts and logs.</summary>
internal sealed class TransformStage(NightFolder night, TimeProvider clock)
{
    public TransformResult Run(CollectionFolder folder, IReadOnlyList<DatasetWork> work, IProgress<NightStep> progress, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        var total = work.Sum(dataset => dataset.Tasks.Count);
        var done = 0;
        var remarks = new List<string>();
        if (total > 0)
        {
            ConfigDatabase.Create(folder.Configuration);
            ConfigDatabase.Load(folder.Configuration, folder.Pipeline);
        }

        foreach (var dataset in work.Where(dataset => dataset.Tasks.Count > 0))
        {
            using var pipeline = Pipeline(folder, dataset.Dataset, remarks.Add);
            foreach (var task in dataset.Tasks)
            {
                progress.Report(new NightStep("transform", folder.Name, done, total, "resources"));
                remarks.AddRange(pipeline.Run(Request(folder, task), cancel).Warnings);
                done++;
            }
        }

        progress.Report(new NightStep("transform", folder.Name, total, total, "resources"));
        return new TransformResult(
            total,
            work.Sum(dataset => dataset.UpToDate),
            [.. work.SelectMany(dataset => UnreadableResource.ReadAll(folder.ConvertedResources(dataset.Dataset)))],
            [.. remarks.Distinct(StringComparer.Ordinal)],
            clock.GetElapsedTime(start));
    }

    private Pipeline Pipeline(CollectionFolder folder, string dataset, Action<string> warn)
    {
        var specification = Specification.Load(night.Specification);
        var configuration = PipelineConfiguration.Load(folder.Pipeline, dataset);
        return new Pipeline(
            dataset,
            specification,
            configuration,
            new Organisation(CsvTable.Read(folder.Organisations)),
            EntityOrganisations.Load(folder.Configuration),
            CategoryValues.Load(specification, dataset, configuration.Migrations, new CategoryFiles(folder.Categories, download: null, warn)),
            CoordinateSystems.FromEnvironment(),
            clock);
    }

    private static PipelineRequest Request(CollectionFolder folder, TransformTask task) => new()
    {
        InputPath = task.Path,
        OutputPath = folder.Transformed(task.Dataset, task.Resource),
        Endpoints = task.Endpoints,
        Organisations = task.Organisations,
        EntryDate = task.EntryDate,
        Resource = task.Resource,
        IssueDir = folder.Issues(task.Dataset),
        OperationalIssueDir = folder.OperationalIssues,
        OutputLogDir = folder.OutputLogs,
        ColumnFieldDir = folder.ColumnFields(task.Dataset),
        DatasetResourceDir = folder.DatasetResources(task.Dataset),
        ConvertedResourceDir = folder.ConvertedResources(task.Dataset),
        HarmonisedPath = Path.Combine(folder.Harmonised, task.FileResource + ".csv"),
    };
}
