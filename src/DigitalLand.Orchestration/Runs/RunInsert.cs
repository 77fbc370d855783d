using System.Text.Json;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>Writes a run with its tasks, the definition it keeps, and its place in the queue: all in the caller's transaction.</summary>
internal static class RunInsert
{
    /// <returns>The run's number, or null where this schedule point or this start of a parent task has its run already.</returns>
    /// <exception cref="Core.WrongUseException">A parameter is unknown, missing or of another type.</exception>
    public static async Task<long?> WriteAsync(StoreSession session, NewRun run, DateTimeOffset now)
    {
        var workflow = run.Workflow;
        var parameters = Parameter.ReadAll(workflow.Parameters, run.Parameters);
        var values = new RunValues { Parameters = parameters, RunId = "", Workflow = workflow, Date = run.Date };
        var (state, note) = await StateAsync(session, run);
        await KeepDefinitionAsync(session, workflow, now);
        var id = await session.NumberAsync(
            """
            insert into run (workflow, definition, state, trigger, parameters, date, priority, exclusive, most_runs, most_tasks, scheduled_for, done_by, created_at, ended_at,
                parent_task, parent_start, backfill, note)
            values (@workflow, @definition, @state, @trigger, @parameters, @date, @priority, @exclusive, @most_runs, @most_tasks, @scheduled_for, @done_by, @now, @ended_at,
                @parent_task, @parent_start, @backfill, @note)
            on conflict do nothing
            returning id
            """,
            ("workflow", workflow.Name),
            ("definition", workflow.Version),
            ("state", state.Word()),
            ("trigger", run.Trigger.Word()),
            ("parameters", JsonSerializer.Serialize(parameters, RunJson.Default.IReadOnlyDictionaryStringString)),
            ("date", run.Date.ToString("yyyy-MM-dd")),
            ("priority", (long)(workflow.Priority + run.Priority)),
            ("exclusive", workflow.Concurrency.Exclusive?.Fill(values.Of)),
            ("most_runs", (long)workflow.Concurrency.Runs),
            ("most_tasks", (long?)workflow.Concurrency.Tasks),
            ("scheduled_for", run.ScheduledFor.ToStore()),
            ("done_by", state == RunState.Queued ? DoneBy(workflow, run.ScheduledFor).ToStore() : null),
            ("now", now.ToUnixTimeMilliseconds()),
            ("ended_at", state.IsEnd() ? now.ToUnixTimeMilliseconds() : null),
            ("parent_task", run.Parent?.Task),
            ("parent_start", run.Parent?.Start),
            ("backfill", run.Backfill),
            ("note", note));
        if (id is { } made && state == RunState.Queued)
        {
            foreach (var task in workflow.Tasks)
            {
                await session.ExecuteAsync(
                    "insert into task (run, name, item, state, priority, worker) values (@run, @name, -1, 'waiting', @priority, @worker)",
                    ("run", made),
                    ("name", task.Name),
                    ("priority", (long)(workflow.Priority + run.Priority + task.Priority)),
                    ("worker", task.Worker.Word()));
            }
        }

        session.Announce();
        return id;
    }

    /// <summary>The first time of day <see cref="Workflow.DoneBy"/> after the scheduled start.</summary>
    internal static DateTimeOffset? DoneBy(Workflow workflow, DateTimeOffset? scheduledFor)
    {
        if (workflow.DoneBy is not { } doneBy || scheduledFor is not { } start)
        {
            return null;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(workflow.Schedule?.TimeZone ?? "UTC");
        var local = TimeZoneInfo.ConvertTime(start, zone).DateTime;
        var day = DateOnly.FromDateTime(local);
        return CronExpression.ToUtc((TimeOnly.FromDateTime(local) < doneBy ? day : day.AddDays(1)).ToDateTime(doneBy), zone);
    }

    private static async Task<(RunState State, string? Note)> StateAsync(StoreSession session, NewRun run)
    {
        if (run.IsSkipped)
        {
            return (RunState.Skipped, run.Note);
        }

        if (run.Workflow.Concurrency.WhenBusy == WhenBusy.Queue)
        {
            return (RunState.Queued, run.Note);
        }

        var underWay = await session.NumberAsync(
            "select count(*) from run where workflow = @workflow and ended_at is null",
            ("workflow", run.Workflow.Name));
        return underWay >= run.Workflow.Concurrency.Runs
            ? (RunState.Skipped, $"{underWay} runs were under way, and the definition says to skip a start then.")
            : (RunState.Queued, run.Note);
    }

    internal static Task<int> KeepDefinitionAsync(StoreSession session, Workflow workflow, DateTimeOffset now) => session.ExecuteAsync(
        "insert into definition (version, workflow, content, created_at) values (@version, @workflow, @content, @now) on conflict do nothing",
        ("version", workflow.Version),
        ("workflow", workflow.Name),
        ("content", WorkflowJson.Write(workflow)),
        ("now", now.ToUnixTimeMilliseconds()));
}
