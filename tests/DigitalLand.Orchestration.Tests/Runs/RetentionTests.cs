using DigitalLand.Core;
using DigitalLand.Orchestration.Alerts;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;

namespace DigitalLand.Orchestration.Tests.Runs;

public abstract class RetentionTests
{
    private protected abstract Task<Engine> StartAsync(params Workflow[] workflows);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Fault(20)]
    public async Task Old_runs_go_in_pieces_and_what_is_young_or_under_way_stays()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a")) with { Concurrency = new Concurrency { Runs = 100 } });
        for (var index = 0; index < 10; index++)
        {
            await engine.RunAsync("w");
        }

        engine.Fails("a", FailureCause.Lost);
        engine.Clock.Advance(TimeSpan.FromDays(100));
        var young = await engine.RunAsync("w");
        var retention = new Retention(engine.Database, engine.Clock, new RetentionPeriods { Runs = TimeSpan.FromDays(90) }, piece: 7);

        var pieces = new List<int>();
        for (var deleted = -1; deleted != 0;)
        {
            deleted = await retention.DeletePieceAsync(Cancel);
            pieces.Add(deleted);
        }

        Assert.Equal([3, 3, 3, 1, 0], pieces);
        Assert.Equal([$"{young}"], await engine.TextAsync("select '' || id from run"));
        Assert.Equal([$"a {young}", $"b {young}"], await engine.TextAsync("select name || ' ' || run from task order by id"));
        Assert.Equal(["0"], await engine.TextAsync("select '' || count(*) from attempt a where not exists (select 1 from task t where t.id = a.task)"));
    }

    [Fact]
    public async Task Logs_may_go_before_the_record_of_their_run_and_those_of_what_is_under_way_stay()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a")), Flow.Of("slow", Flow.Task("a")));
        await engine.RunAsync("w");
        await engine.EnqueueAsync("slow");
        engine.Clock.Advance(TimeSpan.FromDays(31));
        await engine.RunAsync("w");
        using var logs = new TemporaryFolder();
        logs.Write("1/a.1.log", "");
        logs.Write("2/a.1.log", "");
        logs.Write("3/a.1.log", "");
        var retention = new Retention(engine.Database, engine.Clock, new RetentionPeriods { Logs = TimeSpan.FromDays(30) });

        Assert.Equal(0, await retention.DeletePieceAsync(Cancel));
        Assert.Equal(1, await retention.DeleteLogsAsync(logs.Path, Cancel));

        Assert.Equal(["2", "3"], Directory.GetDirectories(logs.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["1", "2", "3"], await engine.TextAsync("select '' || id from run order by id"));
    }

    [Fact]
    public async Task Alerts_go_when_they_are_old_and_stand_no_longer()
    {
        await using var engine = await StartAsync();
        var book = new AlertBook(engine.Database, engine.Clock);
        await book.OpenAsync("lost", AlertClass.Alert, AlertKind.WorkerLost, run: null, "lost", "", Cancel);
        await book.OpenAsync("over", AlertClass.Alert, AlertKind.Disk, run: null, "over", "", Cancel);
        await book.OpenAsync("stands", AlertClass.Alert, AlertKind.Disk, run: null, "stands", "", Cancel);
        await book.OpenAsync("over late", AlertClass.Alert, AlertKind.Disk, run: null, "over late", "", Cancel);
        await book.ResolveAsync("over", Cancel);
        engine.Clock.Advance(TimeSpan.FromDays(20));
        await book.ResolveAsync("over late", Cancel);
        engine.Clock.Advance(TimeSpan.FromDays(11));
        await book.OpenAsync("young", AlertClass.Alert, AlertKind.WorkerLost, run: null, "young", "", Cancel);

        Assert.Equal(2, await new Retention(engine.Database, engine.Clock, new RetentionPeriods { Alerts = TimeSpan.FromDays(30) }).DeletePieceAsync(Cancel));

        Assert.Equal(["stands", "over late", "young"], await engine.TextAsync("select topic from alert order by id"));
    }

    [Fact]
    public void What_is_kept_for_too_short_a_time_is_wrong_use()
    {
        Assert.Throws<WrongUseException>(() => new RetentionPeriods { Alerts = TimeSpan.FromHours(1) }.Checked());
    }

    [Fact]
    public async Task Logs_of_runs_that_were_forgotten_go_with_them()
    {
        await using var engine = await StartAsync(Flow.Of("w", Flow.Task("a")));
        await engine.RunAsync("w");
        engine.Clock.Advance(TimeSpan.FromDays(100));
        await engine.RunAsync("w");
        var logs = Directory.CreateTempSubdirectory("digital-land-logs-");
        logs.CreateSubdirectory("1");
        logs.CreateSubdirectory("2");
        logs.CreateSubdirectory("3");
        var retention = new Retention(engine.Database, engine.Clock, new RetentionPeriods { Runs = TimeSpan.FromDays(90), Logs = TimeSpan.FromDays(400) });
        await retention.DeletePieceAsync(Cancel);

        Assert.Equal(1, await retention.DeleteLogsAsync(logs.FullName, Cancel));

        // A run that is newer than all we know of may just be about to be known.
        Assert.Equal(["2", "3"], logs.EnumerateDirectories().Select(folder => folder.Name).Order(StringComparer.Ordinal));
        logs.Delete(recursive: true);
    }
}

public sealed class SqliteRetentionTests : RetentionTests
{
    private protected override Task<Engine> StartAsync(params Workflow[] workflows) => Engine.StartAsync(address: null, workflows);
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresRetentionTests(PostgresServer server) : RetentionTests
{
    private protected override async Task<Engine> StartAsync(params Workflow[] workflows) => await Engine.StartAsync(await server.NewAddressAsync(), workflows);
}
