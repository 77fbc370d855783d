using DigitalLand.Cli.Commands.Runs;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Cli.Night;

/// <summary>The orchestrator of a night's folder, at work as long as this lives: on schedule, and on demand from other shells.</summary>
internal sealed class NightService : IAsyncDisposable
{
    private readonly NightFolder _night;
    private readonly TimeProvider _clock;
    private readonly Orchestrator _orchestrator;
    private readonly LiveCatalogue _catalogue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;

    private NightService(NightFolder night, TimeProvider clock, Orchestrator orchestrator, LiveCatalogue catalogue)
    {
        _night = night;
        _clock = clock;
        _orchestrator = orchestrator;
        _catalogue = catalogue;
        _working = Task.WhenAll(orchestrator.RunAsync(_stop.Token), catalogue.WatchAsync(_stop.Token));
    }

    public static async Task<NightService> StartAsync(NightFolder night, Surroundings surroundings, CancellationToken cancel)
    {
        var own = Path.Combine(night.Root, "orchestrator");
        var log = new TextLog(surroundings.Error, Severity.Warning);
        var orchestrator = await Orchestrator.OpenAsync(
            new OrchestratorOptions
            {
                Store = StoreOptions.InFolder(night.Root),
                Folder = night.Root,
                Logs = Path.Combine(own, "logs"),
                Program = WorkerCommand.OwnProgram(),
                Environment = TaskEnvironment(surroundings.Clock),
                Worker = new WorkerOptions { Name = "up", StopGrace = TimeSpan.FromSeconds(2) },
                Grace = TimeSpan.FromSeconds(2),
                UsesControlGroups = true,
            },
            surroundings.Clock.Running(),
            log,
            cancel);
        var catalogue = new LiveCatalogue(orchestrator, DefinitionLocations.FromEnvironment(), Path.Combine(own, "definitions"), night.Specification, "local", surroundings.Clock, log);
        await catalogue.ReadAsync(cancel);
        return new NightService(night, surroundings.Clock, orchestrator, catalogue);
    }

    /// <summary>Runs the workflow of every collection, and waits for all of them.</summary>
    /// <exception cref="RunFailedException">One did not succeed; the message names its tasks and how to go on.</exception>
    public async Task<IReadOnlyList<CollectionNight>> RunNightAsync(IProgress<NightStep> progress, CancellationToken cancel)
    {
        var marker = Path.Combine(_night.Root, "orchestrator", ".night");
        await File.WriteAllTextAsync(marker, "", cancel);
        var reader = new RunReader(_orchestrator.Database);
        var control = new RunControl(_orchestrator.Database, _clock.Running());
        var runs = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var collection in _night.Collections)
        {
            runs[collection.Name] = (await control.StartAsync(
                new NewRun { Workflow = await reader.WorkflowAsync(collection.Name + "-collection", cancel), Trigger = RunTrigger.Person, Date = _clock.Today() },
                cancel))!.Value;
        }

        await WaitAsync(reader, runs, progress, cancel);
        var outcomes = new List<CollectionNight>();
        var summary = new NightSummary(_night, _clock, File.GetLastWriteTimeUtc(marker));
        foreach (var (collection, run) in runs)
        {
            var outcome = await summary.ReadAsync(_night.Collection(collection), await reader.AttemptsAsync(run, cancel), cancel);
            await ThrowIfFailedAsync(reader, run, outcome.Publish.Held, cancel);
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        _catalogue.Dispose();
        await _orchestrator.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>What every task of the night needs: the same moment, and the sample country's address, past any proxy.</summary>
    private static Dictionary<string, string> TaskEnvironment(TimeProvider clock)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { [AllowedHosts.Variable] = "127.0.0.1", ["NO_PROXY"] = "127.0.0.1" };
        if (clock is PinnedClock)
        {
            variables[Clock.Variable] = clock.GetUtcNow().ToString("O");
        }

        return variables;
    }

    private async Task WaitAsync(RunReader reader, Dictionary<string, long> runs, IProgress<NightStep> progress, CancellationToken cancel)
    {
        var steps = new NightSteps(progress);
        var changes = _orchestrator.Database.Changes;
        bool open;
        do
        {
            var seen = changes.Version;
            open = false;
            foreach (var (collection, number) in runs)
            {
                // The state first: tasks read after an end are all ended.
                var run = await reader.RunAsync(number, cancel);
                steps.Report(collection, await reader.TasksAsync(number, cancel));
                open |= !run.State.IsEnd();
            }

            if (open)
            {
                await changes.WaitAsync(seen, TimeSpan.FromSeconds(1), cancel);
            }
        }
        while (open);

    }

    /// <summary>A dataset that is held is told in the report; that its task failed is no more than that.</summary>
    private static async Task ThrowIfFailedAsync(RunReader reader, long number, IReadOnlyList<HeldDataset> held, CancellationToken cancel)
    {
        var run = await reader.RunAsync(number, cancel);
        var holding = held.Select(dataset => dataset.Dataset + NightSteps.Assembling).ToHashSet(StringComparer.Ordinal);
        var tasks = await reader.TasksAsync(number, cancel);
        var isOnlyHeld = holding.Count > 0 && !tasks.Any(task => task.State is TaskState.Failed or TaskState.Cancelled && !holding.Contains(task.Name));
        if (run.State != RunState.Succeeded && !isOnlyHeld)
        {
            var failed = (await reader.AttemptsAsync(number, cancel)).LastOrDefault(attempt => attempt.State == AttemptState.Failed && !holding.Contains(attempt.Task));
            throw new RunFailedException(
                $"Run {number} of {run.Workflow} did not succeed. {run.Note} {failed?.Note} {failed?.Tail?.Split('\n').LastOrDefault()} See 'digital-land logs {number}', then 'digital-land retry {number}'.");
        }
    }
}
