using DigitalLand.Core;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>What can only be checked when all workflows are known: names that clash, children that are not there, circles of children.</summary>
public static class CatalogueCheck
{
    /// <summary>The problems, each with the file in whose workflow it lies.</summary>
    /// <param name="files">Workflows by the file that defines them.</param>
    /// <param name="lines">Where tasks stand, as far as that is known.</param>
    public static IReadOnlyList<DefinitionProblem> Of(IReadOnlyDictionary<string, IReadOnlyList<Workflow>> files, IReadOnlyDictionary<(string Workflow, string Task), int> lines)
    {
        var problems = new List<DefinitionProblem>();
        var byName = new Dictionary<string, Workflow>(StringComparer.Ordinal);
        foreach (var (file, workflow) in Workflows(files))
        {
            if (!byName.TryAdd(workflow.Name, workflow))
            {
                problems.Add(new DefinitionProblem(file, 1, $"There is another workflow named '{workflow.Name}'; give each its own name."));
            }
        }

        foreach (var (file, workflow) in Workflows(files))
        {
            foreach (var (task, action) in Children(workflow))
            {
                if (Child(workflow, task, action, byName) is { } sentence)
                {
                    problems.Add(new DefinitionProblem(file, lines.GetValueOrDefault((workflow.Name, task), 1), sentence));
                }
            }

            if (Reaches(workflow.Name, workflow, byName, []))
            {
                problems.Add(new DefinitionProblem(file, 1, $"The workflow '{workflow.Name}' starts itself through its children, and so would never end. Take one of the tasks away."));
            }
        }

        return problems;
    }

    /// <summary>Commands of this program that it would not understand, as far as that shows before values are known.</summary>
    /// <param name="files">Workflows by the file that defines them.</param>
    /// <param name="lines">Where tasks stand.</param>
    /// <param name="problem">What is wrong with arguments, without the program's name; null for nothing.</param>
    public static IReadOnlyList<DefinitionProblem> Commands(
        IReadOnlyDictionary<string, IReadOnlyList<Workflow>> files, IReadOnlyDictionary<(string Workflow, string Task), int> lines, Func<IReadOnlyList<string>, string?> problem) =>
    [
        .. from pair in Workflows(files)
           from task in pair.Workflow.Tasks
           where task.Action is CommandAction
           let words = ((CommandAction)task.Action).Words.Select(word => word.Fill(path => Example(path, pair.Workflow))).ToList()
           where words[0] == CommandAction.OwnProgram
           let sentence = problem([.. words.Skip(1)])
           where sentence is not null
           group $"The command of the task '{task.Name}' is not understood: {sentence}" by (pair.File, Line: lines.GetValueOrDefault((pair.Workflow.Name, task.Name), 1)) into place
           select new DefinitionProblem(place.Key.File, place.Key.Line, place.First()),
    ];

    /// <summary>A value that could stand in a place: a number passes for a text too.</summary>
    private static string Example(string path, Workflow workflow) =>
        path.Split('.') is ["params", var name] && workflow.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter
            ? parameter.Default ?? (parameter.Choices is [var first, ..] ? first : "1")
            : "1";

    private static string? Child(Workflow parent, string task, ChildWorkflowAction action, Dictionary<string, Workflow> byName)
    {
        var where = $"The task '{task}' of '{parent.Name}'";
        if (!byName.TryGetValue(action.Workflow, out var child))
        {
            var near = Spelling.Nearest(action.Workflow, byName.Keys);
            return $"{where} starts the workflow '{action.Workflow}', which there is not{(near is null ? "." : $"; did you mean '{near}'?")}";
        }

        try
        {
            // A value that is known only later is checked when the child is started; until then its parameter's default stands for it.
            var given = action.Parameters.Where(argument => argument.Value.IsLiteral).ToDictionary(argument => argument.Name, argument => argument.Value.ToString(), StringComparer.Ordinal);
            var open = action.Parameters.Where(argument => !argument.Value.IsLiteral).Select(argument => argument.Name).ToList();
            Parameter.ReadAll([.. child.Parameters.Where(parameter => !open.Contains(parameter.Name, StringComparer.Ordinal))], given);
            var unknown = open.Find(name => child.Parameters.All(parameter => parameter.Name != name));
            return unknown is null ? null : $"{where} gives '{unknown}' to '{child.Name}', which has no such parameter.";
        }
        catch (WrongUseException error)
        {
            return $"{where} starts '{child.Name}' in a way that it cannot be started. {error.Message}";
        }
    }

    private static bool Reaches(string name, Workflow workflow, Dictionary<string, Workflow> byName, HashSet<string> seen) =>
        Children(workflow).Any(child => child.Action.Workflow == name
            || (seen.Add(child.Action.Workflow) && byName.TryGetValue(child.Action.Workflow, out var next) && Reaches(name, next, byName, seen)));

    private static IEnumerable<(string File, Workflow Workflow)> Workflows(IReadOnlyDictionary<string, IReadOnlyList<Workflow>> files) =>
        files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => file.Value.Select(workflow => (file.Key, workflow)));

    private static IEnumerable<(string Task, ChildWorkflowAction Action)> Children(Workflow workflow) =>
        workflow.Tasks.Where(task => task.Action is ChildWorkflowAction).Select(task => (task.Name, (ChildWorkflowAction)task.Action));
}
