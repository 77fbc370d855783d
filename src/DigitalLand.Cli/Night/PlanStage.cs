using DigitalLand.Collection.Plan;

namespace DigitalLand.Cli.Night;

/// <summary>What there is to transform for one dataset tonight.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Tasks">Resources to transform.</param>
/// <param name="UpToDate">How many others stand from an earlier run with the same code, configuration and specification.</param>
internal sealed record DatasetWork(string Dataset, IReadOnlyList<TransformTask> Tasks, int UpToDate);

/// <summary>Brings the collection's CSV files up to date with its log, and finds what there is to transform.</summary>
internal sealed class PlanStage(NightFolder night, TimeProvider clock)
{
    public PlanResult Run(CollectionFolder folder)
    {
        var start = clock.GetTimestamp();

        // Today's log is read again from its JSON files: a night that was stopped half way leaves no row behind unseen.
        var collection = CollectionStore.Load(folder.Collection, clock, refillTodaysLogs: true);
        collection.Update();
        collection.SaveCsv();
        var hashes = ProcessingHashes.Of(Transform.CodeVersion.Current, folder.Pipeline, night.Specification);
        var work = TransformPlan.Build(collection, clock.GetUtcNow()).Datasets.Select(dataset => Needed(folder, dataset, hashes)).ToList();
        return new PlanResult(collection.Resources.Entries.Count, work, clock.GetElapsedTime(start));
    }

    private static DatasetWork Needed(CollectionFolder folder, DatasetPlan plan, ProcessingHashes hashes)
    {
        var processed = new ProcessedResources(Path.GetDirectoryName(folder.DatasetResources(plan.Dataset))!, hashes);
        var tasks = plan.Tasks
            .Where(task => processed.NeedsProcessing(task.Dataset, task.Resource) || !File.Exists(folder.Transformed(task.Dataset, task.Resource)))
            .ToList();
        return new DatasetWork(plan.Dataset, tasks, plan.Tasks.Count - tasks.Count);
    }
}
