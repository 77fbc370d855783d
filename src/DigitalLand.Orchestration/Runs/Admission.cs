using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>Lets queued runs begin: the most urgent first, as many of a workflow as may be, and never two on one thing that is theirs alone.</summary>
public sealed class Admission(IDatabase database, TimeProvider clock)
{
    private readonly KeptDefinitions _definitions = new();

    /// <returns>The run that may begin now, or null where none may.</returns>
    public Task<long?> AdmitNextAsync(CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            // 1. One at a time counts what is under way. The unique index over exclusive runs would refuse a mistake here.
            await database.LockAsync(session, StoreLock.Admit);
            var run = await session.FirstAsync(
                """
                select r.id, r.definition from run r
                where r.state = 'queued'
                    and (r.exclusive is null or r.exclusive not in (
                        select o.exclusive from run o where o.exclusive is not null and o.state in ('running', 'cancelling', 'timing-out')))
                    and r.workflow not in (
                        select o.workflow from run o where o.state in ('running', 'cancelling', 'timing-out')
                        group by o.workflow having count(*) >= max(o.most_runs))
                    and (r.backfill is null or r.backfill not in (
                        select o.backfill from run o join backfill b on b.id = o.backfill where o.state in ('running', 'cancelling', 'timing-out')
                        group by o.backfill, b.most_runs having count(*) >= b.most_runs))
                order by r.priority desc, r.id
                limit 1
                """,
                row => (Id: row.GetInt64(0), Definition: row.GetString(1)));
            if (run == default)
            {
                return (long?)null;
            }

            var now = clock.GetUtcNow();
            var workflow = await _definitions.FindAsync(session, run.Definition);

            // 2. Begun and marked to be decided, in one.
            await session.ExecuteAsync(
                "update run set state = 'running', started_at = @now, end_by = @end_by, decide_at = @now where id = @id and state = 'queued'",
                ("now", now.ToUnixTimeMilliseconds()),
                ("end_by", workflow.Timeout is { } timeout ? (now + timeout).ToUnixTimeMilliseconds() : null),
                ("id", run.Id));
            session.Announce();
            return run.Id;
        },
        cancel);
}
