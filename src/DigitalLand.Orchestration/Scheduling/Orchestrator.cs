using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Alerts;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Metrics;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Workers;
using DigitalLand.Orchestration.Workers.Cgroups;

namespace DigitalLand.Orchestration.Scheduling;

/// <summary>What one process does for a store.</summary>
public sealed record OrchestratorOptions
{
    /// <summary>See <see cref="StoreAddress"/>.</summary>
    public required string Store { get; init; }

    /// <summary>The folder in which commands run.</summary>
    public required string Folder { get; init; }

    /// <summary>Below which attempts have their logs.</summary>
    public required string Logs { get; init; }

    /// <summary>The archive that the tasks of all workers share, see <see cref="Archives.Open"/>, in which the logs of attempts are kept too; null where the folder is all there is.</summary>
    public string? Archive { get; init; }

    /// <summary>This program's own file, for tasks that name it.</summary>
    public required string Program { get; init; }

    /// <summary>Variables for every process of an attempt.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public WorkerOptions Worker { get; init; } = new();

    /// <summary>How long what happened is remembered.</summary>
    public RetentionPeriods Keep { get; init; } = new();

    /// <summary>Where people are told; null where alerts only stand in the store.</summary>
    public SlackOptions? Slack { get; init; }

    /// <summary>For whom this works: production raises alerts, every other environment notifications.</summary>
    public string EnvironmentName { get; init; } = "local";

    /// <summary>Between asking a process to end and ending it by force.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An attempt that has given signs of life is given up when none comes for so long, unless its task says otherwise.</summary>
    public TimeSpan StalledAfter { get; init; } = DefaultStalledAfter;

    public static TimeSpan DefaultStalledAfter { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether the lines of tasks go to the log of this process too, beside logs of their own.</summary>
    public bool SaysWhatTasksSay { get; init; }

    /// <summary>Whether this process may take its control group for its attempts, where it is alone in it and may write to it.</summary>
    public bool UsesControlGroups { get; init; }

    /// <summary>False for a process that only works off what others decide.</summary>
    public bool Schedules { get; init; } = true;
}

/// <summary>
/// One process of the orchestrator: a worker, and unless told otherwise a scheduler. On an embedded store it is the only one and holds the store's lock; on a shared one any number run, and any may die.
/// </summary>
public sealed class Orchestrator : IAsyncDisposable
{
    private static readonly TimeSpan PauseBetweenPieces = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LookForAlerts = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan CountAgain = TimeSpan.FromSeconds(5);

    private readonly OrchestratorOptions _options;
    private readonly TimeProvider _clock;
    private readonly OperatorLog _log;
    private readonly Action<string, Exception> _trouble;
    private readonly SchedulerLock? _lock;
    private readonly ScheduleBook _book;
    private readonly (CgroupHome? Home, string? WhyNot) _groups;

    private Orchestrator(IDatabase database, SchedulerLock? held, OrchestratorOptions options, TimeProvider clock, OperatorLog log)
    {
        Database = database;
        _lock = held;
        _options = options;
        _clock = clock;
        _log = log;
        _trouble = log.Trouble;
        _book = new ScheduleBook(database, clock);
        _groups = options.UsesControlGroups ? CgroupHome.Prepare(CgroupPlace.OfThisProcess(), System.Environment.ProcessId) : (null, "it was not asked to");
    }

    public IDatabase Database { get; }

    /// <summary>Attempts that an earlier process left running when it died.</summary>
    public IReadOnlyList<long> Lost { get; private init; } = [];

    /// <summary>Why the kernel does not keep the memory limits of attempts, so that the worker does by looking once a second; null where the kernel does.</summary>
    public string? WhyNoControlGroups => _groups.WhyNot;

    /// <param name="log">Told of what happens, and of what goes wrong in the background, where it goes on.</param>
    /// <exception cref="Core.WrongUseException">The embedded store is held by another process.</exception>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public static async Task<Orchestrator> OpenAsync(OrchestratorOptions options, TimeProvider clock, OperatorLog log, CancellationToken cancel)
    {
        var held = StoreAddress.IsShared(options.Store) ? null : SchedulerLock.Take(options.Store, clock);
        try
        {
            var database = await StoreAddress.OpenAsync(options.Store, clock, cancel);
            var lost = held is null ? [] : await new Leftovers(database, clock).ClearAsync(cancel);
            return new Orchestrator(database, held, options, clock, log) { Lost = lost };
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Makes a catalogue the live one.</summary>
    public Task FollowAsync(WorkflowCatalogue catalogue, CancellationToken cancel) => _book.FollowAsync(catalogue, cancel);

    /// <summary>Works until asked to stop; then running attempts end by themselves or go back to the queue.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var archive = _options.Archive is { } location ? Archives.Open(location) : null;
        var runner = new ProcessRunner(
            new ProcessOptions
            {
                Program = _options.Program,
                Folder = _options.Folder,
                Logs = _options.Logs,
                Store = Database.Name,
                Environment = _options.Environment,
                Memory = _options.Worker.Memory,
                Groups = _groups.Home,
                Lines = _options.SaysWhatTasksSay ? _log : null,
                Grace = _options.Grace,
                StalledAfter = _options.StalledAfter,
            },
            _clock,
            archive is null ? null : new ArchivedLogs(archive, _options.Archive!, _clock, _trouble));
        using var ending = new CancellationTokenSource();
        var scheduling = _options.Schedules
            ? new Scheduler(Database, _clock, new SchedulerOptions { Folder = _options.Folder, Lease = _options.Worker.Lease }, _log).RunAsync(ending.Token)
            : Task.CompletedTask;
        var alerts = _options.Schedules ? AlertAsync(ending.Token) : Task.CompletedTask;
        var counting = _options.Schedules ? CountAsync(ending.Token) : Task.CompletedTask;
        var forgetting = ForgetAsync(ending.Token);
        await new Worker(Database, _clock, _options.Worker with { Logs = _options.Archive is { } shared ? ArchivedLogs.Root(shared) : _options.Logs }, runner, _log).RunAsync(stop);

        // The scheduler goes last: what the worker has just reported is decided before the process ends.
        await ending.CancelAsync();
        await Task.WhenAll(scheduling, alerts, counting, forgetting);
    }

    /// <summary>A piece, then a pause in which everybody else goes on; once all that is old has gone, an hour. Every worker looks after its own logs.</summary>
    private Task ForgetAsync(CancellationToken cancel)
    {
        var retention = new Retention(Database, _clock, _options.Keep);
        return new Duty("forget old runs", new ChangeSignal(_clock), _clock, _trouble).RunAsync(
            async stop =>
            {
                if (_options.Schedules && await retention.DeletePieceAsync(stop) > 0)
                {
                    return PauseBetweenPieces;
                }

                await retention.DeleteLogsAsync(_options.Logs, stop);
                return TimeSpan.FromHours(1);
            },
            cancel);
    }

    private async Task CountAsync(CancellationToken cancel)
    {
        using var meter = new QueueMeter(Database, _clock);
        await new Duty("count what waits", new ChangeSignal(_clock), _clock, _trouble).RunAsync(
            async stop =>
            {
                await meter.LookAsync(stop);
                return CountAgain;
            },
            cancel);
    }

    /// <summary>Two duties, so that looking never waits for sending.</summary>
    private async Task AlertAsync(CancellationToken cancel)
    {
        var watch = new AlertWatch(Database, _clock, new AlertRules { Environment = _options.EnvironmentName, Folder = _options.Folder });
        var looking = new Duty("find alerts", new ChangeSignal(_clock), _clock, _trouble).RunAsync(
            async stop =>
            {
                await watch.LookAsync(stop);
                return LookForAlerts;
            },
            cancel);
        if (_options.Slack is not { } slack)
        {
            await looking;
            return;
        }

        using var http = new HttpClient();
        var sender = new SlackSender(new AlertBook(Database, _clock), http, slack, _clock);
        var sending = new Duty("send alerts", new ChangeSignal(_clock), _clock, _trouble).RunAsync(
            async stop =>
            {
                await sender.SendAsync(stop);
                return LookForAlerts;
            },
            cancel);
        await Task.WhenAll(looking, sending);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _lock?.Dispose();
    }
}
