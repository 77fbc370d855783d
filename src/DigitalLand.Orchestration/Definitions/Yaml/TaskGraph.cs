namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Joins the tasks of a workflow by their needs.</summary>
/// <param name="tasks">In the order of the file, those that a condition left out too.</param>
/// <param name="hasEmptyGroup">Whether a group came to nothing, so that a pattern may rightly match nothing.</param>
/// <param name="problems">Of the file.</param>
internal sealed class TaskGraph(IReadOnlyList<ReadTask> tasks, bool hasEmptyGroup, Problems problems)
{
    private readonly Dictionary<string, ReadTask> _byName = new(StringComparer.Ordinal);

    /// <summary>The tasks that are present, each after all that it needs, otherwise in the order of the file.</summary>
    public IReadOnlyList<WorkflowTask> Join()
    {
        // What was left out may share its name with what is there, as alternatives do.
        foreach (var task in tasks.OrderByDescending(task => task.IsPresent))
        {
            if (!_byName.TryAdd(task.Task.Name, task) && task.IsPresent)
            {
                problems.Add(task.Line, $"There are two tasks named '{task.Task.Name}'; give each its own name.");
            }
        }

        var joined = tasks.Where(task => task.IsPresent).Select(task => task with { Task = task.Task with { Needs = Resolve(task, [task.Task.Name]) } }).ToList();
        joined.ForEach(CheckFanOut);
        return Ordered(joined);
    }

    /// <summary>Names for patterns, which match what is present; a named need that was left out is replaced by what it needed itself.</summary>
    private List<string> Resolve(ReadTask task, HashSet<string> seen)
    {
        var needs = new List<string>();
        foreach (var need in task.Task.Needs)
        {
            var matches = Matches(need, task).ToList();
            if (matches.Count == 0 && !(hasEmptyGroup && IsPattern(need)))
            {
                var near = Spelling.Nearest(need, _byName.Keys);
                problems.Add(task.NeedsLine, $"The task '{task.Task.Name}' needs '{need}', which is no task of this workflow{(near is null ? "" : $"; did you mean '{near}'")}{(near is null ? "." : "?")}");
            }

            needs.AddRange(matches.Where(match => match.IsPresent || !IsPattern(need)).SelectMany(match => match.IsPresent ? [match.Task.Name] : seen.Add(match.Task.Name) ? Resolve(match, seen) : []));
        }

        return [.. needs.Distinct(StringComparer.Ordinal)];
    }

    private IEnumerable<ReadTask> Matches(string need, ReadTask task)
    {
        if (!IsPattern(need))
        {
            return _byName.TryGetValue(need, out var named) ? [named] : [];
        }

        return _byName.Values.Where(candidate => candidate != task && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(need, candidate.Task.Name, ignoreCase: false));
    }

    private static bool IsPattern(string need) => need.Contains('*', StringComparison.Ordinal);

    private void CheckFanOut(ReadTask task)
    {
        if (task.Task.ForEach is not ForEachOutput { Task: var source })
        {
            return;
        }

        if (!_byName.TryGetValue(source, out var list) || !list.IsPresent || !task.Task.Needs.Contains(source, StringComparer.Ordinal))
        {
            problems.Add(task.Line, $"The task '{task.Task.Name}' is repeated over the output of '{source}', so it must need it: add it to 'needs'.");
        }
        else if (list.Task.Action is not CommandAction || list.Task.ForEach is not null)
        {
            problems.Add(task.Line, $"The task '{task.Task.Name}' is repeated over the output of '{source}', which must run one command, once.");
        }
    }

    private List<WorkflowTask> Ordered(List<ReadTask> joined)
    {
        var (ordered, done) = (new List<WorkflowTask>(), new HashSet<string>(StringComparer.Ordinal));
        while (joined.Count > 0)
        {
            var ready = joined.Where(task => task.Task.Needs.All(done.Contains)).ToList();
            if (ready.Count == 0)
            {
                problems.Add(joined[0].Line, $"These tasks wait for each other, so none could start: {string.Join(", ", Circle(joined))}. Take one need away.");
                break;
            }

            // One at a time keeps the order of the file wherever the needs allow it.
            ordered.Add(ready[0].Task);
            done.Add(ready[0].Task.Name);
            joined.Remove(ready[0]);
        }

        return ordered;
    }

    private static IEnumerable<string> Circle(List<ReadTask> waiting)
    {
        var (names, next) = (new List<string>(), waiting[0].Task);
        while (!names.Contains(next.Name, StringComparer.Ordinal))
        {
            names.Add(next.Name);
            next = waiting.Select(task => task.Task).FirstOrDefault(task => next.Needs.Contains(task.Name, StringComparer.Ordinal)) ?? next;
        }

        return names.SkipWhile(name => name != next.Name);
    }
}
