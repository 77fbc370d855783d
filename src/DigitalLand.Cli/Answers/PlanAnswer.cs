using DigitalLand.Collection.Plan;

namespace DigitalLand.Cli.Answers;

/// <summary>What a run would do now.</summary>
internal sealed record PlanAnswer(IReadOnlyList<PlanAnswer.Fetch> Collect, IReadOnlyList<PlanAnswer.Task> Transform, int UpToDate, double CollectSeconds)
{
    public static PlanAnswer Of(WorkPlan plan) => new(
        [.. plan.Fetches.Select(static fetch => new Fetch(fetch.Url, fetch.IsDue, fetch.Reason))],
        [.. plan.Transforms.Select(static task => new Task(task.Dataset, task.Resource, task.Reason))],
        plan.UpToDate,
        plan.FetchTime.TotalSeconds);

    /// <summary>An endpoint, and why it is fetched or not.</summary>
    internal sealed record Fetch(string Url, bool Due, string Reason);

    /// <summary>A resource that is to be transformed, and why.</summary>
    internal sealed record Task(string Dataset, string Resource, string Reason);
}

/// <summary>A batch of a dataset's resources, for a task to transform.</summary>
internal sealed record BatchAnswer(int Offset, int Limit);
