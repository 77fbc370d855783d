using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Scheduling;

/// <summary>How a scheduler works.</summary>
public sealed record SchedulerOptions
{
    /// <summary>The folder in which commands run, and below which the lists of fan-outs lie.</summary>
    public required string Folder { get; init; }

    /// <summary>A worker that gives no sign of life for this long is lost.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest between two looks for work that nobody announced.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>
/// Fires schedules, admits runs, decides what follows from what has happened, and watches workers. Several may work on one shared store: every step is one transaction that takes what it
/// works on.
/// </summary>
public sealed class Scheduler
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;
    private readonly SchedulerOptions _options;
    private readonly OperatorLog _log;
    private readonly Action<string, Exception> _trouble;
    private readonly ScheduleBook _schedules;
    private readonly Admission _admission;
    private readonly RunDecisions _decisions;
    private readonly WorkerWatch _watch;

    public Scheduler(IDatabase database, TimeProvider clock, SchedulerOptions options, OperatorLog log)
    {
        _database = database;
        _clock = clock;
        _options = options;
        _log = log;
        _trouble = log.Trouble;
        _schedules = new ScheduleBook(database, clock);
        _admission = new Admission(database, clock);
        _decisions = new RunDecisions(database, clock, options.Folder);
        _watch = new WorkerWatch(new WorkerRegister(database, clock), clock, options.Lease);
    }

    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(
        Task.Run(() => new Duty("decide", _database.Changes, _clock, _trouble).RunAsync(DecideAllAsync, cancel), CancellationToken.None),
        Task.Run(() => new Duty("watch workers", new ChangeSignal(_clock), _clock, _trouble).RunAsync(WatchAsync, cancel), CancellationToken.None));

    /// <summary>Does everything that is to be done now.</summary>
    /// <returns>How long until the next thing is due, at most <see cref="SchedulerOptions.Look"/>.</returns>
    public async Task<TimeSpan> DecideAllAsync(CancellationToken cancel)
    {
        bool worked;
        do
        {
            worked = false;
            while (await _schedules.StartNextAsync(cancel) is { } fired)
            {
                worked = true;
                SayIfDue(fired.Workflow, fired.Run);
            }

            while (await _admission.AdmitNextAsync(cancel) is not null)
            {
                worked = true;
            }

            while (await _decisions.DecideNextAsync(cancel) is { } run)
            {
                worked = true;
                SayIfEnded(run);
            }
        }
        while (worked);

        var now = _clock.GetUtcNow();
        DateTimeOffset[] moments = [now + _options.Look, await _schedules.NextAsync(cancel) ?? DateTimeOffset.MaxValue, await _decisions.NextAsync(cancel) ?? DateTimeOffset.MaxValue];
        var wait = moments.Min() - now;
        return wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Looks once for workers that are lost.</summary>
    public async Task<TimeSpan> WatchAsync(CancellationToken cancel)
    {
        foreach (var (worker, attempts) in await _watch.LookAsync(cancel))
        {
            _log.Write(new LogEntry(Severity.Warning, $"The worker '{worker}' gave no more sign of life; {attempts.Count} attempts were lost with it."));
        }

        return _options.Lease / 10;
    }

    private void SayIfDue(string workflow, long? run)
    {
        if (run is not null)
        {
            _log.Write(new LogEntry(Severity.Information, "is due by its schedule.") { Workflow = workflow, Run = run });
        }
    }

    private void SayIfEnded(DecidedRun run)
    {
        if (run.State.IsEnd())
        {
            _log.Write(new LogEntry(run.State == RunState.Failed ? Severity.Warning : Severity.Information, $"{run.State.Word()}.") { Workflow = run.Workflow, Run = run.Id });
        }
    }
}
