using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests.Faults;

/// <summary>A store that nobody has tidied for years: a million runs, and then retention.</summary>
public sealed class ManyRunsTests
{
    private const int Piece = 2_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Fault(20)]
    public async Task Of_a_million_old_runs_all_go_a_piece_at_a_time_and_between_two_pieces_workers_give_signs_of_life()
    {
        var runs = Long.Tests ? 1_000_000L : 10_000L;
        await using var engine = await Engine.StartAsync(address: null, Flow.Of("w", Flow.Task("a")));
        var young = await engine.RunAsync("w");
        await AddAsync(engine, runs);
        var register = new WorkerRegister(engine.Database, engine.Clock);
        var worker = await register.BeginAsync(new WorkerIdentity("w", "here", 1, WorkerKind.Base, 1, 1000), Cancel);
        var retention = new Retention(engine.Database, engine.Clock, new RetentionPeriods { Runs = TimeSpan.FromDays(90) }, Piece);

        var gone = 0L;
        for (var deleted = -1; deleted != 0; gone += deleted)
        {
            deleted = await retention.DeletePieceAsync(Cancel);
            Assert.InRange(deleted, 0, Piece);
            Assert.True((await register.BeatAsync(worker, 0, 0, Engine.NoProgress, Cancel)).IsKnown);
        }

        Assert.Equal(runs, gone);
        Assert.Equal([$"run {young}", $"task {young}", "attempt 1"], await engine.TextAsync(
            "select 'run ' || max(id) from run union all select 'task ' || max(run) from task union all select 'attempt ' || count(*) from attempt"));
        Assert.Equal("succeeded", await engine.RunStateAsync(await engine.RunAsync("w")));
    }

    /// <summary>Runs of a year ago with one task and one attempt each, written as fast as the store takes them.</summary>
    private static Task<bool> AddAsync(Engine engine, long runs) => engine.Database.WriteAsync(
        async session =>
        {
            var ended = engine.Clock.GetUtcNow().AddDays(-365).ToUnixTimeMilliseconds();
            var copied = $"with recursive n(i) as (select 1 union all select i + 1 from n where i < {runs})";
            var (run, task) = ($"1000000 + i", "2000000 + i");
            await session.ExecuteAsync($"insert into run (id, {Columns("run")}) {copied} select {run}, {Columns("run").Replace("ended_at", $"{ended} + i", StringComparison.Ordinal)} from n, run where id = 1");
            await session.ExecuteAsync($"insert into task (id, run, {Columns("task")}) {copied} select {task}, {run}, {Columns("task")} from n, task where id = 1");
            await session.ExecuteAsync($"insert into attempt (id, task, {Columns("attempt")}) {copied} select {task}, {task}, {Columns("attempt")} from n, attempt where id = 1");
            return true;
        },
        Cancel);

    /// <summary>What a copy shares with the one run that there is.</summary>
    private static string Columns(string table) => table switch
    {
        "run" => "workflow, definition, state, trigger, parameters, date, priority, most_runs, created_at, ended_at",
        "task" => "name, item, state, priority, worker, starts, ended_at",
        _ => "number, state, worker, started_at, ended_at",
    };
}
