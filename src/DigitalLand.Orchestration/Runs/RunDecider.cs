using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Runs;

/// <summary>
/// The rules of the graph, as a function: from where a run stands to what is to be written. The same snapshot gives the same decisions, and once they have been written it
/// gives none; so a decision that was lost with its process is simply taken again.
/// </summary>
internal static class RunDecider
{
    public static IReadOnlyList<Decision> Decide(RunSnapshot run)
    {
        var decisions = new List<Decision>();
        if (run.State == RunState.Running && run.IsOverdue)
        {
            decisions.Add(new Decision.TimeOut());
            run = run with { State = RunState.TimingOut };
        }

        // A task stands after everything it needs, so one walk carries an end through to the last that depends on it.
        var ends = new Dictionary<string, Ended>(StringComparer.Ordinal);
        foreach (var task in run.Workflow.Tasks)
        {
            var node = run.Nodes[task.Name];
            if (node.State.IsEnd())
            {
                ends.Add(task.Name, new Ended(node.State, node.IsClosed));
                continue;
            }

            var decision = run.State == RunState.Running ? GoOn(task, node, ends) : Stop(task, node);
            if (decision is not null)
            {
                decisions.Add(decision);
            }

            if (decision is Decision.End end)
            {
                ends.Add(task.Name, new Ended(end.State, end.IsClosed));
            }
        }

        if (ends.Count == run.Workflow.Tasks.Count)
        {
            decisions.Add(EndOf(run.State, ends));
        }

        return decisions;
    }

    private static Decision? GoOn(WorkflowTask task, NodeSnapshot node, Dictionary<string, Ended> ends) => node.State switch
    {
        TaskState.Waiting => Start(task, ends),
        TaskState.Expanded => EndOfItems(task, node.Items!),
        TaskState.Child when task.Action is WaitAction => node.IsDue ? new Decision.End(task.Name, TaskState.Succeeded) : null,
        TaskState.Child => EndOfChild(task, node),
        _ => null,
    };

    private static Decision? Start(WorkflowTask task, Dictionary<string, Ended> ends)
    {
        var needs = task.Needs.Where(ends.ContainsKey).Select(name => (Name: name, End: ends[name])).ToList();
        var all = needs.Count == task.Needs.Count;
        if (needs.FirstOrDefault(need => need.End.IsClosed) is { Name: { } closed })
        {
            return new Decision.End(task.Name, TaskState.Skipped, $"'{closed}' said that there is nothing to do.");
        }

        if (task.When == When.AllDone)
        {
            return all ? new Decision.Begin(task.Name) : null;
        }

        if (needs.FirstOrDefault(need => need.End.State is TaskState.Failed or TaskState.UpstreamFailed or TaskState.Cancelled) is { Name: { } failed })
        {
            return new Decision.End(task.Name, TaskState.UpstreamFailed, $"'{failed}' did not succeed.");
        }

        if (needs.FirstOrDefault(need => need.End.State == TaskState.Skipped) is { Name: { } skipped })
        {
            return new Decision.End(task.Name, TaskState.Skipped, $"'{skipped}' was skipped.");
        }

        return all ? new Decision.Begin(task.Name) : null;
    }

    private static Decision.End? EndOfItems(WorkflowTask task, IReadOnlyDictionary<TaskState, int> items)
    {
        if (items.Any(count => count.Value > 0 && !count.Key.IsEnd()))
        {
            return null;
        }

        var total = items.Values.Sum();
        var succeeded = items.GetValueOrDefault(TaskState.Succeeded);
        var state = succeeded + items.GetValueOrDefault(TaskState.Skipped) == total ? TaskState.Succeeded
            : items.GetValueOrDefault(TaskState.Failed) > 0 ? TaskState.Failed
            : TaskState.Cancelled;
        return new Decision.End(task.Name, state, $"{succeeded} of {total} succeeded.");
    }

    private static Decision? EndOfChild(WorkflowTask task, NodeSnapshot node) => node.Child switch
    {
        // A retry whose time has come.
        null => node.IsDue ? new Decision.Begin(task.Name) : null,
        RunState.Succeeded => new Decision.End(task.Name, TaskState.Succeeded),
        RunState.Skipped => new Decision.End(task.Name, TaskState.Skipped, "The run it was to wait for was skipped."),
        RunState.Failed or RunState.Cancelled => new Decision.ChildFailed(task.Name, node.Child.Value),
        _ => null,
    };

    /// <summary>In a run that is to end nothing starts; what a process or another run holds ends by itself, once told.</summary>
    private static Decision? Stop(WorkflowTask task, NodeSnapshot node) => node.State switch
    {
        TaskState.Waiting or TaskState.Queued => new Decision.End(task.Name, TaskState.Cancelled),
        TaskState.Expanded when node.Items!.GetValueOrDefault(TaskState.Queued) > 0 => new Decision.CancelItems(task.Name),
        TaskState.Expanded => EndOfItems(task, node.Items!),
        TaskState.Child => node.Child switch
        {
            null => new Decision.End(task.Name, TaskState.Cancelled),
            var child when child.Value.IsEnd() => new Decision.End(task.Name, child == RunState.Succeeded ? TaskState.Succeeded : TaskState.Cancelled),
            RunState.Cancelling or RunState.TimingOut => null,
            _ => new Decision.CancelChild(task.Name),
        },
        _ => null,
    };

    private static Decision.EndRun EndOf(RunState state, Dictionary<string, Ended> ends)
    {
        if (state == RunState.Cancelling)
        {
            return new Decision.EndRun(RunState.Cancelled);
        }

        if (state == RunState.TimingOut)
        {
            return new Decision.EndRun(RunState.Failed, "The run took longer than its workflow allows.");
        }

        var failed = ends.Where(end => end.Value.State is TaskState.Failed or TaskState.Cancelled).Select(end => end.Key).ToList();
        return failed.Count == 0
            ? new Decision.EndRun(RunState.Succeeded)
            : new Decision.EndRun(RunState.Failed, $"Failed: {string.Join(", ", failed.Take(5))}{(failed.Count > 5 ? $" and {failed.Count - 5} more" : "")}.");
    }

    private readonly record struct Ended(TaskState State, bool IsClosed);
}
