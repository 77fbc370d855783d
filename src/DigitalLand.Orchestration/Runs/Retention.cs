using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>
/// Forgets what happened long ago, a piece at a time: each piece is one short transaction between which everybody else goes on. What the data itself records of where it came from lies in
/// the collections' logs and is not touched.
/// </summary>
/// <param name="periods">How long each kind is kept.</param>
/// <param name="piece">Tasks or alerts at most in one transaction, more only where a single run has more tasks.</param>
public sealed class Retention(IDatabase database, TimeProvider clock, RetentionPeriods periods, int piece = 2_000)
{
    /// <summary>Deletes one piece.</summary>
    /// <returns>The number of runs and alerts deleted; 0 when nothing is old enough.</returns>
    public async Task<int> DeletePieceAsync(CancellationToken cancel) => await DeleteRunsAsync(cancel) is > 0 and var runs ? runs : await DeleteAlertsAsync(cancel);

    /// <summary>The folders of logs that are too old, or belong to no run any more.</summary>
    /// <param name="logs">Below which each run has a folder with its number.</param>
    /// <returns>How many were deleted.</returns>
    public async Task<int> DeleteLogsAsync(string logs, CancellationToken cancel)
    {
        if (!Directory.Exists(logs))
        {
            return 0;
        }

        var (kept, newest) = await database.ReadAsync(
            async session => (
                (await session.QueryAsync("select id from run where ended_at is null or ended_at >= @before", row => row.GetInt64(0), ("before", Before(periods.Logs)))).ToHashSet(),
                await session.NumberAsync("select max(id) from run") ?? 0),
            cancel);

        // A run that is newer than all we know of may just be about to be known.
        var gone = Directory.EnumerateDirectories(logs).Where(folder => long.TryParse(Path.GetFileName(folder), out var run) && run <= newest && !kept.Contains(run)).ToList();
        gone.ForEach(folder => Directory.Delete(folder, recursive: true));
        return gone.Count;
    }

    private Task<int> DeleteRunsAsync(CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            // A run whose parent is still under way is part of that one's record.
            var old = await session.QueryAsync(
                """
                select r.id, (select count(*) from task t where t.run = r.id) from run r
                where r.ended_at < @before and not exists (
                    select 1 from task t join run p on p.id = t.run where t.id = r.parent_task and p.ended_at is null)
                order by r.ended_at limit 100
                """,
                row => (Id: row.GetInt64(0), Tasks: row.GetInt64(1)),
                ("before", Before(periods.Runs)));
            var (runs, tasks) = (0, 0L);
            foreach (var run in old.TakeWhile(run => runs == 0 || tasks + run.Tasks <= piece))
            {
                await session.ExecuteAsync("delete from attempt where task in (select id from task where run = @run)", ("run", run.Id));
                await session.ExecuteAsync("delete from task where run = @run", ("run", run.Id));
                await session.ExecuteAsync("delete from alert where run = @run", ("run", run.Id));
                await session.ExecuteAsync("delete from run where id = @run", ("run", run.Id));
                (runs, tasks) = (runs + 1, tasks + run.Tasks);
            }

            return runs;
        },
        cancel);

    /// <summary>What stands stays, however long: it would not be raised again.</summary>
    private Task<int> DeleteAlertsAsync(CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync(
            """
            delete from alert where id in (
                select id from alert where resolved_at < @before or (created_at < @before and kind in ('run-failed', 'worker-lost')) order by id limit @piece)
            """,
            ("before", Before(periods.Alerts)),
            ("piece", (long)piece)),
        cancel);

    private long Before(TimeSpan keep) => clock.Milliseconds() - (long)keep.TotalMilliseconds;
}
