using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>Writes decisions about one run, in the transaction in which it was looked at.</summary>
internal sealed class DecisionWriter(StoreSession session, OpenRun run, Workflow workflow, KeptDefinitions definitions, string folder, DateTimeOffset now)
{
    private readonly long _now = now.ToUnixTimeMilliseconds();

    /// <summary>As the written decisions have left it.</summary>
    public OpenRun Run { get; private set; } = run;

    public Task WriteAsync(Decision decision) => decision switch
    {
        Decision.Begin begin => BeginAsync(workflow.Tasks.First(task => task.Name == begin.Task)),
        Decision.End end => EndAsync(end.Task, end.State, end.Note, end.IsClosed),
        Decision.ChildFailed failed => ChildFailedAsync(workflow.Tasks.First(task => task.Name == failed.Task), failed.Child),
        Decision.CancelItems cancel => CancelItemsAsync(cancel.Task),
        Decision.CancelChild cancel => CancelChildrenAsync(cancel.Task),
        Decision.TimeOut => StopAsync(RunState.TimingOut),
        Decision.EndRun end => EndRunAsync(end.State, end.Note),
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "Nothing is known of such a decision."),
    };

    /// <summary>Items of a fan-out that wait for a run of their own end as that run has.</summary>
    public async Task EndChildItemsAsync()
    {
        var ended = await session.QueryAsync(
            """
            select t.id, c.state from task t join run c on c.parent_task = t.id and c.parent_start = t.starts
            where t.run = @run and t.item >= 0 and t.state = 'child' and c.ended_at is not null
            """,
            row => (Task: row.GetInt64(0), State: Words.Parse<RunState>(row.GetString(1))),
            ("run", Run.Id));
        foreach (var (task, state) in ended)
        {
            var end = state switch
            {
                RunState.Succeeded => TaskState.Succeeded,
                RunState.Skipped => TaskState.Skipped,
                _ => TaskState.Failed,
            };
            await session.ExecuteAsync("update task set state = @state, ended_at = @now where id = @id and state = 'child'", ("state", end.Word()), ("now", _now), ("id", task));
        }
    }

    private async Task BeginAsync(WorkflowTask task)
    {
        try
        {
            await (task switch
            {
                { ForEach: { } list } => ExpandAsync(task, list),
                { Action: CommandAction } => EnqueueAsync(task),
                { Action: ChildWorkflowAction } => StartChildAsync(task),
                { Action: WaitAction wait } => WaitAsync(task, wait),
                { Action: DayFilterAction filter } => EndAsync(task.Name, TaskState.Succeeded, note: null, !RecurrenceRule.Parse(filter.Days).Includes(Run.Date)),
                _ => throw new RunFailedException($"Nothing is known of what the task '{task.Name}' does: use a newer program."),
            });
        }
        catch (Exception error) when (error is RunFailedException or WrongUseException or FormatException)
        {
            // The definition or the values of this run do not work out: a fact about the run, not about the engine.
            await EndAsync(task.Name, TaskState.Failed, error.Message, isClosed: false, FailureCause.Error);
        }
    }

    private Task<int> EnqueueAsync(WorkflowTask task)
    {
        var resolved = ResolvedTask.Of(task, Run.Values(workflow, item: null));
        return session.ExecuteAsync(
            """
            update task set state = 'queued', work = @work, memory = @memory, cpu = @cpu, pool = @pool, due_at = @now, queued_at = @now
            where run = @run and name = @name and item = -1 and state = 'waiting'
            """,
            ("work", Work(task, resolved)),
            ("memory", (long)(resolved.MemoryMebibytes ?? 0)),
            ("cpu", (long)(resolved.CpuUnits ?? 0)),
            ("pool", resolved.Pool),
            ("now", _now),
            ("run", Run.Id),
            ("name", task.Name));
    }

    private async Task ExpandAsync(WorkflowTask task, ForEach list)
    {
        var items = await FanOut.ReadAsync(session, list, Run, workflow, folder);
        if (items.Count == 0)
        {
            await EndAsync(task.Name, TaskState.Succeeded, "The list was empty.", isClosed: false);
            return;
        }

        var resolved = items.Select(item => ResolvedTask.Of(task, Run.Values(workflow, item))).ToList();
        await session.ExecuteAsync(
            "update task set state = 'expanded', pending = @count, started_at = @now where run = @run and name = @name and item = -1 and state = 'waiting'",
            ("count", (long)items.Count),
            ("now", _now),
            ("run", Run.Id),
            ("name", task.Name));
        for (var index = 0; index < items.Count; index++)
        {
            // Of an earlier round of the same run the item may stand there already; it starts anew.
            var id = await session.NumberAsync(
                """
                insert into task (run, name, item, value, state, priority, worker, pool, memory, cpu, work, due_at, queued_at, starts)
                select run, name, @item, @value, @state, priority, worker, @pool, @memory, @cpu, @work, @now, @now, @starts
                from task where run = @run and name = @name and item = -1
                on conflict (run, name, item) do update set value = excluded.value, state = excluded.state, work = excluded.work, pool = excluded.pool,
                    memory = excluded.memory, cpu = excluded.cpu, due_at = excluded.due_at, queued_at = excluded.queued_at, retries = '', ended_at = null, cause = null, note = null,
                    starts = task.starts + excluded.starts
                returning id
                """,
                ("item", (long)index),
                ("value", items[index].GetRawText()),
                ("state", (task.Action is CommandAction ? TaskState.Queued : TaskState.Child).Word()),
                ("pool", resolved[index].Pool),
                ("memory", (long)(resolved[index].MemoryMebibytes ?? 0)),
                ("cpu", (long)(resolved[index].CpuUnits ?? 0)),
                ("work", Work(task, resolved[index])),
                ("now", _now),
                ("starts", task.Action is ChildWorkflowAction ? 1L : 0L),
                ("run", Run.Id),
                ("name", task.Name));
            if (task.Action is ChildWorkflowAction child)
            {
                await InsertChildAsync(child, id!.Value, task.Priority, resolved[index].Parameters);
            }
        }
    }

    private async Task StartChildAsync(WorkflowTask task)
    {
        var child = (ChildWorkflowAction)task.Action;
        var parameters = ResolvedTask.Of(task, Run.Values(workflow, item: null)).Parameters;
        var id = await session.NumberAsync(
            """
            update task set starts = starts + case when state = 'waiting' then 1 else 0 end, state = 'child', started_at = coalesce(started_at, @now)
            where run = @run and name = @name and item = -1 and state in ('waiting', 'child')
            returning id
            """,
            ("now", _now),
            ("run", Run.Id),
            ("name", task.Name));
        await InsertChildAsync(child, id!.Value, task.Priority, parameters);
    }

    private async Task InsertChildAsync(ChildWorkflowAction action, long task, int priority, IReadOnlyDictionary<string, string> parameters)
    {
        var start = await session.NumberAsync("select starts from task where id = @id", ("id", task));
        await RunInsert.WriteAsync(
            session,
            new NewRun
            {
                Workflow = await definitions.FindLiveAsync(session, action.Workflow) ?? throw new RunFailedException($"There is no workflow '{action.Workflow}' to start."),
                Trigger = RunTrigger.Task,
                Date = Run.Date,
                Parameters = parameters,
                Parent = (task, start!.Value),
                Priority = priority,
            },
            now);
    }

    private Task<int> WaitAsync(WorkflowTask task, WaitAction wait) => session.ExecuteAsync(
        "update task set state = 'child', due_at = @due, started_at = @now where run = @run and name = @name and item = -1 and state = 'waiting'",
        ("due", (now + wait.Duration).ToUnixTimeMilliseconds()),
        ("now", _now),
        ("run", Run.Id),
        ("name", task.Name));

    private async Task ChildFailedAsync(WorkflowTask task, RunState child)
    {
        var (id, retries, number) = await session.FirstAsync(
            "select t.id, t.retries, c.id from task t join run c on c.parent_task = t.id and c.parent_start = t.starts where t.run = @run and t.name = @name and t.item = -1",
            row => (row.GetInt64(0), row.GetString(1), row.GetInt64(2)),
            ("run", Run.Id),
            ("name", task.Name));
        if (child == RunState.Failed && RetryCounts.Parse(retries).Next(task.Retries, FailureCause.Error, id) is { } retry)
        {
            await session.ExecuteAsync(
                "update task set starts = starts + 1, retries = @retries, due_at = @due where id = @id and state = 'child'",
                ("retries", retry.Counts.ToString()),
                ("due", (now + retry.Delay).ToUnixTimeMilliseconds()),
                ("id", id));
            return;
        }

        await EndAsync(task.Name, TaskState.Failed, $"Run {number} {(child == RunState.Failed ? "failed" : "was cancelled")}.", isClosed: false, FailureCause.Error);
    }

    private async Task EndAsync(string task, TaskState state, string? note, bool isClosed, FailureCause? cause = null) => await session.ExecuteAsync(
        """
        update task set state = @state, note = @note, closed = @closed, cause = @cause, ended_at = @now
        where run = @run and name = @name and item = -1 and state in ('waiting', 'queued', 'expanded', 'child')
        """,
        ("state", state.Word()),
        ("note", note),
        ("closed", isClosed ? 1L : 0L),
        ("cause", cause?.Word()),
        ("now", _now),
        ("run", Run.Id),
        ("name", task));

    private async Task CancelItemsAsync(string task)
    {
        await session.ExecuteAsync(
            "update task set state = 'cancelled', ended_at = @now where run = @run and name = @name and item >= 0 and state = 'queued'",
            ("now", _now),
            ("run", Run.Id),
            ("name", task));
        await CancelChildrenAsync(task);
    }

    private async Task CancelChildrenAsync(string task)
    {
        var children = await session.QueryAsync(
            "select c.id from task t join run c on c.parent_task = t.id where t.run = @run and t.name = @name and t.state = 'child' and c.ended_at is null",
            row => row.GetInt64(0),
            ("run", Run.Id),
            ("name", task));
        foreach (var child in children)
        {
            await RunControl.CancelAsync(session, child, "The run that waits for it is to end.", now);
        }
    }

    private async Task StopAsync(RunState state)
    {
        await session.ExecuteAsync("update run set state = @state where id = @id and state = 'running'", ("state", state.Word()), ("id", Run.Id));
        Run = Run with { State = state };
    }

    private async Task EndRunAsync(RunState state, string? note)
    {
        await session.ExecuteAsync(
            "update run set state = @state, ended_at = @now, decide_at = null, note = coalesce(note, @note) where id = @id and ended_at is null",
            ("state", state.Word()),
            ("now", _now),
            ("note", note),
            ("id", Run.Id));
        await RunControl.WakeParentAsync(session, Run.ParentTask, now);
        Run = Run with { State = state };
    }

    private string Work(WorkflowTask task, ResolvedTask resolved) => JsonSerializer.Serialize(
        new TaskWork(
            resolved.Words,
            resolved.Environment,
            task.Timeout,
            task.Retries,
            workflow.Tasks.Any(other => other.ForEach is ForEachOutput output && output.Task == task.Name),
            task.ShortCircuit,
            task.StalledAfter),
        RunJson.Default.TaskWork);
}
