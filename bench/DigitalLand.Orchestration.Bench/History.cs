using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Bench;

/// <summary>Years of nights that have ended: runs of a hundred tasks, each with its attempt.</summary>
internal static class History
{
    public static Task<int> FillAsync(IDatabase database, int tasks, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            var runs = tasks / 100;
            var (numbers, items) = database.IsShared
                ? ("generate_series(1, @runs) as n(i)", "generate_series(0, 99) as m(j)")
                : ("(with recursive n(i) as (select 1 union all select i + 1 from n where i < @runs) select i from n) as n", "(with recursive m(j) as (select 0 union all select j + 1 from m where j < 99) select j from m) as m");
            await session.ExecuteAsync(
                $"""
                insert into run (workflow, definition, state, trigger, parameters, date, priority, most_runs, created_at, started_at, ended_at)
                select 'history', 'none', 'succeeded', 'person', '[]', '2020-01-01', 0, 1, i * 1000, i * 1000, i * 1000 + 500 from {numbers}
                """,
                ("runs", (long)runs));
            await session.ExecuteAsync(
                $"""
                insert into task (run, name, item, state, priority, pool, starts, started_at, ended_at)
                select r.id, 'each', m.j, 'succeeded', 0, 'default', 1, r.started_at, r.ended_at from run r, {items} where r.workflow = 'history'
                """);
            return await session.ExecuteAsync(
                """
                insert into attempt (task, number, state, worker, started_at, ended_at, exit_code, cpu_ms)
                select t.id, 1, 'succeeded', 1, t.started_at, t.ended_at, 0, 100 from task t join run r on r.id = t.run where r.workflow = 'history'
                """);
        },
        cancel);
}
