using DigitalLand.Orchestration.Alerts;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;
using DigitalLand.Orchestration.Workers;
using System.Net;

namespace DigitalLand.Orchestration.Tests.Alerts;

/// <summary>What is worth a message, and what becomes of messages while nobody takes them. The same for both stores.</summary>
public abstract class AlertTests
{
    private protected abstract Task<Engine> StartAsync(params Workflow[] workflows);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("production", AlertClass.Alert)]
    [InlineData("staging", AlertClass.Notification)]
    public async Task A_failed_run_is_told_once_with_its_cause_and_what_to_type(string environment, AlertClass @class)
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a")));
        engine.Ends("a", AttemptEnd.Failed(FailureCause.OutOfMemory, "It used 200 MiB and was given 100.") with { Tail = "line 1\nline 2" });
        var run = await engine.RunAsync("w");
        var watch = Watch(engine, environment);

        await watch.LookAsync(Cancel);
        await watch.LookAsync(Cancel);

        var alert = Assert.Single(await new AlertBook(engine.Database, engine.Clock).ListAsync(10, Cancel), alert => alert.Kind == AlertKind.RunFailed);
        Assert.Equal((@class, run), (alert.Class, alert.Run));
        Assert.Contains("a: out-of-memory. It used 200 MiB and was given 100.", alert.Body, StringComparison.Ordinal);
        Assert.Contains("> line 2", alert.Body, StringComparison.Ordinal);
        Assert.Contains($"digital-land retry {run}", alert.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_late_is_told_once_and_over_when_it_has_ended()
    {
        await using var engine = await StartAsync((Flow.Of("night", Flow.Task("a") with { Retries = Flow.Retry(FailureCause.Lost, 1, seconds: 86_400) }) with
        {
            Schedule = new Schedule { Cron = "0 0 * * *" },
            DoneBy = new TimeOnly(8, 0),
        }).Anew());
        await engine.FollowAsync();
        engine.Fails("a", FailureCause.Lost, times: 1);
        engine.Clock.Advance(TimeSpan.FromHours(12));
        await engine.WorkAsync();
        var watch = Watch(engine);
        await watch.LookAsync(Cancel);
        Assert.DoesNotContain(await engine.TextAsync("select kind from alert"), kind => kind == "run-late");

        engine.Clock.Advance(TimeSpan.FromHours(9));
        await watch.LookAsync(Cancel);
        await watch.LookAsync(Cancel);
        Assert.Equal(["run-late open"], await engine.TextAsync("select kind || case when resolved_at is null then ' open' else ' over' end from alert where kind = 'run-late'"));
        await engine.Control.CancelAsync(1, note: null, Cancel);
        await engine.WorkAsync();
        await watch.LookAsync(Cancel);
        Assert.Equal(["run-late over"], await engine.TextAsync("select kind || case when resolved_at is null then ' open' else ' over' end from alert where kind = 'run-late'"));
    }

    [Fact]
    public async Task A_worker_above_nine_tenths_of_its_memory_is_told_once_it_stays_there_and_trembling_is_one_alert()
    {
        await using var engine = await StartAsync();
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await register.BeginAsync(new WorkerIdentity("big", "here", 1, WorkerKind.Additional, 1, 1000), Cancel);
        var watch = Watch(engine);
        var seen = new List<int>();
        foreach (var memory in new[] { 89, 91, 89, 92, 93, 94, 89, 91, 88, 80, 80, 80, 80 })
        {
            await register.BeatAsync(worker, memory, 0, Engine.NoProgress, Cancel);
            await watch.LookAsync(Cancel);
            seen.Add((await engine.TextAsync("select title from alert where kind = 'worker-memory' and resolved_at is null")).Count);
            engine.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0], seen);
        Assert.Equal(["The additional worker 'big' on here uses 94 % of its memory."], await engine.TextAsync("select title from alert where kind = 'worker-memory'"));
    }

    [Fact]
    public async Task What_a_worker_was_short_of_is_over_when_the_worker_is()
    {
        await using var engine = await StartAsync();
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await register.BeginAsync(new WorkerIdentity("big", "here", 1, WorkerKind.Base, 1, 1000), Cancel);
        var watch = Watch(engine);
        for (var look = 0; look < 4; look++)
        {
            await register.BeatAsync(worker, 99, 0, Engine.NoProgress, Cancel);
            await watch.LookAsync(Cancel);
            engine.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(["worker-memory"], await engine.TextAsync("select kind from alert where resolved_at is null"));
        await register.EndAsync(worker, Cancel);
        await watch.LookAsync(Cancel);

        Assert.Empty(await engine.TextAsync("select kind from alert where resolved_at is null"));
    }

    [Fact]
    [Fault(43)]
    public async Task Three_hundred_failures_while_Slack_is_down_become_one_message_when_it_is_back_and_nothing_waited()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a") with { Retries = RetryPolicy.None }) with { Concurrency = new Concurrency { Runs = 1000 } });
        engine.Fails("a", FailureCause.Error);
        var book = new AlertBook(engine.Database, engine.Clock);
        using var slack = new Slack { Answer = HttpStatusCode.ServiceUnavailable };
        using var http = new HttpClient(slack, disposeHandler: false);
        var sender = new SlackSender(book, http, new SlackOptions(new Uri("http://slack.test/hook")), engine.Clock);
        for (var index = 0; index < 300; index++)
        {
            await engine.EnqueueAsync("w");
        }

        await engine.WorkAsync();
        Assert.Equal(300, (await engine.TextAsync("select state from run where state = 'failed'")).Count);
        await Watch(engine, "production").LookAsync(Cancel);
        for (var hour = 0; hour < 3; hour++)
        {
            Assert.Equal(0, await sender.SendAsync(Cancel));
            Assert.Equal(0, await sender.SendAsync(Cancel));
            engine.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, slack.Messages.Count);
        slack.Messages.Clear();
        slack.Answer = HttpStatusCode.OK;
        Assert.Equal(1, await sender.SendAsync(Cancel));
        Assert.Equal(0, await sender.SendAsync(Cancel));

        var message = Assert.Single(slack.Messages);
        Assert.Contains("300 things happened: 300 run-failed.", message, StringComparison.Ordinal);
        Assert.Contains("#planning-data-alerts", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_what_providers_wrote_is_shown_and_not_read() =>
        Assert.Equal("&lt;!channel&gt; &amp; &lt;http://x|y&gt;", SlackSender.Escape("<!channel> & <http://x|y>"));

    private static AlertWatch Watch(Engine engine, string environment = "development") =>
        new(engine.Database, engine.Clock, new AlertRules { Environment = environment, Folder = "/tmp", DiskAt = 101 });

    private sealed class Slack : HttpMessageHandler
    {
        public List<string> Messages { get; } = [];

        public HttpStatusCode Answer { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Messages.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(Answer);
        }
    }
}

public sealed class SqliteAlertTests : AlertTests
{
    private protected override Task<Engine> StartAsync(params Workflow[] workflows) => Engine.StartAsync(address: null, workflows);
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresAlertTests(PostgresServer server) : AlertTests
{
    private protected override async Task<Engine> StartAsync(params Workflow[] workflows) => await Engine.StartAsync(await server.NewAddressAsync(), workflows);
}
