using System.Data.Common;
using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>Which runs are asked for.</summary>
/// <param name="Workflow">Only of this one.</param>
/// <param name="State">Only in this state.</param>
/// <param name="Before">Only with smaller numbers: the next page after the last number of this one.</param>
/// <param name="Limit">How many at most, newest first.</param>
public sealed record RunQuery(string? Workflow = null, RunState? State = null, long? Before = null, int Limit = 50);

/// <summary>Answers questions about runs; writes nothing.</summary>
public sealed class RunReader(IDatabase database)
{
    private const string RunColumns =
        """
        r.id, r.workflow, r.state, r.trigger, r.date, r.parameters, r.created_at, r.started_at, r.ended_at, r.done_by,
        (select run from task where task.id = r.parent_task), r.backfill, r.note, r.definition
        """;

    private readonly KeptDefinitions _definitions = new();

    /// <summary>Newest first.</summary>
    public Task<List<RunRecord>> RunsAsync(RunQuery query, CancellationToken cancel) => database.ReadAsync(
        session => session.QueryAsync(
            $"""
            select {RunColumns} from run r
            where (@workflow = '' or r.workflow = @workflow) and (@state = '' or r.state = @state) and r.id < @before
            order by r.id desc limit @limit
            """,
            ReadRun,
            ("workflow", query.Workflow ?? ""),
            ("state", query.State?.Word() ?? ""),
            ("before", query.Before ?? long.MaxValue),
            ("limit", (long)query.Limit)),
        cancel);

    /// <exception cref="WrongUseException">There is no such run.</exception>
    public Task<RunRecord> RunAsync(long run, CancellationToken cancel) => database.ReadAsync(
        async session => await session.FirstAsync($"select {RunColumns} from run r where r.id = @run", ReadRun, ("run", run))
            ?? throw new WrongUseException($"There is no run {run}."),
        cancel);

    /// <summary>In the order of the definition, the items of a fan-out after its task.</summary>
    public Task<List<TaskRecord>> TasksAsync(long run, CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var tasks = await session.QueryAsync(
                """
                select t.id, t.name, t.item, t.state, t.starts, t.cause, t.note, t.due_at, t.started_at, t.ended_at, c.id
                from task t left join run c on c.parent_task = t.id and c.parent_start = t.starts
                where t.run = @run
                """,
                row => (Name: row.GetString(1), Item: row.GetInt64(2), Task: ReadTask(row)),
                ("run", run));
            var order = tasks.Where(task => task.Item < 0).OrderBy(task => task.Task.Id).Select((task, index) => (task.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
            return tasks.OrderBy(task => order[task.Name]).ThenBy(task => task.Item).Select(task => task.Task).ToList();
        },
        cancel);

    /// <summary>In the order in which they began.</summary>
    public Task<List<AttemptRecord>> AttemptsAsync(long run, CancellationToken cancel) => database.ReadAsync(
        session => session.QueryAsync(
            """
            select a.id, t.name, t.item, a.number, a.state, a.cause, a.exit_code, a.note, a.log, a.tail, w.name || ' on ' || w.host, a.started_at, a.ended_at, a.cpu_ms, a.peak_memory, a.late_state, a.progress
            from attempt a join task t on t.id = a.task join worker w on w.id = a.worker
            where t.run = @run order by a.id
            """,
            ReadAttempt,
            ("run", run)),
        cancel);

    /// <summary>The workflows that are live, by name.</summary>
    public Task<List<Workflow>> WorkflowsAsync(CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var workflows = new List<Workflow>();
            foreach (var version in await session.QueryAsync("select version from workflow order by name", row => row.GetString(0)))
            {
                workflows.Add(await _definitions.FindAsync(session, version));
            }

            return workflows;
        },
        cancel);

    /// <exception cref="WrongUseException">There is none of this name; the message names those that are close.</exception>
    public async Task<Workflow> WorkflowAsync(string name, CancellationToken cancel) =>
        await database.ReadAsync(session => _definitions.FindLiveAsync(session, name), cancel)
        ?? throw new WrongUseException($"There is no workflow '{name}' in this store. 'digital-land workflows list' shows those that there are.");

    private static RunRecord ReadRun(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Workflow = row.GetString(1),
        State = Words.Parse<RunState>(row.GetString(2)),
        Trigger = Words.Parse<RunTrigger>(row.GetString(3)),
        Date = row.GetString(4),
        Parameters = JsonSerializer.Deserialize(row.GetString(5), RunJson.Default.IReadOnlyDictionaryStringString)!,
        CreatedAt = row.Moment(6),
        StartedAt = row.MomentOrNull(7),
        EndedAt = row.MomentOrNull(8),
        DoneBy = row.MomentOrNull(9),
        Parent = row.NumberOrNull(10),
        Backfill = row.NumberOrNull(11),
        Note = row.TextOrNull(12),
        Definition = row.GetString(13),
    };

    private static TaskRecord ReadTask(DbDataReader row)
    {
        var state = Words.Parse<TaskState>(row.GetString(3));
        return new TaskRecord(
            row.GetInt64(0),
            Lease.NameOf(row.GetString(1), row.GetInt64(2)),
            state,
            row.GetInt64(4),
            Words.ParseOrNull<FailureCause>(row.TextOrNull(5)),
            row.TextOrNull(6),
            state is TaskState.Queued or TaskState.Child ? row.Moment(7) : null,
            row.MomentOrNull(8),
            row.MomentOrNull(9),
            row.NumberOrNull(10));
    }

    private static AttemptRecord ReadAttempt(DbDataReader row) => new(
        row.GetInt64(0),
        Lease.NameOf(row.GetString(1), row.GetInt64(2)),
        row.GetInt64(3),
        Words.Parse<AttemptState>(row.GetString(4)),
        Words.ParseOrNull<FailureCause>(row.TextOrNull(5)),
        row.NumberOrNull(6),
        row.TextOrNull(7),
        row.TextOrNull(8),
        row.TextOrNull(9),
        row.GetString(10),
        row.Moment(11),
        row.MomentOrNull(12),
        row.NumberOrNull(13),
        row.NumberOrNull(14),
        Words.ParseOrNull<AttemptState>(row.TextOrNull(15)),
        row.TextOrNull(16));
}
