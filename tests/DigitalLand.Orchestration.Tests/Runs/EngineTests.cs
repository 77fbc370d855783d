using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;

namespace DigitalLand.Orchestration.Tests.Runs;

/// <summary>The engine over a store, with a worker that only says how its attempts end. The same for both stores.</summary>
public abstract class EngineTests
{
    private protected abstract Task<Engine> StartAsync(params Workflow[] workflows);

    [Fact]
    public async Task A_run_goes_through_its_graph_in_order_and_succeeds()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a"), Flow.Task("c", "a"), Flow.Task("d", "b", "c")));

        var run = await engine.RunAsync("w");

        Assert.Equal("succeeded", await engine.RunStateAsync(run));
        Assert.Equal(["a", "b", "c", "d"], engine.Done);
    }

    [Fact]
    public async Task What_depends_on_a_failed_task_is_left_out_and_what_only_waits_for_its_end_runs()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a"), Flow.Task("report", "b").AllDone()));
        engine.Fails("a", FailureCause.Error);

        var run = await engine.RunAsync("w");

        Assert.Equal("failed", await engine.RunStateAsync(run));
        Assert.Equal("a failed, b upstream-failed, report succeeded", await engine.TasksAsync(run));
    }

    [Fact]
    public async Task A_closed_gate_skips_its_dependents()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("gate") with { ShortCircuit = true }, Flow.Task("b", "gate"), Flow.Task("c", "b").AllDone()));
        engine.Ends("gate", AttemptEnd.Succeeded with { ExitCode = CommandAction.ClosedExitCode });

        var run = await engine.RunAsync("w");

        Assert.Equal("gate succeeded, b skipped, c succeeded", await engine.TasksAsync(run));
        Assert.Equal("succeeded", await engine.RunStateAsync(run));
    }

    [Fact]
    public async Task A_fan_out_runs_once_for_each_of_the_list_that_a_task_wrote()
    {
        await using var engine = await StartAsync(Flow.Of(
            "w",
            Flow.Task("plan"),
            Flow.Task("each", "plan") with { Action = Flow.Command("work", "${{ item.offset }}"), ForEach = new ForEachOutput("plan") },
            Flow.Task("end", "each")));
        engine.Ends("plan", AttemptEnd.Succeeded with { Output = """[{"offset": 0}, {"offset": 50}, {"offset": 100}]""" });

        var run = await engine.RunAsync("w");

        Assert.Equal("succeeded", await engine.RunStateAsync(run));
        Assert.Equal(["plan", "each[0]", "each[1]", "each[2]", "end"], engine.Done);
        Assert.Equal(["0", "50", "100"], engine.Leases.Where(lease => lease.Name.StartsWith("each", StringComparison.Ordinal)).Select(lease => lease.Work.Words[1]));
    }

    [Fact]
    public async Task A_fan_out_over_nothing_has_succeeded()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("plan"), Flow.Task("each", "plan") with { ForEach = new ForEachOutput("plan") }, Flow.Task("end", "each")));
        engine.Ends("plan", AttemptEnd.Succeeded with { Output = "[]" });

        var run = await engine.RunAsync("w");

        Assert.Equal("plan succeeded, each succeeded, end succeeded", await engine.TasksAsync(run));
    }

    [Fact]
    public async Task A_list_that_is_none_fails_the_fan_out_and_says_why()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("plan"), Flow.Task("each", "plan") with { ForEach = new ForEachOutput("plan") }));
        engine.Ends("plan", AttemptEnd.Succeeded with { Output = "done" });

        var run = await engine.RunAsync("w");

        Assert.Equal("plan succeeded, each failed", await engine.TasksAsync(run));
        Assert.Contains("'plan'", await engine.NoteAsync(run, "each"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_tried_again_by_its_cause_after_its_wait_and_no_more_often()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Infrastructure, 2) }));
        engine.Fails("a", FailureCause.Infrastructure);

        var run = await engine.RunAsync("w");
        Assert.Equal("a queued", await engine.TasksAsync(run));
        engine.Clock.Advance(TimeSpan.FromSeconds(40));
        await engine.WorkAsync();
        Assert.Equal("a queued", await engine.TasksAsync(run));
        engine.Clock.Advance(TimeSpan.FromSeconds(40));
        await engine.WorkAsync();
        Assert.Equal(2, engine.Leases.Count);
        engine.Clock.Advance(TimeSpan.FromSeconds(40));
        await engine.WorkAsync();

        Assert.Equal("a failed", await engine.TasksAsync(run));
        Assert.Equal(3, engine.Leases.Count);
    }

    [Fact]
    public async Task A_cause_that_no_policy_names_is_not_tried_again()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Infrastructure, 2) }));
        engine.Fails("a", FailureCause.OutOfMemory);

        var run = await engine.RunAsync("w");

        Assert.Equal("a failed", await engine.TasksAsync(run));
    }

    [Fact]
    [Fault(12)]
    public async Task Cancelled_while_it_waits_for_a_retry_a_run_ends_cancelled_and_nothing_revives_it()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Infrastructure, 5) }, Flow.Task("b", "a")));
        engine.Fails("a", FailureCause.Infrastructure);
        var run = await engine.RunAsync("w");

        await engine.Control.CancelAsync(run, "enough", TestContext.Current.CancellationToken);
        engine.Clock.Advance(TimeSpan.FromHours(2));
        await engine.WorkAsync();

        Assert.Equal("cancelled", await engine.RunStateAsync(run));
        Assert.Equal("a cancelled, b cancelled", await engine.TasksAsync(run));
        Assert.Single(engine.Leases);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_stopped_and_has_failed()
    {
        await using var engine = await StartAsync((Flow.Of("w", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Infrastructure, 5) }) with { Timeout = TimeSpan.FromSeconds(10) }).Anew());
        engine.Fails("a", FailureCause.Infrastructure);
        var run = await engine.RunAsync("w");

        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        await engine.WorkAsync();

        Assert.Equal("failed", await engine.RunStateAsync(run));
        Assert.Equal("a cancelled", await engine.TasksAsync(run));
    }

    [Fact]
    public async Task A_child_run_holds_no_slot_and_its_end_is_its_tasks_end()
    {
        await using var engine = await StartAsync(
            Flow.Of("child", Flow.Task("a") with { Action = Flow.Command("work", "${{ params.size }}") }) with { Parameters = [new Parameter { Name = "size", Type = ParameterType.WholeNumber, Default = "1" }] },
            Flow.Of("night", Flow.Task("start") with { Action = new ChildWorkflowAction("child", [new ParameterArgument("size", TextTemplate.Literal("16"))]) }, Flow.Task("after", "start")));

        var run = await engine.RunAsync("night");

        Assert.Equal("succeeded", await engine.RunStateAsync(run));
        Assert.Equal(["a", "after"], engine.Done);
        Assert.Equal("16", engine.Leases[0].Work.Words[1]);
    }

    [Fact]
    public async Task A_failed_child_fails_its_task_and_a_retry_makes_a_new_child()
    {
        await using var engine = await StartAsync(
            Flow.Of("child", Flow.Task("a")),
            Flow.Of("night", Flow.Task("start") with { Action = new ChildWorkflowAction("child", []), Retries = Flow.Retry(FailureCause.Error, 1) }));
        engine.Fails("a", FailureCause.Error, times: 1);

        var run = await engine.RunAsync("night");
        Assert.Equal("start child", await engine.TasksAsync(run));
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        await engine.WorkAsync();

        Assert.Equal("succeeded", await engine.RunStateAsync(run));
        Assert.Equal(2, engine.Leases.Count);
    }

    [Fact]
    public async Task Cancelling_a_run_cancels_the_run_that_it_waits_for()
    {
        await using var engine = await StartAsync(
            Flow.Of("child", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Lost, 3) }),
            Flow.Of("night", Flow.Task("start") with { Action = new ChildWorkflowAction("child", []) }));
        engine.Fails("a", FailureCause.Lost);
        var run = await engine.RunAsync("night");

        await engine.Control.CancelAsync(run, note: null, TestContext.Current.CancellationToken);
        await engine.WorkAsync();

        Assert.Equal("cancelled", await engine.RunStateAsync(run));
        Assert.Equal("cancelled", await engine.RunStateAsync(run + 1));
    }

    [Fact]
    public async Task Days_that_are_not_in_the_rule_are_skipped_and_a_wait_lets_its_time_pass()
    {
        await using var engine = await StartAsync(Flow.Of(
            "w",
            Flow.Task("monday") with { Action = new DayFilterAction("FREQ=WEEKLY;BYDAY=MO", "UTC"), ShortCircuit = true },
            Flow.Task("a", "monday"),
            Flow.Task("sleep") with { Action = new WaitAction(TimeSpan.FromMinutes(10)) },
            Flow.Task("b", "sleep")));

        var run = await engine.RunAsync("w");
        Assert.Equal("monday succeeded, a skipped, sleep child, b waiting", await engine.TasksAsync(run));
        engine.Clock.Advance(TimeSpan.FromMinutes(11));
        await engine.WorkAsync();

        Assert.Equal("monday succeeded, a skipped, sleep succeeded, b succeeded", await engine.TasksAsync(run));
    }

    [Fact]
    public async Task The_more_urgent_is_leased_first_and_a_full_pool_holds_its_tasks_only()
    {
        await using var engine = await StartAsync(Flow.Of(
            "w",
            Flow.Task("low"),
            Flow.Task("high") with { Priority = 100 },
            Flow.Task("host1") with { Pool = TextTemplate.Literal("host"), Priority = 50 },
            Flow.Task("host2") with { Pool = TextTemplate.Literal("host"), Priority = 50 }));
        await engine.PoolAsync("host", 1);
        await engine.EnqueueAsync("w");

        var leases = await engine.LeaseAsync(slots: 10);

        Assert.Equal(["high", "host1", "low"], leases.Select(lease => lease.Name));
    }

    [Fact]
    public async Task No_more_tasks_of_a_run_go_on_at_once_than_its_definition_says()
    {
        await using var engine = await StartAsync((Flow.Of("w", Flow.Task("a"), Flow.Task("b"), Flow.Task("c")) with { Concurrency = new Concurrency { Tasks = 2 } }).Anew());
        await engine.EnqueueAsync("w");

        Assert.Equal(2, (await engine.LeaseAsync(slots: 10)).Count);
    }

    [Fact]
    public async Task Runs_that_work_on_one_thing_go_on_one_after_the_other()
    {
        Workflow Of(string name) => (Flow.Of(name, Flow.Task("a")) with { Concurrency = new Concurrency { Exclusive = TextTemplate.Literal("collection/tree"), Runs = 5 } }).Anew();
        await using var engine = await StartAsync(Of("one"), Of("two"));

        var first = await engine.EnqueueAsync("one");
        var second = await engine.EnqueueAsync("two");
        Assert.Equal("running", await engine.RunStateAsync(first));
        Assert.Equal("queued", await engine.RunStateAsync(second));
        await engine.WorkAsync();

        Assert.Equal("succeeded", await engine.RunStateAsync(first));
        Assert.Equal("succeeded", await engine.RunStateAsync(second));
    }

    [Fact]
    public async Task A_start_while_the_workflow_is_busy_can_be_skipped_and_is_written_down()
    {
        await using var engine = await StartAsync((Flow.Of("w", Flow.Task("a")) with { Concurrency = new Concurrency { WhenBusy = WhenBusy.Skip } }).Anew());

        await engine.EnqueueAsync("w");
        var second = await engine.EnqueueAsync("w");

        Assert.Equal("skipped", await engine.RunStateAsync(second));
    }

    [Fact]
    public async Task A_retry_of_a_run_does_only_again_what_did_not_succeed()
    {
        await using var engine = await StartAsync(Flow.Of(
            "w",
            Flow.Task("plan"),
            Flow.Task("each", "plan") with { Action = Flow.Command("work", "${{ item }}"), ForEach = new ForEachOutput("plan") },
            Flow.Task("end", "each")));
        engine.Ends("plan", AttemptEnd.Succeeded with { Output = "[1, 2, 3]" });
        engine.Fails("each[1]", FailureCause.Error, times: 1);
        var run = await engine.RunAsync("w");
        Assert.Equal("failed", await engine.RunStateAsync(run));
        engine.Leases.Clear();

        await engine.Control.RetryAsync(run, task: null, TestContext.Current.CancellationToken);
        await engine.WorkAsync();

        Assert.Equal("succeeded", await engine.RunStateAsync(run));
        Assert.Equal(["each[1]", "end"], engine.Leases.Select(lease => lease.Name));
    }

    [Fact]
    public async Task A_retry_from_a_task_does_it_and_all_that_depends_on_it_again()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a"), Flow.Task("c", "b"), Flow.Task("d", "a")));
        var run = await engine.RunAsync("w");
        engine.Leases.Clear();

        await engine.Control.RetryAsync(run, "b", TestContext.Current.CancellationToken);
        await engine.WorkAsync();

        Assert.Equal(["b", "c"], engine.Leases.Select(lease => lease.Name));
        Assert.Equal("succeeded", await engine.RunStateAsync(run));
    }

    [Fact]
    public async Task A_parameter_of_another_type_is_refused_before_there_is_a_run()
    {
        await using var engine = await StartAsync((Flow.Of("w", Flow.Task("a")) with { Parameters = [new Parameter { Name = "limit", Type = ParameterType.WholeNumber, Default = "1" }] }).Anew());

        await Assert.ThrowsAsync<WrongUseException>(() => engine.EnqueueAsync("w", ("limit", "many")));
    }

    [Fact]
    [Fault(8)]
    public async Task A_clock_set_a_day_back_lets_no_run_wait_for_the_day_to_come_again()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a")));
        var run = await engine.EnqueueAsync("w");
        var lease = Assert.Single(await engine.LeaseAsync(1));
        await engine.Queue.EndAsync(lease.Token, AttemptEnd.Succeeded, TestContext.Current.CancellationToken);

        engine.Clock.Jump(-TimeSpan.FromDays(1));
        await engine.WorkAsync();

        Assert.Equal("succeeded", await engine.RunStateAsync(run));
    }

    [Fact]
    [Fault(6)]
    public async Task What_ran_out_of_memory_is_not_tried_again_at_the_same_size_and_leaves_its_slot_to_others()
    {
        await using var engine = await StartAsync(Flow.Of(
            "w",
            Flow.Task("large") with { Pool = TextTemplate.Literal("narrow"), Priority = 1, Retries = RetryPolicy.Default },
            Flow.Task("small") with { Pool = TextTemplate.Literal("narrow") }));
        await engine.PoolAsync("narrow", 1);
        engine.Fails("large", FailureCause.OutOfMemory);

        var run = await engine.RunAsync("w");

        Assert.Equal("large failed, small succeeded", await engine.TasksAsync(run));
        Assert.Equal(["large", "small"], engine.Leases.Select(lease => lease.Name));
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_puts_its_tasks_back_and_uses_up_no_retry()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a")));
        var run = await engine.EnqueueAsync("w");
        var lease = Assert.Single(await engine.LeaseAsync(1));

        await engine.Queue.EndAsync(lease.Token, new AttemptEnd { State = AttemptState.Stopped }, TestContext.Current.CancellationToken);
        await engine.WorkAsync();

        Assert.Equal("succeeded", await engine.RunStateAsync(run));
        Assert.Equal([1, 2], new[] { lease.Number, engine.Leases.Single(other => other.Number == 2).Number });
    }
}

public sealed class SqliteEngineTests : EngineTests
{
    private protected override Task<Engine> StartAsync(params Workflow[] workflows) => Engine.StartAsync(address: null, workflows);
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresEngineTests(PostgresServer server) : EngineTests
{
    private protected override async Task<Engine> StartAsync(params Workflow[] workflows) => await Engine.StartAsync(await server.NewAddressAsync(), workflows);
}
