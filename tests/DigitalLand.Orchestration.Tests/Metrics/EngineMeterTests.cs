using System.Diagnostics;
using System.Globalization;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Metrics;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Tests.Store;

namespace DigitalLand.Orchestration.Tests.Metrics;

/// <summary>What waits and for how long, as the engine says it. The same for both stores.</summary>
public abstract class EngineMeterTests
{
    private protected abstract Task<Engine> StartAsync(params Workflow[] workflows);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_counted_with_the_age_of_the_oldest_and_what_waits_for_its_retry_is_not()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a"), Flow.Task("b"), Flow.Task("c") with { Retries = Flow.Retry(FailureCause.Lost, 1, seconds: 600) }));
        await engine.EnqueueAsync("w");
        var leases = await engine.LeaseAsync(3);
        await engine.Queue.EndAsync(leases.Single(lease => lease.Name == "c").Token, AttemptEnd.Failed(FailureCause.Lost, "gone"), Cancel);
        await engine.Queue.EndAsync(leases.Single(lease => lease.Name == "a").Token, new AttemptEnd { State = AttemptState.Stopped }, Cancel);
        engine.Clock.Advance(TimeSpan.FromSeconds(90));
        var meter = new QueueMeter(engine.Database, engine.Clock);
        using var text = new PrometheusText(WorkerMeter.Name);

        await meter.LookAsync(Cancel);
        var written = text.Write();
        meter.Dispose();

        Assert.Contains("digital_land_queue_tasks 1\n", written, StringComparison.Ordinal);
        Assert.Contains("digital_land_queue_oldest_seconds 90\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_says_for_how_long_its_task_could_have_begun()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Lost, 1, seconds: 600) }));
        await engine.EnqueueAsync("w");
        engine.Clock.Advance(TimeSpan.FromSeconds(7));
        var lease = Assert.Single(await engine.LeaseAsync(1));
        Assert.Equal(7, Math.Round(lease.Waited.TotalSeconds, 1));

        await engine.Queue.EndAsync(lease.Token, AttemptEnd.Failed(FailureCause.Lost, "gone"), Cancel);
        engine.Clock.Advance(TimeSpan.FromHours(1));

        // The wait before a retry is meant to be; what comes after it is not.
        Assert.InRange(Assert.Single(await engine.LeaseAsync(1)).Waited, TimeSpan.FromMinutes(48), TimeSpan.FromMinutes(50));
    }
}

public sealed class SqliteEngineMeterTests : EngineMeterTests
{
    private protected override Task<Engine> StartAsync(params Workflow[] workflows) => Engine.StartAsync(address: null, workflows);
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresEngineMeterTests(PostgresServer server) : EngineMeterTests
{
    private protected override async Task<Engine> StartAsync(params Workflow[] workflows) => await Engine.StartAsync(await server.NewAddressAsync(), workflows);
}

public sealed class AttemptTraceTests
{
    [Fact]
    public void Attempts_of_one_run_are_in_one_trace_and_say_how_they_ended()
    {
        var now = DateTimeOffset.Parse("2026-11-22T02:00:00Z", CultureInfo.InvariantCulture);
        var store = "store " + Guid.NewGuid();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == AttemptTrace.Name, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var trace = new AttemptTrace(store);
        using var elsewhere = new AttemptTrace(store);
        var lease = new Lease(5, 2, 1, 7, "w", "task[3]", 0, 0, null!);

        using var one = trace.Begin(lease, now)!;
        using var two = elsewhere.Begin(lease with { Name = "other" }, now)!;
        using var three = trace.Begin(lease with { Run = 8 }, now)!;
        AttemptTrace.End(one, AttemptEnd.Failed(FailureCause.Stalled, "silent"), now + TimeSpan.FromMinutes(3));

        Assert.Equal(one.TraceId, two.TraceId);
        Assert.NotEqual(one.TraceId, three.TraceId);
        Assert.Equal("w task[3]", one.DisplayName);
        Assert.Equal(TimeSpan.FromMinutes(3), one.Duration);
        Assert.Equal((ActivityStatusCode.Error, "silent"), (one.Status, one.StatusDescription));
        Assert.Equal(
            ["digital_land.workflow=w", "digital_land.run=7", "digital_land.task=task[3]", "digital_land.attempt=2", "digital_land.state=failed", "digital_land.cause=stalled"],
            one.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
    }
}
