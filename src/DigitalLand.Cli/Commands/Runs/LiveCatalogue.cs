using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Scheduling;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Keeps an orchestrator at what the definitions say, as they change; says what is wrong with them.</summary>
internal sealed class LiveCatalogue : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly Orchestrator _orchestrator;
    private readonly TimeProvider _clock;
    private readonly OperatorLog _log;
    private readonly IArchive _definitions;
    private readonly IArchive _kept;
    private readonly DefinitionStore _store;

    /// <param name="definitions">Folder or S3 prefix of the YAML files.</param>
    /// <param name="kept">Folder in which good versions are kept.</param>
    /// <param name="specification">Over whose datasets templates are expanded.</param>
    public LiveCatalogue(Orchestrator orchestrator, string definitions, string kept, string specification, string environment, TimeProvider clock, OperatorLog log)
    {
        _orchestrator = orchestrator;
        _clock = clock;
        _log = log;
        _definitions = Archives.Open(definitions);
        Directory.CreateDirectory(kept);
        _kept = Archives.Open(kept);
        _store = new DefinitionStore(_definitions, _kept, specification, environment);
    }

    /// <summary>Reads the definitions and makes them the live ones.</summary>
    public async Task ReadAsync(CancellationToken cancel)
    {
        await _store.ReloadAsync(cancel);
        await FollowAsync(_store.Current, cancel);
    }

    /// <summary>Reads them again from time to time, until stopped.</summary>
    public async Task WatchAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(LookAgain, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                try
                {
                    if (await _store.ReloadAsync(cancel))
                    {
                        await FollowAsync(_store.Current, cancel);
                    }
                }
                catch (IOException error)
                {
                    // The store is away: what is live stays so, and the next look tries again.
                    _log.Trouble("definitions", error);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }

    public void Dispose()
    {
        _definitions.Dispose();
        _kept.Dispose();
    }

    private async Task FollowAsync(WorkflowCatalogue catalogue, CancellationToken cancel)
    {
        foreach (var problem in catalogue.Problems)
        {
            _log.Write(new LogEntry(Severity.Warning, problem.ToString()));
        }

        await _orchestrator.FollowAsync(catalogue, cancel);
    }
}
