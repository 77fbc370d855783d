using DigitalLand.Cli.Commands.Runs;
using DigitalLand.Cli.Tasks;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Logs;
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

    /// <summary>Runs the night now, and waits for its end.</summary>
    /// <exception cref="RunFailedException">A part of it did not succeed; the message names its tasks and how to go on.</exception>
    public Task<NightOutcome> RunNightAsync(IProgress<NightStep> progress, CancellationToken cancel) =>
        new NightRun(_orchestrator.Database, _night, _clock).RunAsync(progress, cancel);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        _catalogue.Dispose();
        await _orchestrator.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>What every task of the night needs: the same moment, the sample country's address, past any proxy, and its folder alone.</summary>
    private static Dictionary<string, string> TaskEnvironment(TimeProvider clock)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AllowedHosts.Variable] = "127.0.0.1",
            ["NO_PROXY"] = "127.0.0.1",

            // The sample country's folder is all there is, whatever archive a shell is set up for.
            [TaskArchive.Variable] = "",
        };
        if (clock is PinnedClock)
        {
            variables[Clock.Variable] = clock.GetUtcNow().ToString("O");
        }

        return variables;
    }
}
