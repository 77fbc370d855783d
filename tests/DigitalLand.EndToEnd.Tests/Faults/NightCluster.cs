using System.Diagnostics;
using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>Three machines that share a PostgreSQL and an archive, for one night of the sample country in which some of them die.</summary>
/// <param name="country">The providers and the definitions.</param>
/// <param name="name">Of the night.</param>
/// <param name="store">Of the cluster.</param>
/// <param name="archive">Where the archive is.</param>
/// <param name="environment">By which the machines find it.</param>
internal sealed class NightCluster(SharedCountry country, string name, string store, string archive, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private const string Night = "trigger-collection-dags-scheduled";

    /// <summary>Tasks with a command that did not succeed exactly once, and attempts that are still called running.</summary>
    private const string LostOrDoubled = """
        select t.name from task t left join attempt a on a.task = t.id and a.state = 'succeeded' where t.work is not null and t.state <> 'skipped' group by t.id, t.name having count(a.id) <> 1
        union all select 'running ' || id from attempt where state = 'running'
        """;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private static readonly TimeProvider Clock = Core.Clock.FromEnvironment();

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private readonly List<NightMachine> _machines =
    [
        .. Enumerable.Range(1, 3).Select(number => new NightMachine(
            $"m{number}",
            Path.Combine(country.Machines(name), $"m{number}"),
            environment,
            "--store", store, "--archive", archive, "--definitions", country.Definitions, "--specification-dir", country.Specification, "--environment", "local", "--lease", $"{Lease.TotalSeconds}", "--slots", "2")),
    ];

    /// <summary>Who was killed, and when.</summary>
    public List<string> Killed { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs the night to its end, which is a success in which no task is lost and none is done twice.</summary>
    /// <param name="kills">How often somebody dies on the way, if the night lasts so long.</param>
    /// <param name="random">Decides who, when and how.</param>
    /// <returns>What happened, for a reader whom the result surprises.</returns>
    public async Task<string> RunAsync(int kills, Random random)
    {
        await using var database = await StoreAddress.OpenAsync(store, Clock, Cancel);
        await Task.WhenAll(_machines.Select(machine => machine.StartAsync(isNew: true)));
        await UntilAsync(database, async () => (await TextAsync(database, $"select name from workflow where name = '{Night}'")).Count == 1);
        var reader = new RunReader(database);
        var run = (await new RunControl(database, Clock).StartAsync(new NewRun { Workflow = await reader.WorkflowAsync(Night, Cancel), Trigger = RunTrigger.Person, Date = Clock.Today() }, Cancel))!.Value;
        while (Killed.Count < kills && !(await reader.RunAsync(run, Cancel)).State.IsEnd())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2500)), Clock, Cancel);
            Killed.Add($"{name} at {_watch.Elapsed.TotalSeconds:0.0} s: {await KillAsync(_machines[random.Next(_machines.Count)], random)}");
        }

        await UntilAsync(database, async () => (await reader.RunAsync(run, Cancel)).State.IsEnd());
        var story = await StoryAsync(database);
        Assert.True((await reader.RunAsync(run, Cancel)).State == RunState.Succeeded, story);
        Assert.True((await TextAsync(database, LostOrDoubled)).Count == 0, story);
        return story;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
        {
            await machine.DisposeAsync();
        }
    }

    private static async Task<string> KillAsync(NightMachine machine, Random random)
    {
        var (what, isNew) = (random.Next(4), random.Next(2) == 0);
        switch (what)
        {
            case 0 when machine.LoseTask(random):
                return "a task";
            case 1:
                await machine.LoseWorkerAsync();
                await machine.StartAsync(isNew: false);
                return "a worker";
            case 2:
                await machine.StandStillAsync(withTasks: isNew, Lease * 2, Clock);
                return isNew ? "a machine stands still" : "a worker stands still";
            default:
                await machine.LosePowerAsync();
                await machine.StartAsync(isNew);
                return isNew ? "a machine for good" : "a machine";
        }
    }

    private async Task UntilAsync(IDatabase database, Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            Assert.True(_watch.Elapsed < Deadline, _watch.Elapsed < Deadline ? "" : await StoryAsync(database));
            await database.Changes.WaitAsync(database.Changes.Version, TimeSpan.FromSeconds(1), Cancel);
        }
    }

    private async Task<string> StoryAsync(IDatabase database) => string.Join('\n', [
        "killed:", .. Killed,
        "runs:", .. await TextAsync(database, "select id || ' ' || workflow || ' ' || state || ' ' || coalesce(note, '') from run order by id"),
        "attempts:", .. await TextAsync(
            database,
            "select t.run || ' ' || t.name || ' ' || a.number || ' ' || a.state || ' ' || coalesce(a.cause, '') || ' w' || a.worker || ' ' || coalesce(a.note, '') || ' | ' || coalesce(a.tail, '') from attempt a join task t on t.id = a.task order by a.id"),
        "said:", .. _machines.SelectMany(machine => machine.Said)]);

    private static Task<List<string>> TextAsync(IDatabase database, string sql) => database.ReadAsync(session => session.QueryAsync(sql, row => row.GetString(0)), Cancel);
}
