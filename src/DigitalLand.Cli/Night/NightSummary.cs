using DigitalLand.Core;
using DigitalLand.Datasets.Publication;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Cli.Night;

/// <summary>
/// What a night that ran as tasks came to, read from what lies there: the stages find nothing left to do and say what there is, and what is younger than the night was made in it.
/// </summary>
internal sealed class NightSummary(NightFolder night, TimeProvider clock, DateTime begin)
{
    private sealed class Silent : IProgress<NightStep>
    {
        public void Report(NightStep value)
        {
        }
    }

    public async Task<CollectionNight> ReadAsync(CollectionFolder folder, IReadOnlyList<AttemptRecord> attempts, CancellationToken cancel)
    {
        var collect = await new CollectStage(clock).RunAsync(folder, new Silent(), cancel);
        var plan = new PlanStage(night, clock).Run(folder);
        var datasets = plan.Datasets.Select(work => work.Dataset).ToList();
        var tried = Young(Path.Combine(folder.Log, clock.Today().ToString("yyyy-MM-dd")), "*.json");
        var transformed = datasets.Sum(dataset => Young(folder.DatasetResources(dataset), "*.csv"));
        var assembled = datasets.Count(dataset => IsYoung(new DatasetBuild(folder.Built(dataset)).Sqlite(dataset)));
        var published = await new PublishStage(clock).RunAsync(folder, plan.Datasets, new Silent(), cancel);
        var shown = datasets.Count(dataset => IsYoung(folder.Sqlite(dataset)));
        return new CollectionNight(
            folder.Name,
            collect with { Tried = tried, Standing = collect.Standing + collect.Tried - tried, Elapsed = Took(attempts, "collect") },
            plan,
            new TransformResult(
                transformed,
                plan.Datasets.Sum(work => work.UpToDate) - transformed,
                [.. datasets.SelectMany(dataset => UnreadableResource.ReadAll(folder.ConvertedResources(dataset)))],
                await RemarksAsync(attempts, "transform", cancel),
                Took(attempts, "transform")),
            new AssembleResult(assembled, datasets.Count - assembled, Took(attempts, "assemble")),
            published with { Published = shown, Unchanged = datasets.Count - shown - published.Held.Count },
            datasets.Select(dataset => DatasetCounts.Read(folder.DatasetResources(dataset), folder.Sqlite(dataset))).Aggregate(DatasetCounts.None, (sum, counts) => sum + counts),
            IssueCounts.Sum(datasets.Select(dataset => IssueCounts.Read(night.Specification, folder.Issues(dataset)))));
    }

    private static TimeSpan Took(IReadOnlyList<AttemptRecord> attempts, string stage) => attempts
        .Where(attempt => NightSteps.StageOf(attempt.Task) == stage && attempt.EndedAt is not null)
        .Aggregate(TimeSpan.Zero, (sum, attempt) => sum + (attempt.EndedAt!.Value - attempt.StartedAt));

    /// <summary>The databases, which stand where they were made today from the same inputs.</summary>
    public async Task<BuildResult> ReadBuildAsync(IReadOnlyList<AttemptRecord> attempts, CancellationToken cancel) =>
        new(IsYoung(night.Build.DigitalLand), await RemarksAsync(attempts, "build", cancel), Took(attempts, "build"));

    /// <summary>What a stage said beside its progress and its result.</summary>
    private static async Task<IReadOnlyList<string>> RemarksAsync(IReadOnlyList<AttemptRecord> attempts, string stage, CancellationToken cancel)
    {
        var remarks = new List<string>();
        foreach (var log in attempts.Where(attempt => NightSteps.StageOf(attempt.Task) == stage).Select(attempt => attempt.Log).Where(File.Exists))
        {
            remarks.AddRange((await File.ReadAllLinesAsync(log!, cancel)).Where(line =>
                line.Length > 0 && !line.StartsWith(stage + " ", StringComparison.Ordinal) && !line.StartsWith("Transformed ", StringComparison.Ordinal) && !line.StartsWith(NightReport.Databases, StringComparison.Ordinal)));
        }

        return [.. remarks.Distinct(StringComparer.Ordinal)];
    }

    private int Young(string folder, string pattern) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern).Count(IsYoung) : 0;

    private bool IsYoung(string file) => File.Exists(file) && File.GetLastWriteTimeUtc(file) >= begin;
}
