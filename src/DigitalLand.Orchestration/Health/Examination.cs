using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Health;

/// <summary>One thing that was looked at.</summary>
/// <param name="Found">One sentence; where it is not well, with what to do.</param>
public sealed record Finding(string What, bool IsWell, string Found);

/// <summary>Looks at a store from outside and says what is wrong with its orchestrator.</summary>
public sealed class Examination(IDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongQueue = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel) =>
        [await StoreAsync(cancel), .. await WorkersAsync(cancel), await QueueAsync(cancel), await SchedulesAsync(cancel), await SlackAsync(cancel)];

    private Task<Finding> StoreAsync(CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            if (database.IsShared)
            {
                return new Finding("store", true, $"{database.Name} answers.");
            }

            var problems = (await session.QueryAsync("pragma quick_check", row => row.GetString(0))).Where(line => line != "ok").ToList();
            return new Finding(
                "store",
                problems.Count == 0,
                problems.Count == 0 ? $"{database.Name} is whole." : $"{database.Name} is damaged: {problems[0]}. Put back a copy, or move it away and start again: only the history of runs is in it.");
        },
        cancel);

    private Task<List<Finding>> WorkersAsync(CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            var findings = await session.QueryAsync(
                "select name, host, class, slots, memory_used, beat_at from worker where ended_at is null order by id",
                row => new Finding(
                    $"worker {row.GetString(0)}",
                    now - row.Moment(5) < Silent && row.GetInt64(4) < 90,
                    now - row.Moment(5) < Silent
                        ? $"{row.GetString(2)}, on {row.GetString(1)}, {row.GetInt64(3)} slots, {row.GetInt64(4)} % of its memory used."
                        : $"No sign of life since {row.Moment(5):u}. It is given up as soon as a scheduler looks: is one running?"));
            return findings.Count > 0 ? findings : [new Finding("workers", false, "Nobody works on this store. Start 'digital-land up' or 'digital-land worker'.")];
        },
        cancel);

    private Task<Finding> QueueAsync(CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            var (count, oldest) = await session.FirstAsync(
                "select count(*), min(due_at) from task where state = 'queued' and due_at <= @now",
                row => (row.GetInt64(0), row.MomentOrNull(1)),
                ("now", now.ToUnixTimeMilliseconds()));
            var isLong = oldest is { } due && now - due > LongQueue;
            return new Finding(
                "queue",
                !isLong,
                isLong ? $"{count} tasks are due, the oldest since {oldest:u}: more workers or slots, or a pool that is too small." : $"{count} tasks are due.");
        },
        cancel);

    private Task<Finding> SchedulesAsync(CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var late = await session.QueryAsync(
                "select workflow from schedule where next_at < @now and is_paused = 0 order by workflow",
                row => row.GetString(0),
                ("now", clock.Milliseconds() - (long)Silent.TotalMilliseconds));
            return new Finding("schedules", late.Count == 0, late.Count == 0 ? "None is overdue." : $"Overdue, so no scheduler runs: {string.Join(", ", late)}.");
        },
        cancel);

    private Task<Finding> SlackAsync(CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var unsent = await session.FirstAsync(
                "select count(*), max(send_note) from alert where send_at is not null and tries > 0",
                row => (Count: row.GetInt64(0), Note: row.TextOrNull(1)));
            return new Finding("messages", unsent.Count == 0, unsent.Count == 0 ? "None waits to be sent again." : $"{unsent.Count} could not be sent yet: {unsent.Note}");
        },
        cancel);
}
