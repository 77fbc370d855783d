using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>A workflow run for each of a range of days.</summary>
/// <param name="Runs">How many of its runs stand where.</param>
public sealed record BackfillRecord(long Id, string Workflow, string First, string Last, DateTimeOffset CreatedAt, IReadOnlyDictionary<RunState, int> Runs)
{
    public int Total => Runs.Values.Sum();

    public int Done => Runs.Where(count => count.Key.IsEnd()).Sum(count => count.Value);
}

/// <summary>Backfills: made at once with all their runs, worked off a few at a time behind everything else, and watched as one thing.</summary>
public sealed class Backfills(IDatabase database, TimeProvider clock)
{
    /// <summary>Behind what the night asks for.</summary>
    private const int Priority = -1000;

    private const int MostDays = 3_700;

    /// <returns>The backfill's number.</returns>
    /// <exception cref="WrongUseException">The range is empty or too long, or a parameter is wrong.</exception>
    public Task<long> StartAsync(Workflow workflow, DateOnly first, DateOnly last, IReadOnlyDictionary<string, string> parameters, int mostRuns, CancellationToken cancel)
    {
        if (last < first || last.DayNumber - first.DayNumber >= MostDays)
        {
            throw new WrongUseException($"From {first:yyyy-MM-dd} to {last:yyyy-MM-dd} is no range of 1 to {MostDays} days.");
        }

        return database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var id = await session.NumberAsync(
                    """
                    insert into backfill (workflow, first_date, last_date, parameters, most_runs, created_at) values (@workflow, @first, @last, @parameters, @most, @now) returning id
                    """,
                    ("workflow", workflow.Name),
                    ("first", first.ToString("yyyy-MM-dd")),
                    ("last", last.ToString("yyyy-MM-dd")),
                    ("parameters", JsonSerializer.Serialize(parameters, RunJson.Default.IReadOnlyDictionaryStringString)),
                    ("most", (long)mostRuns),
                    ("now", now.ToUnixTimeMilliseconds()));

                // A backfill is wanted whole, whatever the workflow says of starts while it is busy.
                var queued = workflow with { Concurrency = workflow.Concurrency with { WhenBusy = WhenBusy.Queue } };
                for (var day = first; day <= last; day = day.AddDays(1))
                {
                    await RunInsert.WriteAsync(
                        session,
                        new NewRun { Workflow = queued, Trigger = RunTrigger.Backfill, Date = day, Parameters = parameters, Backfill = id, Priority = Priority },
                        now);
                }

                return id!.Value;
            },
            cancel);
    }

    /// <summary>Newest first.</summary>
    public Task<List<BackfillRecord>> ListAsync(CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var counts = (await session.QueryAsync(
                "select backfill, state, count(*) from run where backfill is not null group by backfill, state",
                row => (Id: row.GetInt64(0), State: Words.Parse<RunState>(row.GetString(1)), Count: (int)row.GetInt64(2)))).ToLookup(count => count.Id);
            return await session.QueryAsync(
                "select id, workflow, first_date, last_date, created_at from backfill order by id desc",
                row => new BackfillRecord(
                    row.GetInt64(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetString(3),
                    row.Moment(4),
                    counts[row.GetInt64(0)].ToDictionary(count => count.State, count => count.Count)));
        },
        cancel);

    /// <summary>Cancels every run of it that has not ended.</summary>
    /// <exception cref="WrongUseException">There is no such backfill.</exception>
    public Task<int> CancelAsync(long backfill, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            if (await session.NumberAsync("select 1 from backfill where id = @id", ("id", backfill)) is null)
            {
                throw new WrongUseException($"There is no backfill {backfill}.");
            }

            var open = await session.QueryAsync("select id from run where backfill = @id and ended_at is null", row => row.GetInt64(0), ("id", backfill));
            foreach (var run in open)
            {
                await RunControl.CancelAsync(session, run, "Its backfill was cancelled.", clock.GetUtcNow());
            }

            return open.Count;
        },
        cancel);
}
