using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Tests.Store;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests.Faults;

/// <summary>Somebody reads the store for as long as it takes: a copy, a report, a person who went for lunch. The same for both stores.</summary>
public abstract class LongReaderTests
{
    private protected abstract Task<Engine> StartAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Fault(17)]
    public async Task While_somebody_reads_signs_of_life_runs_and_other_readers_go_on_and_the_reader_sees_one_moment()
    {
        await using var engine = await StartAsync();
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await register.BeginAsync(new WorkerIdentity("w", "here", 1, WorkerKind.Base, 1, 1000), Cancel);
        var (reading, letGo) = (new TaskCompletionSource(), new TaskCompletionSource());
        var reader = engine.Database.ReadAsync(
            async session =>
            {
                var before = await session.NumberAsync("select count(*) from run");
                reading.SetResult();
                await letGo.Task;
                return (Before: before, After: await session.NumberAsync("select count(*) from run"));
            },
            Cancel);
        await reading.Task;

        for (var i = 0; i < 50; i++)
        {
            Assert.True((await register.BeatAsync(worker, 0, 0, Engine.NoProgress, Cancel)).IsKnown);
            var run = await engine.RunAsync("w");
            Assert.Equal("succeeded", await engine.RunStateAsync(run));
        }

        letGo.SetResult();
        Assert.Equal((0, 0), await reader);
    }
}

public sealed class SqliteLongReaderTests : LongReaderTests
{
    private protected override Task<Engine> StartAsync() => Engine.StartAsync(address: null, Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a")));
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresLongReaderTests(PostgresServer server) : LongReaderTests
{
    private protected override async Task<Engine> StartAsync() => await Engine.StartAsync(await server.NewAddressAsync(), Flow.Of("w", Flow.Task("a"), Flow.Task("b", "a")));
}
