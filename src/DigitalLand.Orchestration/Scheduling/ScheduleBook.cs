using System.Text.Json;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Scheduling;

/// <summary>
/// The schedules of the catalogue and the point each waits for. Firing moves the point and makes the run in one transaction, by compare-and-set: of any number of schedulers one
/// fires a point, and a process that dies on the way has either done both or nothing.
/// </summary>
public sealed class ScheduleBook(IDatabase database, TimeProvider clock)
{
    private readonly KeptDefinitions _definitions = new();

    /// <summary>
    /// Brings the book to what the catalogue says. A schedule that is as it was keeps the point it waits for, so that what was missed while nothing ran is still known.
    /// </summary>
    public Task<bool> FollowAsync(WorkflowCatalogue catalogue, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            var known = (await session.QueryAsync("select workflow, rule, definition from schedule", row => (Workflow: row.GetString(0), Rule: row.GetString(1), Definition: row.GetString(2))))
                .ToDictionary(row => row.Workflow, StringComparer.Ordinal);
            foreach (var workflow in catalogue.Workflows.Where(workflow => workflow.Schedule is not null))
            {
                var rule = JsonSerializer.Serialize(workflow.Schedule!, ScheduleJson.Default.Schedule);
                var isKnown = known.Remove(workflow.Name, out var row);
                if (isKnown && row.Definition == workflow.Version)
                {
                    continue;
                }

                await session.ExecuteAsync(
                    """
                    insert into schedule (workflow, definition, rule, next_at) values (@workflow, @definition, @rule, @next)
                    on conflict (workflow) do update set definition = excluded.definition, rule = excluded.rule,
                        next_at = case when schedule.rule = excluded.rule then schedule.next_at else excluded.next_at end
                    """,
                    ("workflow", workflow.Name),
                    ("definition", workflow.Version),
                    ("rule", rule),
                    ("next", workflow.Schedule!.NextAfter(now).ToStore()));
            }

            foreach (var gone in known.Keys)
            {
                await session.ExecuteAsync("delete from schedule where workflow = @workflow", ("workflow", gone));
            }

            await LiveAsync(session, catalogue, now);
            await PoolsAsync(session, catalogue);
            session.Announce();
            return true;
        },
        cancel);

    /// <summary>Fires one schedule whose point has come.</summary>
    /// <returns>The workflow, with the run that was made; null where nothing is due.</returns>
    public Task<(string Workflow, long? Run)?> StartNextAsync(CancellationToken cancel) => database.WriteAsync<(string, long?)?>(
        async session =>
        {
            var now = clock.GetUtcNow();
            var due = await session.FirstAsync(
                $"select workflow, definition, next_at from schedule where next_at <= @now and is_paused = 0 order by next_at limit 1 {database.TakeRows}",
                row => (Workflow: row.GetString(0), Definition: row.GetString(1), Next: row.Moment(2)),
                ("now", now.ToUnixTimeMilliseconds()));
            if (due == default)
            {
                return null;
            }

            var workflow = await _definitions.FindAsync(session, due.Definition);
            var firing = Firing.Of(workflow.Schedule!, due.Next, now);

            // 1. Whoever moves the point fires it.
            var moved = await session.ExecuteAsync(
                "update schedule set next_at = @next, last_at = @last, note = @note where workflow = @workflow and next_at = @due",
                ("next", firing.Next.ToStore()),
                ("last", firing.Latest.ToUnixTimeMilliseconds()),
                ("note", firing.Note),
                ("workflow", due.Workflow),
                ("due", due.Next.ToUnixTimeMilliseconds()));
            if (moved == 0)
            {
                return (due.Workflow, null);
            }

            // 2. The run is there when the point has moved, or neither is. A run for the same point from before, as after a clock that was set back, stays the only one.
            var run = await RunInsert.WriteAsync(
                session,
                new NewRun
                {
                    Workflow = workflow,
                    Trigger = RunTrigger.Schedule,
                    Date = workflow.Schedule!.DayOf(firing.Latest),
                    ScheduledFor = firing.Latest,
                    Note = firing.Note,
                    IsSkipped = firing.Run is null,
                },
                now);
            return (due.Workflow, run);
        },
        cancel);

    /// <summary>When the next schedule is due.</summary>
    public Task<DateTimeOffset?> NextAsync(CancellationToken cancel) => database.ReadAsync(
        session => session.FirstAsync("select min(next_at) from schedule where is_paused = 0", row => row.MomentOrNull(0)),
        cancel);

    /// <summary>Which version of each workflow a person or another run starts: in the store, so that every process on it starts the same.</summary>
    private static async Task LiveAsync(StoreSession session, WorkflowCatalogue catalogue, DateTimeOffset now)
    {
        var live = (await session.QueryAsync("select name, version from workflow", row => (Name: row.GetString(0), Version: row.GetString(1))))
            .ToDictionary(row => row.Name, row => row.Version, StringComparer.Ordinal);
        foreach (var workflow in catalogue.Workflows.Where(workflow => live.GetValueOrDefault(workflow.Name) != workflow.Version))
        {
            await RunInsert.KeepDefinitionAsync(session, workflow, now);
            await session.ExecuteAsync(
                "insert into workflow (name, version) values (@name, @version) on conflict (name) do update set version = excluded.version",
                ("name", workflow.Name),
                ("version", workflow.Version));
        }

        foreach (var gone in live.Keys.Except(catalogue.Workflows.Select(workflow => workflow.Name)))
        {
            await session.ExecuteAsync("delete from workflow where name = @name", ("name", gone));
        }
    }

    private static async Task PoolsAsync(StoreSession session, WorkflowCatalogue catalogue)
    {
        await session.ExecuteAsync("delete from pool");
        foreach (var (name, slots) in catalogue.Pools.Append(new("*", catalogue.DefaultPoolSlots)))
        {
            await session.ExecuteAsync("insert into pool (name, slots) values (@name, @slots) on conflict (name) do update set slots = excluded.slots", ("name", name), ("slots", (long)slots));
        }
    }
}
