using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Cli.Night;

/// <summary>What a night came to.</summary>
internal sealed record NightOutcome(IReadOnlyList<CollectionNight> Collections, BuildResult Build);

/// <summary>One night as the orchestrator runs it, from the collections to the databases over all of them: the workflow that the schedule starts, started now.</summary>
internal sealed class NightRun(IDatabase database, NightFolder night, TimeProvider clock)
{
    private const string Workflow = "trigger-collection-dags-scheduled";
    private const string OfCollection = "-collection";

    private readonly RunReader _reader = new(database);

    /// <exception cref="RunFailedException">A part of it did not succeed; the message names its tasks and how to go on.</exception>
    public async Task<NightOutcome> RunAsync(IProgress<NightStep> progress, CancellationToken cancel)
    {
        var marker = Path.Combine(night.Root, "orchestrator", ".night");
        await File.WriteAllTextAsync(marker, "", cancel);
        var run = await StartAsync(cancel);
        var parts = await WaitAsync(run, new NightSteps(progress), cancel);

        var summary = new NightSummary(night, clock, File.GetLastWriteTimeUtc(marker));
        var collections = new List<CollectionNight>();
        foreach (var part in parts.Where(part => part.Workflow.EndsWith(OfCollection, StringComparison.Ordinal)).OrderBy(part => part.Workflow, StringComparer.Ordinal))
        {
            var outcome = await summary.ReadAsync(night.Collection(NameOf(part)), await _reader.AttemptsAsync(part.Id, cancel), cancel);
            await ThrowIfFailedAsync(part, outcome.Publish.Held, cancel);
            collections.Add(outcome);
        }

        var builder = parts.FirstOrDefault(part => part.Workflow == NightSteps.Building)
            ?? throw new RunFailedException($"Run {run} of {Workflow} ended without the databases. See 'digital-land runs {run}'.");
        await ThrowIfFailedAsync(builder, held: [], cancel);
        return new NightOutcome(collections, await summary.ReadBuildAsync(await _reader.AttemptsAsync(builder.Id, cancel), cancel));
    }

    private async Task<long> StartAsync(CancellationToken cancel)
    {
        var control = new RunControl(database, clock.Running());
        while (true)
        {
            var id = (await control.StartAsync(new NewRun { Workflow = await _reader.WorkflowAsync(Workflow, cancel), Trigger = RunTrigger.Person, Date = clock.Today() }, cancel))!.Value;
            if ((await _reader.RunAsync(id, cancel)).State != RunState.Skipped)
            {
                return id;
            }

            // A night is under way already: one that was missed and has just begun by its schedule, or that an earlier process left.
            if ((await _reader.RunsAsync(new RunQuery(Workflow), cancel)).FirstOrDefault(run => !run.State.IsEnd()) is { } underWay)
            {
                return underWay.Id;
            }
        }
    }

    /// <returns>The runs that the night's own tasks started.</returns>
    private async Task<List<RunRecord>> WaitAsync(long run, NightSteps steps, CancellationToken cancel)
    {
        while (true)
        {
            // The state first: what is read after an end has ended.
            var seen = database.Changes.Version;
            var state = (await _reader.RunAsync(run, cancel)).State;
            var parts = new List<RunRecord>();
            foreach (var child in (await _reader.TasksAsync(run, cancel)).Select(task => task.Child).OfType<long>())
            {
                var part = await _reader.RunAsync(child, cancel);
                steps.Report(NameOf(part), await _reader.TasksAsync(child, cancel));
                parts.Add(part);
            }

            if (state.IsEnd())
            {
                return parts;
            }

            await database.Changes.WaitAsync(seen, TimeSpan.FromSeconds(1), cancel);
        }
    }

    /// <summary>A dataset that is held is told in the report; that its task failed is no more than that.</summary>
    private async Task ThrowIfFailedAsync(RunRecord run, IReadOnlyList<HeldDataset> held, CancellationToken cancel)
    {
        var holding = held.Select(dataset => dataset.Dataset + NightSteps.Assembling).ToHashSet(StringComparer.Ordinal);
        var tasks = await _reader.TasksAsync(run.Id, cancel);
        var isOnlyHeld = holding.Count > 0 && !tasks.Any(task => task.State is TaskState.Failed or TaskState.Cancelled && !holding.Contains(task.Name));
        if (run.State != RunState.Succeeded && !isOnlyHeld)
        {
            var failed = (await _reader.AttemptsAsync(run.Id, cancel)).LastOrDefault(attempt => attempt.State == AttemptState.Failed && !holding.Contains(attempt.Task));
            throw new RunFailedException(
                $"Run {run.Id} of {run.Workflow} did not succeed. {run.Note} {failed?.Note} {failed?.Tail?.Split('\n').LastOrDefault()} See 'digital-land logs {run.Id}', then 'digital-land retry {run.Id}'.");
        }
    }

    private static string NameOf(RunRecord part) => part.Workflow.EndsWith(OfCollection, StringComparison.Ordinal) ? part.Workflow[..^OfCollection.Length] : "all";
}
