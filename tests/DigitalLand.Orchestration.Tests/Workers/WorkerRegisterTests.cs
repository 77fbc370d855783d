using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests.Workers;

/// <summary>Who holds an attempt, when several believe they do. The same for both stores.</summary>
public abstract class WorkerRegisterTests
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    private protected abstract Task<Engine> StartAsync(params Workflow[] workflows);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Fault(4)]
    public async Task A_worker_without_a_sign_of_life_is_given_up_its_task_runs_again_and_its_late_result_is_refused_and_recorded()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Lost, 1) }));
        var run = await engine.EnqueueAsync("w");
        var lease = Assert.Single(await engine.LeaseAsync(1));
        var watch = new WorkerWatch(new WorkerRegister(engine.Database, engine.Clock), engine.Clock, LeaseTime);
        await watch.LookAsync(Cancel);
        engine.Clock.Advance(LeaseTime + TimeSpan.FromSeconds(1));

        Assert.Single(await watch.LookAsync(Cancel));
        Assert.Equal(Reported.Late, await engine.Queue.EndAsync(lease.Token, AttemptEnd.Succeeded, Cancel));

        Assert.Equal("a queued", await engine.TasksAsync(run));
        Assert.Equal(["failed lost succeeded"], await engine.TextAsync("select state || ' ' || cause || ' ' || late_state from attempt"));
    }

    [Fact]
    public async Task A_worker_that_was_given_up_hears_so_and_gets_nothing_more()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a")));
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await BeginAsync(register);
        await engine.EnqueueAsync("w");

        Assert.NotNull(await register.GiveUpAsync(worker, beat: 0, "gone", Cancel));

        Assert.False((await register.BeatAsync(worker, 0, 0, Engine.NoProgress, Cancel)).IsKnown);
        Assert.Empty(await engine.Queue.LeaseAsync(worker, new Room(WorkerKind.Base, 1, 1000, 1000, IsIdle: true), logs: null, Cancel));
    }

    [Theory]
    [Fault(8)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_jumps_a_day_makes_no_worker_look_dead(int days)
    {
        await using var engine = await StartAsync();
        var register = new WorkerRegister(engine.Database, engine.Clock);
        await BeginAsync(register);
        var watch = new WorkerWatch(register, engine.Clock, LeaseTime);
        await watch.LookAsync(Cancel);

        engine.Clock.Jump(TimeSpan.FromDays(days));

        Assert.Empty(await watch.LookAsync(Cancel));
    }

    [Fact]
    public async Task A_sign_of_life_that_came_first_keeps_the_worker()
    {
        await using var engine = await StartAsync();
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await BeginAsync(register);
        await register.BeatAsync(worker, 0, 0, Engine.NoProgress, Cancel);

        Assert.Null(await register.GiveUpAsync(worker, beat: 0, "gone", Cancel));
        Assert.True((await register.BeatAsync(worker, 0, 0, Engine.NoProgress, Cancel)).IsKnown);
    }

    [Fact]
    [Fault(5)]
    public async Task An_attempt_that_ends_in_the_instant_in_which_its_worker_is_given_up_has_one_end_and_the_first_commit_wins()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Lost, 1000) }));
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var run = await engine.EnqueueAsync("w");
        var wins = new int[2];
        for (var round = 0; round < (Long.Tests ? 1000 : 60); round++)
        {
            var worker = await BeginAsync(register);
            var lease = Assert.Single(await engine.Queue.LeaseAsync(worker, new Room(WorkerKind.Base, 1, 1000, 1000, IsIdle: true), logs: null, Cancel));
            var givenUp = Task.Run(() => register.GiveUpAsync(worker, 0, "gone", Cancel), Cancel);
            var reported = Task.Run(() => engine.Queue.EndAsync(lease.Token, AttemptEnd.Succeeded, Cancel), Cancel);
            await Task.WhenAll(givenUp, reported);

            var accepted = await reported == Reported.Accepted;
            wins[accepted ? 0 : 1]++;
            Assert.Equal(accepted ? "succeeded" : "failed", (await engine.TextAsync($"select state from attempt where id = {lease.Token}"))[0]);
            Assert.Equal(accepted ? "a succeeded" : "a queued", await engine.TasksAsync(run));
            engine.Clock.Advance(TimeSpan.FromHours(1));
            await engine.DecideAsync();
            run = accepted ? await engine.EnqueueAsync("w") : run;
        }

        TestContext.Current.SendDiagnosticMessage("The worker was first {0} times, the watcher {1} times.", wins[0], wins[1]);
    }

    [Fact]
    public async Task A_cancelled_run_is_made_known_to_the_worker_that_runs_it()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a")));
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await BeginAsync(register);
        var run = await engine.EnqueueAsync("w");
        var lease = Assert.Single(await engine.Queue.LeaseAsync(worker, new Room(WorkerKind.Base, 1, 1000, 1000, IsIdle: true), logs: null, Cancel));

        await engine.Control.CancelAsync(run, note: null, Cancel);

        Assert.Contains(lease.Token, (await register.BeatAsync(worker, 0, 0, Engine.NoProgress, Cancel)).ToEnd);
        await engine.Queue.EndAsync(lease.Token, new AttemptEnd { State = AttemptState.Cancelled }, Cancel);
        await engine.DecideAsync();
        Assert.Equal("cancelled", await engine.RunStateAsync(run));
    }

    [Fact]
    public async Task How_far_an_attempt_is_travels_with_the_signs_of_life_and_stays_when_it_has_ended()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a")));
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await BeginAsync(register);
        var run = await engine.EnqueueAsync("w");
        var lease = Assert.Single(await engine.Queue.LeaseAsync(worker, new Room(WorkerKind.Base, 1, 1000, 1000, IsIdle: true), logs: null, Cancel));
        var reader = new RunReader(engine.Database);

        await register.BeatAsync(worker, 0, 0, new Dictionary<long, string> { [lease.Token] = "3 of 40 resources" }, Cancel);
        Assert.Equal("3 of 40 resources", Assert.Single(await reader.AttemptsAsync(run, Cancel)).Progress);

        await engine.Queue.EndAsync(lease.Token, AttemptEnd.Failed(FailureCause.Stalled, "silent"), Cancel);
        await register.BeatAsync(worker, 0, 0, new Dictionary<long, string> { [lease.Token] = "too late" }, Cancel);
        Assert.Equal("3 of 40 resources", Assert.Single(await reader.AttemptsAsync(run, Cancel)).Progress);
    }

    private static Task<long> BeginAsync(WorkerRegister register) => register.BeginAsync(new WorkerIdentity("one", "here", 1, WorkerKind.Base, 4, 1000), Cancel);
}

public sealed class SqliteWorkerRegisterTests : WorkerRegisterTests
{
    private protected override Task<Engine> StartAsync(params Workflow[] workflows) => Engine.StartAsync(address: null, workflows);
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresWorkerRegisterTests(PostgresServer server) : WorkerRegisterTests
{
    private protected override async Task<Engine> StartAsync(params Workflow[] workflows) => await Engine.StartAsync(await server.NewAddressAsync(), workflows);
}
