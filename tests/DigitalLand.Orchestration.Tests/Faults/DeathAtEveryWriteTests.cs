using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Tests.Store;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests.Faults;

/// <summary>
/// A scheduled night with a plan, a fan-out, a child run, a failure that is tried again, and an end; and the process that does it all dies at every single write, before its commit
/// and after it. The next process must end the night as if nothing had been.
/// </summary>
public abstract class DeathAtEveryWriteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<string> NewAddressAsync(DirectoryInfo folder);

    [Theory]
    [Fault(2, 3)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_the_process_dies_the_night_is_run_once_and_every_task_has_one_success(bool committed)
    {
        var deaths = 0;
        for (var dieAt = 1; ; dieAt += Long.Tests ? 1 : 3)
        {
            var folder = Directory.CreateTempSubdirectory("digital-land-death-");
            try
            {
                if (!await PlayAsync(await NewAddressAsync(folder), dieAt, committed, folder.FullName))
                {
                    break;
                }

                deaths++;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        Assert.InRange(deaths, 10, 1000);
    }

    /// <returns>Whether the process died on the way.</returns>
    private static async Task<bool> PlayAsync(string address, int dieAt, bool committed, string folder)
    {
        var clock = new TestClock();
        await using var store = await StoreAddress.OpenAsync(address, clock, Cancel);
        await new ScheduleBook(store, clock).FollowAsync(Flow.Catalogue(Night(), Child()), Cancel);
        clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        var dying = new DyingDatabase(store, dieAt, committed);
        try
        {
            await WorkAsync(dying, clock, folder);
        }
        catch (DiedException)
        {
            // The next process finds what this one left.
        }

        await new Leftovers(store, clock).ClearAsync(Cancel);
        await WorkAsync(store, clock, folder);

        var story = $"death at write {dieAt}, {(committed ? "after" : "before")} its commit";
        Assert.Equal(["child succeeded", "night succeeded"], await TextAsync(store, "select workflow || ' ' || state from run order by workflow"), StringComparer.Ordinal);
        var successes = await TextAsync(
            store,
            """
            select t.name || case when t.item >= 0 then '[' || t.item || ']' else '' end || ' ' || count(*)
            from task t join attempt a on a.task = t.id where a.state = 'succeeded' group by t.name, t.item order by t.name, t.item
            """);
        Assert.True(successes.SequenceEqual(["a 1", "each[0] 1", "each[1] 1", "end 1", "flaky 1", "plan 1"]), $"{story}: {string.Join(", ", successes)}");
        Assert.Equal(["0"], await TextAsync(store, "select '' || count(*) from attempt where state = 'running'"));
        return dying.HasDied;
    }

    private static async Task WorkAsync(IDatabase database, TestClock clock, string folder)
    {
        var scheduler = new Scheduler(database, clock, new SchedulerOptions { Folder = folder }, new ThrowingLog());
        var queue = new TaskQueue(database, clock);
        var worker = await new WorkerRegister(database, clock).BeginAsync(new WorkerIdentity("w", "here", 1, WorkerKind.Base, 1, 1000), Cancel);
        for (var idle = 0; idle < 3; idle++)
        {
            await scheduler.DecideAllAsync(Cancel);
            while (await queue.LeaseAsync(worker, new Room(WorkerKind.Base, 1, 1000, 1000, IsIdle: true), logs: null, Cancel) is [var lease])
            {
                var end = lease.Name switch
                {
                    "plan" => AttemptEnd.Succeeded with { Output = "[1, 2]" },
                    "flaky" when lease.Number == 1 => AttemptEnd.Failed(FailureCause.Infrastructure, "once"),
                    _ => AttemptEnd.Succeeded,
                };
                await queue.EndAsync(lease.Token, end, Cancel);
                await scheduler.DecideAllAsync(Cancel);
            }

            clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private static Workflow Night()
    {
        var retries = new RetryPolicy { Limits = [new(FailureCause.Infrastructure, 2), new(FailureCause.Lost, 2)] };
        return (Flow.Of(
            "night",
            Flow.Task("plan") with { Retries = retries },
            Flow.Task("each", "plan") with { ForEach = new ForEachOutput("plan"), Retries = retries },
            Flow.Task("child") with { Action = new ChildWorkflowAction("child", []) },
            Flow.Task("flaky", "each") with { Retries = retries },
            Flow.Task("end", "flaky", "child") with { Retries = retries }) with { Schedule = new Schedule { Cron = "0 0 * * *" } }).Anew();
    }

    private static Workflow Child() => Flow.Of("child", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Lost, 2) });

    private static Task<List<string>> TextAsync(IDatabase database, string sql) => database.ReadAsync(session => session.QueryAsync(sql, row => row.GetString(0)), Cancel);
}

public sealed class SqliteDeathAtEveryWriteTests : DeathAtEveryWriteTests
{
    private protected override Task<string> NewAddressAsync(DirectoryInfo folder) => Task.FromResult(Path.Combine(folder.FullName, "store.db"));
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresDeathAtEveryWriteTests(PostgresServer server) : DeathAtEveryWriteTests
{
    private protected override Task<string> NewAddressAsync(DirectoryInfo folder) => server.NewAddressAsync();
}
