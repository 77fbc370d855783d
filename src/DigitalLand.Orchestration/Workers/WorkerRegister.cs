using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Workers;

/// <summary>What a worker says of itself when it begins.</summary>
/// <param name="Name">For people; need not be unique.</param>
/// <param name="Host">The machine.</param>
/// <param name="Process">Its number on that machine.</param>
/// <param name="Class">The kind of worker.</param>
/// <param name="Slots">Attempts at once.</param>
/// <param name="Memory">MiB that it may give to attempts.</param>
public sealed record WorkerIdentity(string Name, string Host, int Process, WorkerKind Class, int Slots, int Memory);

/// <summary>What a worker hears when it gives a sign of life.</summary>
/// <param name="IsKnown">False where it was given up for lost: its attempts are no longer its own, and it must end them and register anew.</param>
/// <param name="Held">The attempts that are its own, as the store has it.</param>
/// <param name="ToEnd">Of those, the ones to be ended because their run is being cancelled or has taken too long.</param>
public sealed record Sign(bool IsKnown, IReadOnlySet<long> Held, IReadOnlySet<long> ToEnd);

/// <summary>
/// Who works. A worker is alive as long as its beat goes up: watchers compare beats over time measured by their own monotonic clock, so that no clock that jumps, and no two that
/// differ, can make a live worker look dead.
/// </summary>
public sealed class WorkerRegister(IDatabase database, TimeProvider clock)
{
    /// <returns>The worker's number: larger than that of every worker before.</returns>
    public Task<long> BeginAsync(WorkerIdentity worker, CancellationToken cancel) => database.WriteAsync(
        async session => (await session.NumberAsync(
            """
            insert into worker (name, host, process, class, slots, memory, state, beat_at, started_at)
            values (@name, @host, @process, @class, @slots, @memory, 'active', @now, @now) returning id
            """,
            ("name", worker.Name),
            ("host", worker.Host),
            ("process", (long)worker.Process),
            ("class", worker.Class.Word()),
            ("slots", (long)worker.Slots),
            ("memory", (long)worker.Memory),
            ("now", clock.Milliseconds())))!.Value,
        cancel);

    /// <summary>A sign of life, which keeps every attempt of the worker.</summary>
    /// <param name="memoryUsed">Percent of the worker's memory.</param>
    /// <param name="cpuUsed">Percent of the machine's processors.</param>
    /// <param name="progress">How far attempts are, by token, where that has changed.</param>
    public Task<Sign> BeatAsync(long worker, int memoryUsed, int cpuUsed, IReadOnlyDictionary<long, string> progress, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            foreach (var (token, text) in progress)
            {
                await session.ExecuteAsync("update attempt set progress = @progress where id = @id and state = 'running'", ("progress", text), ("id", token));
            }

            var known = await session.ExecuteAsync(
                "update worker set beat = beat + 1, beat_at = @now, memory_used = @memory, cpu_used = @cpu where id = @id and state in ('active', 'stopping')",
                ("now", clock.Milliseconds()),
                ("memory", (long)memoryUsed),
                ("cpu", (long)cpuUsed),
                ("id", worker)) > 0;
            var attempts = await session.QueryAsync(
                "select a.id, r.state from attempt a join task t on t.id = a.task join run r on r.id = t.run where a.worker = @worker and a.state = 'running'",
                row => (Token: row.GetInt64(0), Run: Words.Parse<RunState>(row.GetString(1))),
                ("worker", worker));
            return new Sign(
                known,
                attempts.Select(attempt => attempt.Token).ToHashSet(),
                attempts.Where(attempt => attempt.Run is RunState.Cancelling or RunState.TimingOut).Select(attempt => attempt.Token).ToHashSet());
        },
        cancel);

    /// <summary>The worker takes on nothing more.</summary>
    public Task<int> StopAsync(long worker, CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync("update worker set state = 'stopping' where id = @id and state = 'active'", ("id", worker)),
        cancel);

    /// <summary>The worker has gone of its own will. Whatever it still held is lost.</summary>
    public Task EndAsync(long worker, CancellationToken cancel) => database.WriteAsync(
        session => GoneAsync(session, worker, beat: null, "ended", clock.GetUtcNow(), "The worker ended."),
        cancel);

    /// <summary>Gives a worker up, unless it has given a sign of life since the one that was seen.</summary>
    /// <returns>The attempts that were lost with it, or null where it lives.</returns>
    public Task<IReadOnlyList<long>?> GiveUpAsync(long worker, long beat, string why, CancellationToken cancel) => database.WriteAsync(
        session => GoneAsync(session, worker, beat, "lost", clock.GetUtcNow(), why),
        cancel);

    internal Task<List<(long Id, long Beat, string Name, string Host, int Process)>> LiveAsync(CancellationToken cancel) => database.ReadAsync(
        session => session.QueryAsync(
            "select id, beat, name, host, process from worker where ended_at is null",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), (int)row.GetInt64(4))),
        cancel);

    private static async Task<IReadOnlyList<long>?> GoneAsync(StoreSession session, long worker, long? beat, string state, DateTimeOffset now, string why)
    {
        // 1. The beat in the condition is the fence: a sign of life that was committed first keeps the worker, one that comes later is refused.
        var gone = await session.ExecuteAsync(
            "update worker set state = @state, ended_at = @now where id = @id and ended_at is null and (beat = @beat or @any = 1)",
            ("state", state),
            ("now", now.ToUnixTimeMilliseconds()),
            ("id", worker),
            ("beat", beat ?? 0),
            ("any", beat is null ? 1L : 0L));
        if (gone == 0)
        {
            return null;
        }

        // 2. In the same transaction its attempts end as lost and their tasks go where their retry policy says.
        var attempts = await session.QueryAsync("select id from attempt where worker = @worker and state = 'running'", row => row.GetInt64(0), ("worker", worker));
        foreach (var token in attempts)
        {
            await TaskQueue.EndAsync(session, token, AttemptEnd.Failed(FailureCause.Lost, why), now);
        }

        session.Announce();
        return attempts;
    }
}
