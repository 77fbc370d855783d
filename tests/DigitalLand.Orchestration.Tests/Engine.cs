using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests;

/// <summary>A store with a scheduler and one worker that does nothing but say how its attempts end. Nothing moves unless the test asks for it.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Dictionary<string, (AttemptEnd End, int Times)> _ends = new(StringComparer.Ordinal);
    private readonly Scheduler _scheduler;
    private readonly WorkflowCatalogue _catalogue;
    private readonly long _worker;

    private Engine(IDatabase database, TestClock clock, WorkflowCatalogue catalogue, DirectoryInfo folder, long worker)
    {
        _folder = folder;
        _worker = worker;
        _catalogue = catalogue;
        Database = database;
        Clock = clock;
        Queue = new TaskQueue(database, clock);
        Control = new RunControl(database, clock);
        Book = new ScheduleBook(database, clock);
        _scheduler = new Scheduler(database, clock, new SchedulerOptions { Folder = folder.FullName }, new ThrowingLog());
    }

    /// <summary>Of a worker whose attempts say nothing.</summary>
    public static IReadOnlyDictionary<long, string> NoProgress { get; } = new Dictionary<long, string>();

    public IDatabase Database { get; }

    public TestClock Clock { get; }

    public TaskQueue Queue { get; }

    public RunControl Control { get; }

    public ScheduleBook Book { get; }

    /// <summary>All that the worker was given, in order.</summary>
    public List<Lease> Leases { get; } = [];

    /// <summary>The names of what has succeeded, in order.</summary>
    public List<string> Done { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="address">Of the store; null for a new file.</param>
    public static async Task<Engine> StartAsync(string? address, params Workflow[] workflows)
    {
        var folder = Directory.CreateTempSubdirectory("digital-land-engine-");
        var clock = new TestClock();
        var database = await StoreAddress.OpenAsync(address ?? Path.Combine(folder.FullName, "store.db"), clock, Cancel);
        var worker = await new WorkerRegister(database, clock).BeginAsync(new WorkerIdentity("test", "here", 1, WorkerKind.Base, 100, 100_000), Cancel);
        await new ScheduleBook(database, clock).FollowAsync(Flow.Catalogue([.. workflows.Select(workflow => (workflow with { Schedule = null }).Anew())]), Cancel);
        return new Engine(database, clock, Flow.Catalogue([.. workflows.Select(workflow => workflow.Anew())]), folder, worker);
    }

    public void Fails(string task, FailureCause cause, int times = int.MaxValue) => _ends[task] = (AttemptEnd.Failed(cause, "as the test says"), times);

    public void Ends(string task, AttemptEnd end) => _ends[task] = (end, int.MaxValue);

    /// <summary>Starts a run and lets the engine do what it does with it before any worker comes.</summary>
    public async Task<long> EnqueueAsync(string workflow, params (string Name, string Value)[] parameters)
    {
        var run = await Control.StartAsync(
            new NewRun
            {
                Workflow = _catalogue.Find(workflow),
                Trigger = RunTrigger.Person,
                Date = new DateOnly(2025, 6, 1),
                Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal),
            },
            Cancel);
        await _scheduler.DecideAllAsync(Cancel);
        return run!.Value;
    }

    public async Task<long> RunAsync(string workflow)
    {
        var run = await EnqueueAsync(workflow);
        await WorkAsync();
        return run;
    }

    /// <summary>Works until nothing is due.</summary>
    public async Task WorkAsync()
    {
        await _scheduler.DecideAllAsync(Cancel);
        while (await LeaseAsync(slots: 1) is [var lease])
        {
            var end = AttemptEnd.Succeeded;
            if (_ends.TryGetValue(lease.Name, out var wanted) && wanted.Times > 0)
            {
                end = wanted.End;
                _ends[lease.Name] = (wanted.End, wanted.Times - 1);
            }

            if (end.State == AttemptState.Succeeded)
            {
                Done.Add(lease.Name);
            }

            Assert.Equal(Reported.Accepted, await Queue.EndAsync(lease.Token, end, Cancel));
            await _scheduler.DecideAllAsync(Cancel);
        }
    }

    public async Task<IReadOnlyList<Lease>> LeaseAsync(int slots)
    {
        var leases = await Queue.LeaseAsync(_worker, new Room(WorkerKind.Base, slots, 100_000, 100_000, IsIdle: true), logs: null, Cancel);
        Leases.AddRange(leases);
        return leases;
    }

    public Task FollowAsync() => Book.FollowAsync(_catalogue, Cancel);

    public Task DecideAsync() => _scheduler.DecideAllAsync(Cancel);

    public Task PoolAsync(string name, int slots) => Database.WriteAsync(
        session => session.ExecuteAsync("insert into pool (name, slots) values (@name, @slots) on conflict (name) do update set slots = excluded.slots", ("name", name), ("slots", (long)slots)),
        Cancel);

    public async Task<string> RunStateAsync(long run) => (await TextAsync("select state from run where id = @run", run))[0];

    /// <summary>The tasks of a run in the order of its definition, each with its state.</summary>
    public async Task<string> TasksAsync(long run) => string.Join(", ", await TextAsync("select name || ' ' || state from task where run = @run and item = -1 order by id", run));

    public async Task<string> NoteAsync(long run, string task) => (await TextAsync($"select coalesce(note, '') from task where run = @run and item = -1 and name = '{task}'", run))[0];

    public Task<List<string>> TextAsync(string sql, long run = 0) => Database.ReadAsync(session => session.QueryAsync(sql, row => row.GetString(0), ("run", run)), Cancel);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
