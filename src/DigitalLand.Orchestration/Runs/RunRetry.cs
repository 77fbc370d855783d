using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>Takes an ended run back to its queue with part of its tasks to do again. Attempts made so far stay in the record.</summary>
internal static class RunRetry
{
    public static async Task<int> WriteAsync(StoreSession session, OpenRun run, Workflow workflow, string? task, DateTimeOffset now)
    {
        var states = (await session.QueryAsync(
            "select name, state from task where run = @run and item = -1",
            row => (Name: row.GetString(0), State: Words.Parse<TaskState>(row.GetString(1))),
            ("run", run.Id))).ToDictionary(row => row.Name, row => row.State, StringComparer.Ordinal);
        var again = Again(workflow, states, task);
        if (again.Count == 0)
        {
            throw new WrongUseException($"Nothing failed in run {run.Id}. Name a task with --task to run it and what depends on it again.");
        }

        foreach (var name in again)
        {
            var node = workflow.Tasks.First(candidate => candidate.Name == name);
            var listAnew = task == name || node.Needs.Any(again.Contains) || node.Action is not CommandAction;
            if (node.ForEach is null || !await RetryItemsAsync(session, run.Id, name, listAnew))
            {
                await session.ExecuteAsync(
                    """
                    update task set state = 'waiting', closed = 0, retries = '', cause = null, note = null, ended_at = null, output = null
                    where run = @run and name = @name and item = -1
                    """,
                    ("run", run.Id),
                    ("name", name));
            }
        }

        await session.ExecuteAsync(
            "update run set state = 'queued', ended_at = null, end_by = null, started_at = null, decide_at = null, note = null where id = @id",
            ("id", run.Id));
        session.Announce();
        return again.Count;
    }

    private static List<string> Again(Workflow workflow, Dictionary<string, TaskState> states, string? task)
    {
        if (task is not null && !states.ContainsKey(task))
        {
            throw new WrongUseException($"There is no task '{task}'; there are: {string.Join(", ", workflow.Tasks.Select(candidate => candidate.Name))}.");
        }

        var again = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in workflow.Tasks)
        {
            var isChosen = task is null
                ? states[candidate.Name] is TaskState.Failed or TaskState.Cancelled or TaskState.UpstreamFailed
                : candidate.Name == task;
            if (isChosen || candidate.Needs.Any(again.Contains))
            {
                again.Add(candidate.Name);
            }
        }

        return [.. workflow.Tasks.Select(candidate => candidate.Name).Where(again.Contains)];
    }

    /// <summary>In a fan-out that was expanded only the items that did not succeed are run again, over the same list; all of them where the list is to be read anew.</summary>
    /// <returns>False where there are no items to take up, so that the list is read again.</returns>
    private static async Task<bool> RetryItemsAsync(StoreSession session, long run, string name, bool listAnew)
    {
        if (listAnew)
        {
            // The list is read again; an item that is no longer in it must not count.
            await session.ExecuteAsync("update task set state = 'skipped', note = 'Not in the list any more.' where run = @run and name = @name and item >= 0", ("run", run), ("name", name));
            return false;
        }

        var open = await session.ExecuteAsync(
            """
            update task set state = 'queued', retries = '', cause = null, note = null, ended_at = null, due_at = 0
            where run = @run and name = @name and item >= 0 and state in ('failed', 'cancelled') and work is not null
            """,
            ("run", run),
            ("name", name));
        return open > 0 && await session.ExecuteAsync(
            "update task set state = 'expanded', pending = @open, cause = null, note = null, ended_at = null where run = @run and name = @name and item = -1",
            ("open", (long)open),
            ("run", run),
            ("name", name)) > 0;
    }
}
