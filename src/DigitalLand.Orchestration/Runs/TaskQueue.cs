using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>
/// Tasks that are ready, and who may run them. An attempt is leased once, ends once, and its token tells it from every other attempt of its task.
/// </summary>
public sealed class TaskQueue(IDatabase database, TimeProvider clock)
{
    /// <summary>A clock that was set back by more than this must not keep due tasks waiting.</summary>
    private const long ClockSetBack = 60_000;

    /// <summary>
    /// Takes the most urgent tasks that fit, strictly in their order: what does not fit waits for room, and nothing smaller goes before it, so that nothing starves.
    /// </summary>
    /// <returns>Nothing where nothing is due, pools and limits are full, or the worker is not known as alive any more.</returns>
    /// <param name="logs">Below which the attempts will have their logs, so that they can be followed; null where there are none.</param>
    public Task<IReadOnlyList<Lease>> LeaseAsync(long worker, Room room, string? logs, CancellationToken cancel) => database.WriteAsync<IReadOnlyList<Lease>>(
        async session =>
        {
            // 1. One leaser at a time: what is counted below stays true until the commit.
            await database.LockAsync(session, StoreLock.Lease);
            var leases = new List<Lease>();
            if (await session.NumberAsync("select 1 from worker where id = @id and state = 'active'", ("id", worker)) is null)
            {
                return leases;
            }

            while (room.Slots > 0 && await NextAsync(session, room) is { } next && (room.IsIdle || (next.Memory <= room.Memory && next.Cpu <= room.Cpu)))
            {
                leases.Add(await TakeAsync(session, worker, next, logs));
                room = room with { Slots = room.Slots - 1, Memory = room.Memory - next.Memory, Cpu = room.Cpu - next.Cpu, IsIdle = false };
            }

            return leases;
        },
        cancel);

    /// <summary>Ends an attempt, says what becomes of its task, and marks the run: all or nothing, and once.</summary>
    public Task<Reported> EndAsync(long token, AttemptEnd end, CancellationToken cancel) =>
        database.WriteAsync(session => EndAsync(session, token, end, clock.GetUtcNow()), cancel);

    internal static async Task<Reported> EndAsync(StoreSession session, long token, AttemptEnd end, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();

        // 1. Whoever gets this row out of 'running' has decided how the attempt ended; everyone later is late.
        var ended = await session.ExecuteAsync(
            """
            update attempt set state = @state, cause = @cause, exit_code = @exit_code, note = @note, tail = @tail, log = coalesce(@log, log), cpu_ms = @cpu, peak_memory = @peak, progress = coalesce(@progress, progress), ended_at = @now
            where id = @token and state = 'running'
            """,
            ("state", end.State.Word()),
            ("cause", end.Cause?.Word()),
            ("exit_code", (long?)end.ExitCode),
            ("note", end.Note),
            ("tail", end.Tail),
            ("log", end.Log),
            ("cpu", (long?)end.Cpu?.TotalMilliseconds),
            ("peak", end.PeakMemory),
            ("progress", end.Progress),
            ("now", at),
            ("token", token));
        if (ended == 0)
        {
            await session.ExecuteAsync(
                "update attempt set late_at = @now, late_state = @state where id = @token and late_at is null",
                ("now", at),
                ("state", end.State.Word()),
                ("token", token));
            return Reported.Late;
        }

        // 2. The task follows in the same transaction: there is no moment in which an attempt has ended and its task does not know what comes next.
        var task = (await session.FirstAsync($"select {LeasedTask.Columns} from attempt a join task t on t.id = a.task and t.attempt = a.id join run r on r.id = t.run where a.id = @token", LeasedTask.Read, ("token", token)))!;
        await TaskAfterAttempt.WriteAsync(session, task, token, end, now);

        // 3. And so does the run: it is marked, and stays marked until somebody has decided it.
        var pending = task.Item < 0 || task.AfterAttempt(end).State == TaskState.Queued ? 0 : await session.NumberAsync(
            "update task set pending = pending - 1 where run = @run and name = @name and item = -1 returning pending",
            ("run", task.Run),
            ("name", task.Name));
        if (pending <= 0)
        {
            await session.ExecuteAsync("update run set decide_at = @now where id = @run and ended_at is null", ("now", at), ("run", task.Run));
        }

        session.Announce();
        return Reported.Accepted;
    }

    private async Task<QueuedTask?> NextAsync(StoreSession session, Room room)
    {
        var now = clock.Milliseconds();
        return await session.FirstAsync(
            $"""
            select t.id, t.run, t.name, t.item, t.memory, t.cpu, t.work, t.starts, r.workflow, t.due_at
            from task t join run r on r.id = t.run
            where t.state = 'queued' and t.worker in ('any', @class) and (t.due_at <= @now or t.queued_at > @set_back)
                and t.pool not in (
                    select u.pool from task u left join pool p on p.name = u.pool
                    where u.state = 'running' group by u.pool, p.slots
                    having count(*) >= coalesce(p.slots, (select slots from pool where name = '*'), 1000000))
                and t.run not in (
                    select u.run from task u join run ur on ur.id = u.run
                    where u.state in ('running', 'child') and ur.most_tasks is not null group by u.run, ur.most_tasks
                    having count(*) >= ur.most_tasks)
            order by t.priority desc, t.due_at, t.id
            limit 1 {(database.TakeRows.Length > 0 ? "for update of t skip locked" : "")}
            """,
            row => new QueuedTask(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), (int)row.GetInt64(4), (int)row.GetInt64(5), row.GetString(6), row.GetInt64(7), row.GetString(8), row.GetInt64(9)),
            ("class", room.Class.Word()),
            ("now", now),
            ("set_back", now + ClockSetBack));
    }

    private async Task<Lease> TakeAsync(StoreSession session, long worker, QueuedTask task, string? logs)
    {
        var name = Lease.NameOf(task.Name, task.Item);
        var now = clock.Milliseconds();
        var token = await session.NumberAsync(
            "insert into attempt (task, number, state, worker, log, started_at) values (@task, @number, 'running', @worker, @log, @now) returning id",
            ("task", task.Id),
            ("number", task.Starts + 1),
            ("worker", worker),
            ("log", logs is null ? null : Lease.LogOf(logs, task.Run, name, task.Starts + 1)),
            ("now", now));
        await session.ExecuteAsync(
            "update task set state = 'running', attempt = @token, starts = starts + 1, started_at = @now where id = @id and state = 'queued'",
            ("token", token),
            ("now", now),
            ("id", task.Id));
        return new Lease(token!.Value, (int)task.Starts + 1, task.Id, task.Run, task.Workflow, name, task.Memory, task.Cpu, Lease.ReadWork(task.Work))
        {
            Waited = TimeSpan.FromMilliseconds(Math.Max(0, now - task.DueAt)),
        };
    }

    private sealed record QueuedTask(long Id, long Run, string Name, long Item, int Memory, int Cpu, string Work, long Starts, string Workflow, long DueAt);
}
