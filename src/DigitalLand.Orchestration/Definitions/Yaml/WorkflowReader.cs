using System.Globalization;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Reads a file that defines a workflow, or one for each collection or dataset.</summary>
internal sealed class WorkflowReader(ExpansionInputs inputs, Problems problems)
{
    /// <summary>Where each task of each workflow stands, for what can be checked only when all workflows are known.</summary>
    public Dictionary<(string Workflow, string Task), int> Lines { get; } = [];

    /// <summary>The workflows of the file, complete; those of a file with problems are not to be used.</summary>
    public IReadOnlyList<Workflow> Read(DefinitionFile file)
    {
        if (file.Parse(problems) is not { } root)
        {
            return [];
        }

        var mapping = new Mapping(root, "a workflow", problems, Scope.OfEnvironment(inputs.Environment));
        return [.. Rounds(mapping).Where(round => Condition.Holds(round.Mapping)).Select(round => ReadOne(round.Mapping, round.Collection))];
    }

    private IEnumerable<(Mapping Mapping, CollectionDefinition? Collection)> Rounds(Mapping mapping)
    {
        switch (mapping.Text("for-each"))
        {
            case null:
                return [(mapping, null)];
            case "collections":
                return inputs.Collections.Select(each => (mapping.In(mapping.Scope.WithCollection(each)), (CollectionDefinition?)each));
            case "datasets":
                return inputs.Collections.SelectMany(each => each.Datasets.Select(dataset => (mapping.In(mapping.Scope.WithCollection(each).WithDataset(dataset)), (CollectionDefinition?)each)));
            case var other:
                mapping.Refuse("for-each", $"A workflow is repeated over 'collections' or 'datasets', not '{other}'.");
                return [];
        }
    }

    private Workflow ReadOne(Mapping mapping, CollectionDefinition? collection)
    {
        mapping.Has("for-each");
        mapping.Has("if");
        mapping.Has("unless");
        var name = mapping.RequiredText("name");
        if (name.Length > 0 && !Names.IsName(name))
        {
            mapping.Refuse("name", $"'{name}' is no name of a workflow: use lower-case letters, digits, dashes and dots.");
        }

        var parameters = ParameterReader.Read(mapping, inputs);
        var defaults = mapping.Inner("defaults", "the defaults of tasks");
        var list = new TaskListReader(inputs, new TaskReader(parameters, defaults));
        var tasks = list.Read(mapping, collection);
        foreach (var task in tasks)
        {
            Lines[(name, task.Task.Name)] = (int)task.Line;
        }

        var workflow = new Workflow
        {
            Name = name,
            Description = mapping.Text("description") ?? "",
            Environment = inputs.Environment.Name,
            Parameters = parameters,
            Schedule = ScheduleReader.Schedule(mapping),
            Concurrency = ScheduleReader.Concurrency(mapping, parameters),
            Timeout = mapping.Value("timeout", Duration.Parse),
            Priority = mapping.Number("priority", 0, 1_000_000) ?? 0,
            DoneBy = mapping.Value("done-by", TimeOfDay),
            Tasks = new TaskGraph(tasks, list.HasEmptyGroup, problems).Join(),
        };
        if (workflow.Tasks.Count == 0 && !problems.Any)
        {
            mapping.Refuse("tasks", $"In {inputs.Environment.Name} conditions leave no task in '{name}'; leave out the workflow with 'if' instead.");
        }

        defaults?.Finish();
        mapping.Finish();
        return WorkflowJson.WithVersion(workflow);
    }

    private static TimeOnly TimeOfDay(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw new FormatException($"'{text}' is no time of day such as \"08:00\"");
}
