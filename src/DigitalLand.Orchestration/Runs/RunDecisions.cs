using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>A run, as a decision left it.</summary>
public sealed record DecidedRun(long Id, string Workflow, RunState State);

/// <summary>
/// Takes runs in which something has happened, one at a time, and writes what follows from it. Looking, deciding and writing are one transaction: a process that dies on the way
/// leaves the run as it was, still marked, for the next to decide.
/// </summary>
public sealed class RunDecisions(IDatabase database, TimeProvider clock, string folder)
{
    /// <summary>Each run is looked at this often even if nothing says that something has happened.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    /// <summary>No run is marked for later than its next look; a mark further ahead than this beyond it was set before the clock was set back, or by a machine whose clock is wrong.</summary>
    private static readonly TimeSpan ClockSetBack = TimeSpan.FromSeconds(60);

    private readonly KeptDefinitions _definitions = new();

    /// <summary>Decides the run that has waited longest.</summary>
    /// <returns>The run as it was left, or null where none is marked.</returns>
    public Task<DecidedRun?> DecideNextAsync(CancellationToken cancel) => database.WriteAsync(DecideNextAsync, cancel);

    /// <summary>When the next run wants to be looked at, if nothing happens before.</summary>
    public Task<DateTimeOffset?> NextAsync(CancellationToken cancel) => database.ReadAsync(
        session => session.FirstAsync("select min(decide_at) from run where decide_at is not null", row => row.MomentOrNull(0)),
        cancel);

    private async Task<DecidedRun?> DecideNextAsync(StoreSession session)
    {
        var now = clock.GetUtcNow();

        // 1. From here until the commit the run is ours: an attempt that ends meanwhile waits with its mark and finds the run undecided again.
        var run = await session.FirstAsync(
            $"select {OpenRun.Columns} from run where decide_at <= @now or decide_at > @set_back order by decide_at limit 1 {database.TakeRows}",
            OpenRun.Read,
            ("now", now.ToUnixTimeMilliseconds()),
            ("set_back", (now + LookAgain + ClockSetBack).ToUnixTimeMilliseconds()));
        if (run is null)
        {
            return null;
        }

        var workflow = await _definitions.FindAsync(session, run.Definition);
        var writer = new DecisionWriter(session, run, workflow, _definitions, folder, now);
        await writer.EndChildItemsAsync();

        // 2. Decisions are written until none is left: each makes the next ones possible, and the last of a run ends it.
        bool goOn;
        do
        {
            var decisions = RunDecider.Decide(await SnapshotReader.ReadAsync(session, run, workflow, now));
            foreach (var decision in decisions)
            {
                await writer.WriteAsync(decision);
            }

            run = writer.Run;
            goOn = decisions.Count > 0 && !run.State.IsEnd();
        }
        while (goOn);

        // 3. The mark is taken away in the same transaction: never a run that has changed and is not marked.
        if (!run.State.IsEnd())
        {
            await session.ExecuteAsync(
                """
                update run set decide_at = (
                    select min(moment) from (
                        select cast(@again as bigint) as moment
                        union all select due_at from task where run = @run and state = 'child' and due_at > @now
                        union all select end_by from run as self where self.id = @run and end_by > @now) as moments)
                where id = @run
                """,
                ("again", (now + LookAgain).ToUnixTimeMilliseconds()),
                ("run", run.Id),
                ("now", now.ToUnixTimeMilliseconds()));
        }

        session.Announce();
        return new DecidedRun(run.Id, workflow.Name, run.State);
    }
}
