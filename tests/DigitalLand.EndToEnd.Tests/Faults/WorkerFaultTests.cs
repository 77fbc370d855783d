using System.Text;
using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>Real worker processes, killed, stopped and refused. What must hold afterwards is read from the store and from the files that the tasks wrote.</summary>
[Collection(PostgresCollection.Name)]
public sealed class WorkerFaultTests(PostgresServer postgres)
{
    private const string Slow = "echo $$ >started.$$; while [ ! -e go ]; do sleep 0.05; done; echo result >out.$$ && mv out.$$ out";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Rounds => Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1" ? 20 : 1;

    [Fact]
    [Fault(1, 2, 3)]
    public async Task A_killed_process_that_schedules_and_works_leaves_nothing_running_and_its_successor_ends_the_run()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", Slow, []), ("b", "cat out", ["a"])));
            var first = await store.WorkerAsync();
            var run = await store.StartAsync("w");
            await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 1));
            first.Kill();
            await first.WaitForExitAsync(Cancel);

            // The task dies with its worker, by its leash.
            var orphan = await File.ReadAllTextAsync(Started(store)[0], Cancel);
            await FaultStore.UntilAsync(() => Task.FromResult(!IsAlive(orphan.Trim())));
            await store.WorkerAsync();
            await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 2));
            await File.WriteAllTextAsync(Path.Combine(store.Folder, "go"), "", Cancel);

            Assert.Equal(RunState.Succeeded, (await store.EndAsync(run)).State);
            Assert.Equal(["failed lost", "succeeded ", "succeeded "], await store.TextAsync("select state || ' ' || coalesce(cause, '') from attempt order by id"));
        }
    }

    [Fact]
    [Fault(10)]
    public async Task A_second_scheduler_of_an_embedded_store_refuses_to_start_and_names_the_first()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "true", [])));
        var first = await store.WorkerAsync();

        var second = await Run.ProgramAsync(Run.DigitalLand, store.Folder, ["worker", "--store", store.Address]);

        Assert.Equal(2, second.ExitCode);
        Assert.Contains($"process {first.Id} on", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Fault(4)]
    public async Task A_worker_that_stood_still_for_three_leases_is_refused_and_recorded_as_late()
    {
        await using var store = await FaultStore.OpenAsync(
            await postgres.NewAddressAsync(),
            FaultStore.Shell("w", ("a", Slow, [])));
        await store.WorkerAsync("--slots", "0");
        var stopped = await store.WorkerAsync("--no-scheduler");
        var run = await store.StartAsync("w");
        await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 1));
        await FaultStore.SignalAsync(stopped, "STOP");

        // The other worker gets the task when the first has given no sign of life for a lease; the first one's attempt ends meanwhile, and nobody hears.
        await store.WorkerAsync("--no-scheduler");
        await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 2));
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "go"), "", Cancel);
        Assert.Equal(RunState.Succeeded, (await store.EndAsync(run)).State);
        await FaultStore.SignalAsync(stopped, "CONT");

        await FaultStore.UntilAsync(async () => (await store.TextAsync("select coalesce(late_state, '') from attempt order by id limit 1"))[0].Length > 0);
        Assert.Equal(["failed lost", "succeeded "], await store.TextAsync("select state || ' ' || coalesce(cause, '') from attempt order by id"));
        Assert.Equal("result\n", await File.ReadAllTextAsync(Path.Combine(store.Folder, "out"), Cancel));
    }

    [Fact]
    public async Task Asked_again_while_it_ends_a_worker_goes_on_ending_and_says_nothing_more_of_it()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("t", "echo $$ >started.$$; while [ ! -e stop ]; do sleep 0.05; done", [])));
        var worker = await store.WorkerAsync("--slots", "1", "--stop-grace", "60");
        var talk = new StringBuilder();
        worker.ErrorDataReceived += (_, line) => talk.AppendLine(line.Data);
        await store.StartAsync("w");
        await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 1));

        for (var i = 0; i < 3; i++)
        {
            await FaultStore.SignalAsync(worker, "TERM");
        }

        await File.WriteAllTextAsync(Path.Combine(store.Folder, "stop"), "", Cancel);
        await worker.WaitForExitAsync(Cancel);

        Assert.True(worker.ExitCode == 0, $"ended with {worker.ExitCode}: {talk}");
        Assert.DoesNotContain("Exception", talk.ToString(), StringComparison.Ordinal);
        Assert.Equal(["succeeded"], await store.TextAsync("select state from task"));
    }

    [Fact]
    public async Task Interrupted_twice_a_worker_ends_at_once()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("t", "echo $$ >started.$$; while [ ! -e stop ]; do sleep 0.05; done", [])));
        var worker = await store.WorkerAsync("--slots", "1", "--stop-grace", "600");
        await store.StartAsync("w");
        await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 1));

        await FaultStore.SignalAsync(worker, "INT");
        await FaultStore.UntilAsync(async () =>
        {
            await FaultStore.SignalAsync(worker, "INT");
            return worker.HasExited;
        });

        Assert.Equal(130, worker.ExitCode);
    }

    [Fact]
    [Fault(11)]
    public async Task Asked_to_stop_during_fifty_running_tasks_a_worker_leaves_each_ended_or_back_in_the_queue()
    {
        await using var store = await FaultStore.OpenAsync(
            address: null,
            FaultStore.Shell("w", [.. Enumerable.Range(0, 50).Select(index => ($"t{index}", index % 2 == 0 ? Slow : "echo $$ >started.$$; while [ ! -e stop ]; do sleep 0.05; done", Array.Empty<string>()))]));
        var worker = await store.WorkerAsync("--slots", "50", "--stop-grace", "1");
        var run = await store.StartAsync("w");
        await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 50));

        await FaultStore.SignalAsync(worker, "TERM");
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "stop"), "", Cancel);
        await worker.WaitForExitAsync(Cancel);

        Assert.Equal(["0"], await store.TextAsync("select '' || count(*) from attempt where state = 'running'"));
        Assert.Equal(["queued 25", "succeeded 25"], await store.TextAsync("select state || ' ' || count(*) from task group by state order by state"));
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "go"), "", Cancel);
        await store.WorkerAsync("--slots", "50");
        Assert.Equal(RunState.Succeeded, (await store.EndAsync(run)).State);
    }

    [Fact]
    [Fault(19)]
    public async Task While_the_database_is_away_workers_hold_then_stop_themselves_and_nothing_runs_twice()
    {
        await using var store = await FaultStore.OpenAsync(
            await postgres.NewAddressAsync(),
            FaultStore.Shell("w", ("a", "trap '' TERM; echo $$ >started.$$; while [ ! -e go ]; do sleep 0.05; done", [])));
        await store.WorkerAsync();
        var run = await store.StartAsync("w");
        await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 1));
        var process = (await File.ReadAllTextAsync(Started(store)[0], Cancel)).Trim();

        await postgres.Stop();
        try
        {
            await FaultStore.UntilAsync(() => Task.FromResult(!IsAlive(process)));
        }
        finally
        {
            await postgres.Start();
        }

        await FaultStore.UntilAsync(() => Task.FromResult(Started(store).Length == 2));
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "go"), "", Cancel);
        Assert.Equal(RunState.Succeeded, (await store.EndAsync(run)).State);
        Assert.Contains((await store.TextAsync("select cause from attempt order by id limit 1"))[0], new[] { "store-away", "lost" });
        Assert.Equal(2, (await store.TextAsync("select state from attempt")).Count);
    }

    [Fact]
    [Fault(1, 3)]
    public async Task Of_three_workers_any_is_killed_again_and_again_and_no_task_is_lost_or_has_two_ends()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        await using var store = await FaultStore.OpenAsync(
            await postgres.NewAddressAsync(),
            FaultStore.Shell("w", [.. Enumerable.Range(0, 12).Select(index => ($"t{index}", $"sleep 0.2; echo {index} >part.$$ && mv part.$$ out.{index}", index < 3 ? Array.Empty<string>() : [$"t{index - 3}"]))]));
        var workers = new List<System.Diagnostics.Process>();
        for (var index = 0; index < 3; index++)
        {
            workers.Add(await store.WorkerAsync("--slots", "3"));
        }

        var runs = new List<long>();
        for (var kill = 0; kill < (Rounds > 1 ? 50 : 4); kill++)
        {
            runs.Add(await store.StartAsync("w"));
            var count = random.Next(1, 6);
            await FaultStore.UntilAsync(async () => (await store.TextAsync("select '' || count(*) from attempt where state <> 'running'"))[0] is var done && int.Parse(done) >= (kill * 3) + count);
            var victim = random.Next(workers.Count);
            workers[victim].Kill();
            await workers[victim].WaitForExitAsync(Cancel);
            workers[victim] = await store.WorkerAsync("--slots", "3");
        }

        foreach (var run in runs)
        {
            Assert.Equal(RunState.Succeeded, (await store.EndAsync(run)).State);
        }

        Assert.Empty(await store.TextAsync("select t.name from task t left join attempt a on a.task = t.id and a.state = 'succeeded' group by t.id, t.name having count(a.id) <> 1"));
        Assert.Equal(Enumerable.Range(0, 12).Select(index => $"{index}\n"), Enumerable.Range(0, 12).Select(index => File.ReadAllText(Path.Combine(store.Folder, $"out.{index}"))));
    }

    private static string[] Started(FaultStore store) => [.. Directory.GetFiles(store.Folder, "started.*").Where(file => new FileInfo(file).Length > 0)];

    private static bool IsAlive(string process) => File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);
}
