using DigitalLand.Collection.Plan;
using DigitalLand.Core;
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
/// <param name="night">Where the work lies.</param>
/// <param name="clock">Today.</param>
/// <param name="workers">Threads; the results are the same for any number.</param>
internal sealed class TransformStage(NightFolder night, TimeProvider clock, int workers)
{
    public TransformResult Run(CollectionFolder folder, IReadOnlyList<DatasetWork> work, IProgress<NightStep> progress, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        var total = work.Sum(dataset => dataset.Tasks.Count);
        var done = 0;
        var (remarks, failures) = (new List<string>(), new List<string>());
        if (total > 0)
        {
            MakeConfiguration(folder);
        }

        foreach (var dataset in work.Where(dataset => dataset.Tasks.Count > 0))
        {
            using var pipeline = Pipeline(folder, dataset.Dataset, remarks.Add);
            foreach (var task in dataset.Tasks)
            {
                progress.Report(new NightStep("transform", folder.Name, done, total, "resources"));
                try
                {
                    remarks.AddRange(pipeline.Run(Request(folder, task), cancel).Warnings);
                }
                catch (RunFailedException error)
                {
                    // One resource must not take the others' work along.
                    failures.Add($"{task.Resource}: {error.Message}");
                }

                done++;
            }
        }

        if (failures.Count > 0)
        {
            throw new RunFailedException($"{failures.Count} of {total} resources could not be transformed; the others were. {string.Join(' ', failures.Take(20))}");
        }

        progress.Report(new NightStep("transform", folder.Name, total, total, "resources"));
        return new TransformResult(
            total,
            work.Sum(dataset => dataset.UpToDate),
            [.. work.SelectMany(dataset => UnreadableResource.ReadAll(folder.ConvertedResources(dataset.Dataset)))],
            [.. remarks.Distinct(StringComparer.Ordinal)],
            clock.GetElapsedTime(start));
    }

    /// <summary>Whole or not at all: other batches of the collection may be reading the one that is there.</summary>
    private static void MakeConfiguration(CollectionFolder folder)
    {
        var temporary = $"{folder.Configuration}.{Environment.ProcessId}";
        ConfigDatabase.Create(temporary);
        ConfigDatabase.Load(temporary, folder.Pipeline);
        File.Move(temporary, folder.Configuration, overwrite: true);
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

    private PipelineRequest Request(CollectionFolder folder, TransformTask task) => new()
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
        Workers = workers,
        HarmonisedPath = Path.Combine(folder.Harmonised, task.FileResource + ".csv"),
    };
}
