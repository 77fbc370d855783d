using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;
using System.Diagnostics;
using System.Globalization;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>
/// The sample country's night on three machines that share a PostgreSQL and an archive, while machines lose power, workers are killed and tasks are killed: what readers find afterwards is what
/// an undisturbed night leaves, byte for byte.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class KilledNightTests(PostgresServer postgres)
{
    private const string Night = "trigger-collection-dags-scheduled";
    private const int KillsOfANight = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly TimeProvider Clock = Core.Clock.FromEnvironment();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Fault(1, 2, 3)]
    public async Task A_night_in_which_any_of_three_machines_dies_at_any_moment_leaves_what_an_undisturbed_night_leaves()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("DIGITAL_LAND_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        await using var country = await SharedCountry.ServeAsync();
        var undisturbed = await RunAsync(country, "undisturbed", [], random);
        Assert.Contains(undisturbed.Content.Hashes.Keys, key => key == "digital-land-builder/dataset/digital-land.sqlite3");
        Assert.Contains(undisturbed.Content.Hashes.Keys, key => key == "tree-preservation-order-collection/dataset/tree.sqlite3");

        var kills = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1" ? 50 : 3;
        var done = new List<string>();
        for (var night = 1; done.Count < kills; night++)
        {
            var (content, story) = await RunAsync(country, $"night {night}", done, random, Math.Min(KillsOfANight, kills - done.Count));
            var differences = undisturbed.Content.Differences(content);
            Assert.True(differences.Count == 0, $"seed {seed}, night {night} differs in {string.Join('\n', differences.Take(20))}\n{story}");
        }

        TestContext.Current.SendDiagnosticMessage("seed {0}: {1}", seed, string.Join("; ", done));
    }

    private async Task<(NightContent Content, string Story)> RunAsync(SharedCountry country, string name, List<string> done, Random random, int kills = 0)
    {
        var (address, archive) = (await postgres.NewAddressAsync(), country.NewArchive());
        await using var database = await StoreAddress.OpenAsync(address, Clock, Cancel);
        var reader = new RunReader(database);
        var machines = Enumerable.Range(1, 3).Select(number => new NightMachine(
            $"m{number}",
            Path.Combine(country.Machines(name), $"m{number}"),
            "--store", address, "--archive", archive, "--definitions", country.Definitions, "--specification-dir", country.Specification, "--environment", "local", "--lease", "2", "--slots", "2")).ToList();
        var begin = Stopwatch.StartNew();
        try
        {
            await Task.WhenAll(machines.Select(machine => machine.StartAsync(isNew: true)));
            while ((await TextAsync(database, $"select name from workflow where name = '{Night}'")).Count == 0)
            {
                Assert.True(begin.Elapsed < Deadline, await StoryAsync(database, machines, done));
                await database.Changes.WaitAsync(database.Changes.Version, TimeSpan.FromSeconds(1), Cancel);
            }

            var run = (await new RunControl(database, Clock).StartAsync(new NewRun { Workflow = await reader.WorkflowAsync(Night, Cancel), Trigger = RunTrigger.Person, Date = Clock.Today() }, Cancel))!.Value;
            for (var kill = 0; kill < kills && !(await reader.RunAsync(run, Cancel)).State.IsEnd(); kill++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2500)), Clock, Cancel);
                done.Add($"{name} at {begin.Elapsed.TotalSeconds:0.0} s: {await KillAsync(machines[random.Next(machines.Count)], random)}");
            }

            while (!(await reader.RunAsync(run, Cancel)).State.IsEnd())
            {
                Assert.True(begin.Elapsed < Deadline, await StoryAsync(database, machines, done));
                await database.Changes.WaitAsync(database.Changes.Version, TimeSpan.FromSeconds(1), Cancel);
            }

            var story = await StoryAsync(database, machines, done);
            Assert.True((await reader.RunAsync(run, Cancel)).State == RunState.Succeeded, story);
            Assert.True((await TextAsync(database, Doubled)).Count == 0, story);
            return (new NightContent(archive), story);
        }
        finally
        {
            foreach (var machine in machines)
            {
                await machine.DisposeAsync();
            }
        }
    }

    /// <summary>Tasks with a command that did not succeed exactly once, and attempts that are still called running.</summary>
    private const string Doubled = """
        select t.name from task t left join attempt a on a.task = t.id and a.state = 'succeeded' where t.work is not null and t.state <> 'skipped' group by t.id, t.name having count(a.id) <> 1
        union all select 'running ' || id from attempt where state = 'running'
        """;

    private static async Task<string> KillAsync(NightMachine machine, Random random)
    {
        var (what, isNew) = (random.Next(3), random.Next(2) == 0);
        switch (what)
        {
            case 0 when machine.LoseTask(random):
                return "a task";
            case 1:
                await machine.LoseWorkerAsync();
                await machine.StartAsync(isNew: false);
                return "a worker";
            default:
                await machine.LosePowerAsync();
                await machine.StartAsync(isNew);
                return isNew ? "a machine for good" : "a machine";
        }
    }

    private static async Task<string> StoryAsync(IDatabase database, List<NightMachine> machines, List<string> done) => string.Join('\n', [
        "killed:", .. done,
        "runs:", .. await TextAsync(database, "select id || ' ' || workflow || ' ' || state || ' ' || coalesce(note, '') from run order by id"),
        "attempts:", .. await TextAsync(database, "select t.run || ' ' || t.name || ' ' || a.number || ' ' || a.state || ' ' || coalesce(a.cause, '') || ' w' || a.worker || ' ' || coalesce(a.note, '') || ' | ' || coalesce(a.tail, '') from attempt a join task t on t.id = a.task order by a.id"),
        "said:", .. machines.SelectMany(machine => machine.Said)]);

    private static Task<List<string>> TextAsync(IDatabase database, string sql) => database.ReadAsync(session => session.QueryAsync(sql, row => row.GetString(0)), Cancel);
}
