using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>Reads where a run stands. Fan-outs come as counts, through an index.</summary>
internal static class SnapshotReader
{
    public static async Task<RunSnapshot> ReadAsync(StoreSession session, OpenRun run, Workflow workflow, DateTimeOffset now)
    {
        var nodes = (await session.QueryAsync(
            "select name, state, closed, due_at from task where run = @run and item = -1",
            row => (Name: row.GetString(0), Node: new NodeSnapshot(Words.Parse<TaskState>(row.GetString(1)), row.GetInt64(2) != 0, IsDue: row.Moment(3) <= now)),
            ("run", run.Id))).ToDictionary(node => node.Name, node => node.Node, StringComparer.Ordinal);
        if (nodes.Values.Any(node => node.State == TaskState.Expanded))
        {
            var items = await session.QueryAsync(
                "select name, state, count(*) from task where run = @run and item >= 0 group by name, state",
                row => (Name: row.GetString(0), State: Words.Parse<TaskState>(row.GetString(1)), Count: (int)row.GetInt64(2)),
                ("run", run.Id));
            foreach (var group in items.GroupBy(item => item.Name))
            {
                nodes[group.Key] = nodes[group.Key] with { Items = group.ToDictionary(item => item.State, item => item.Count) };
            }
        }

        if (nodes.Values.Any(node => node.State == TaskState.Child))
        {
            var children = await session.QueryAsync(
                "select t.name, c.state from task t join run c on c.parent_task = t.id and c.parent_start = t.starts where t.run = @run and t.item = -1 and t.state = 'child'",
                row => (Name: row.GetString(0), State: Words.Parse<RunState>(row.GetString(1))),
                ("run", run.Id));
            foreach (var (name, state) in children)
            {
                nodes[name] = nodes[name] with { Child = state };
            }
        }

        return new RunSnapshot(workflow, run.State, run.EndBy <= now, nodes);
    }
}
