using DigitalLand.Cli.Night;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>A whole night in this process, without tasks: each collection in turn is collected, planned, transformed, assembled and published.</summary>
internal sealed class StagedNight(NightFolder night, TimeProvider clock)
{
    private readonly CollectStage _collect = new(clock);
    private readonly PlanStage _plan = new(night, clock);
    private readonly TransformStage _transform = new(night, clock, Environment.ProcessorCount);
    private readonly AssembleStage _assemble = new(night, clock);
    private readonly PublishStage _publish = new(clock);

    public async Task<IReadOnlyList<CollectionNight>> RunAsync(IProgress<NightStep> progress, CancellationToken cancel)
    {
        var outcomes = new List<CollectionNight>();
        foreach (var folder in night.Collections)
        {
            outcomes.Add(await RunAsync(folder, progress, cancel));
        }

        return outcomes;
    }

    private async Task<CollectionNight> RunAsync(CollectionFolder folder, IProgress<NightStep> progress, CancellationToken cancel)
    {
        var collected = await _collect.RunAsync(folder, progress, cancel);
        var plan = _plan.Run(folder);
        var transformed = _transform.Run(folder, plan.Datasets, progress, cancel);
        var assembled = _assemble.Run(folder, plan.Datasets, progress, cancel);
        var published = await _publish.RunAsync(folder, plan.Datasets, progress, cancel);
        var datasets = plan.Datasets.Select(work => work.Dataset).ToList();
        return new CollectionNight(
            folder.Name,
            collected,
            plan,
            transformed,
            assembled,
            published,
            datasets.Select(dataset => DatasetCounts.Read(folder.DatasetResources(dataset), folder.Sqlite(dataset))).Aggregate(DatasetCounts.None, (sum, counts) => sum + counts),
            IssueCounts.Sum(datasets.Select(dataset => IssueCounts.Read(night.Specification, folder.Issues(dataset)))));
    }
}
