using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>What people do to runs: start, cancel, retry.</summary>
public sealed class RunControl(IDatabase database, TimeProvider clock)
{
    private readonly KeptDefinitions _definitions = new();

    /// <returns>The run's number; null where a schedule point or parent has its run already.</returns>
    /// <exception cref="WrongUseException">A parameter is wrong.</exception>
    public Task<long?> StartAsync(NewRun run, CancellationToken cancel) => database.WriteAsync(session => RunInsert.WriteAsync(session, run, clock.GetUtcNow()), cancel);

    /// <summary>Nothing of the run starts any more; what is running is ended by its worker.</summary>
    /// <exception cref="WrongUseException">There is no such run, or it has ended.</exception>
    public Task<bool> CancelAsync(long run, string? note, CancellationToken cancel) => database.WriteAsync(
        async session => await CancelAsync(session, run, note, clock.GetUtcNow())
            ? true
            : throw new WrongUseException($"Run {run} cannot be cancelled: {await WhyNotAsync(session, run)}."),
        cancel);

    /// <summary>
    /// Takes an ended run up again: what failed, was cancelled, or was left out because of it starts anew; what succeeded stays. With a task named, that one and all that
    /// depends on it start anew whatever became of them.
    /// </summary>
    /// <exception cref="WrongUseException">There is no such run or task, the run has not ended, or nothing in it failed.</exception>
    public Task<int> RetryAsync(long run, string? task, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            var open = await session.FirstAsync($"select {OpenRun.Columns} from run where id = @id", OpenRun.Read, ("id", run))
                ?? throw new WrongUseException($"There is no run {run}.");
            if (open.State is not (RunState.Succeeded or RunState.Failed or RunState.Cancelled))
            {
                throw new WrongUseException($"Run {run} cannot be retried: it is {open.State.Word()}.");
            }

            var workflow = await _definitions.FindAsync(session, open.Definition);
            return await RunRetry.WriteAsync(session, open, workflow, task, clock.GetUtcNow());
        },
        cancel);

    /// <returns>False where there was nothing to cancel.</returns>
    internal static async Task<bool> CancelAsync(StoreSession session, long run, string? note, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        var stopping = await session.ExecuteAsync(
            "update run set state = 'cancelling', note = coalesce(@note, note), decide_at = @now where id = @id and state in ('running', 'timing-out')",
            ("note", note),
            ("now", at),
            ("id", run));
        var waiting = stopping > 0 ? 0 : await session.ExecuteAsync(
            "update run set state = 'cancelled', note = coalesce(@note, note), decide_at = null, ended_at = @now where id = @id and state = 'queued'",
            ("note", note),
            ("now", at),
            ("id", run));
        if (waiting > 0)
        {
            await session.ExecuteAsync(
                "update task set state = 'cancelled', ended_at = @now where run = @id and state in ('waiting', 'queued', 'expanded', 'child')",
                ("now", at),
                ("id", run));
            await WakeParentAsync(session, await session.NumberAsync("select parent_task from run where id = @id", ("id", run)), now);
        }

        session.Announce();
        return stopping + waiting > 0;
    }

    /// <summary>Marks the run whose task waits for one that has ended.</summary>
    internal static async Task WakeParentAsync(StoreSession session, long? task, DateTimeOffset now)
    {
        if (task is not null)
        {
            await session.ExecuteAsync(
                "update run set decide_at = @now where id = (select run from task where id = @task) and ended_at is null",
                ("now", now.ToUnixTimeMilliseconds()),
                ("task", task));
        }
    }

    private static async Task<string> WhyNotAsync(StoreSession session, long run) =>
        await session.FirstAsync("select state from run where id = @id", row => row.GetString(0), ("id", run)) is { } state ? $"it is {state}" : "there is no such run";
}
