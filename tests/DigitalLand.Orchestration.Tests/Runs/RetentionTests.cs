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
        var retention = new Retention(engine.Database, engine.Clock, TimeSpan.FromDays(90), piece: 7);

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
        var retention = new Retention(engine.Database, engine.Clock, TimeSpan.FromDays(90));
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
