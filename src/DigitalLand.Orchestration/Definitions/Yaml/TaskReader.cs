using YamlDotNet.RepresentationModel;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>A task as its file has it, before its needs are resolved.</summary>
/// <param name="Task">With needs as written, patterns among them.</param>
/// <param name="Line">Of the task.</param>
/// <param name="NeedsLine">Of its needs.</param>
/// <param name="IsPresent">False where a condition leaves it out of the graph.</param>
internal sealed record ReadTask(WorkflowTask Task, long Line, long NeedsLine, bool IsPresent);

/// <summary>Reads one task.</summary>
/// <param name="parameters">That the workflow has.</param>
/// <param name="defaults">The workflow's <c>defaults</c>, read where a task is silent.</param>
internal sealed class TaskReader(IReadOnlyList<Parameter> parameters, Mapping? defaults)
{
    private static readonly string[] Actions = ["run", "workflow", "wait", "days"];

    public ReadTask Read(Mapping mapping, bool isPresent)
    {
        isPresent &= Condition.Holds(mapping);
        var forEach = ForEach(mapping);
        var open = new OpenPlaces([.. parameters.Select(parameter => parameter.Name)], HasItem: forEach is not null, HasRun: true);
        var action = Action(mapping, open);
        var task = new WorkflowTask
        {
            Name = Name(mapping),
            Description = mapping.Text("description") ?? "",
            Action = action,
            Needs = mapping.Texts("needs"),
            When = mapping.Word<When>("when", ("all-success", When.AllSuccess), ("all-done", When.AllDone)) ?? When.AllSuccess,
            ForEach = forEach,
            ShortCircuit = ShortCircuit(mapping, action, forEach),
            Retries = RetryReader.Read(mapping) ?? (defaults is null ? null : RetryReader.Read(defaults)) ?? RetryPolicy.Default,
            Timeout = mapping.Value("timeout", Duration.Parse) ?? defaults?.Value("timeout", Duration.Parse) ?? (action is ChildWorkflowAction ? WorkflowTask.DefaultChildTimeout : WorkflowTask.DefaultTimeout),
            StalledAfter = mapping.Value("stalled-after", Duration.Parse) ?? defaults?.Value("stalled-after", Duration.Parse),
            Memory = Amount(mapping, "memory", open),
            Cpu = Amount(mapping, "cpu", open),
            Pool = mapping.Template("pool", open) ?? defaults?.Template("pool", open) ?? WorkflowTask.DefaultPool,
            Priority = mapping.Number("priority", 0, 1_000_000) ?? 0,
            Worker = Worker(mapping) ?? (defaults is null ? null : Worker(defaults)) ?? WorkerClass.Any,
        };
        mapping.Finish();
        return new ReadTask(task, mapping.Line, mapping.LineOf("needs"), isPresent);
    }

    private static string Name(Mapping mapping)
    {
        var name = mapping.RequiredText("name");
        if (name.Length > 0 && !Names.IsName(name))
        {
            mapping.Refuse("name", $"'{name}' is no name of a task: use lower-case letters, digits, dashes and dots.");
        }

        return name;
    }

    private TaskAction Action(Mapping mapping, OpenPlaces open)
    {
        var given = Actions.Where(mapping.Has).ToList();
        if (given.Count != 1)
        {
            mapping.Refuse(given.ElementAtOrDefault(1) ?? "name", given.Count == 0
                ? "A task needs one of run, workflow, wait and days, to say what it does."
                : $"A task does one thing: this one has {string.Join(" and ", given)}; make it two tasks.");
        }

        return given.FirstOrDefault() switch
        {
            "workflow" => Child(mapping, open),
            "wait" => new WaitAction(mapping.Value("wait", Duration.Parse) ?? TimeSpan.FromSeconds(1)),
            "days" => new DayFilterAction(ScheduleReader.Days(mapping, "days") ?? "", ScheduleReader.TimeZone(mapping)),
            _ => new CommandAction(Words(mapping, open), AllVariables(mapping, open)) { Container = mapping.Text("container") ?? "" },
        };
    }

    private static IReadOnlyList<TextTemplate> Words(Mapping mapping, OpenPlaces open)
    {
        var words = mapping.Node("run") is YamlSequenceNode ? mapping.Templates("run", open) : Split(mapping, open);
        if (mapping.Has("run") && words is [] or [{ IsLiteral: false }, ..])
        {
            mapping.Refuse("run", "A command begins with the name of a program, such as digital-land.");
        }

        return words;
    }

    /// <summary>The command line is split before anything is filled in: a value is one word, or a part of one, whatever it holds.</summary>
    private static List<TextTemplate> Split(Mapping mapping, OpenPlaces open)
    {
        var line = mapping.LineOf("run");
        try
        {
            return mapping.Node("run") is YamlScalarNode { Value: { } text } ? [.. CommandWords.Split(text).Select(word => mapping.Template(word, line, open)).OfType<TextTemplate>()] : [];
        }
        catch (FormatException error)
        {
            mapping.Refuse("run", error.Message + ".");
            return [];
        }
    }

    private EnvironmentVariable[] AllVariables(Mapping mapping, OpenPlaces open)
    {
        var own = Variables(mapping.Inner("environment", "the environment of a task"), open);
        var common = Variables(defaults?.Inner("environment", "the environment of a task"), open);
        return [.. own.UnionBy(common, variable => variable.Name).OrderBy(variable => variable.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<EnvironmentVariable> Variables(Mapping? list, OpenPlaces open)
    {
        foreach (var name in list?.Keys.ToList() ?? [])
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                list!.Refuse(name, $"'{name}' is no name of an environment variable: use letters, digits and underscores.");
            }
            else if (list!.Template(name, open) is { } value)
            {
                yield return new EnvironmentVariable(name, value);
            }
        }
    }

    private static ChildWorkflowAction Child(Mapping mapping, OpenPlaces open)
    {
        var with = mapping.Inner("with", "a list of parameters");
        var arguments = (with?.Keys.ToList() ?? []).Select(name => (name, value: with!.Template(name, open))).Where(pair => pair.value is not null);
        return new ChildWorkflowAction(mapping.RequiredText("workflow"), [.. arguments.Select(pair => new ParameterArgument(pair.name, pair.value!))]);
    }

    private ForEach? ForEach(Mapping mapping)
    {
        if (mapping.Node("for-each") is not { } node)
        {
            return null;
        }

        if (node is YamlScalarNode)
        {
            mapping.Refuse("for-each", "A single task is repeated over a list that is known when it runs: write 'for-each: {output-of: TASK}'. To repeat tasks over collections or datasets, put them under 'tasks' of a group.");
            return null;
        }

        var open = new OpenPlaces([.. parameters.Select(parameter => parameter.Name)], HasItem: false, HasRun: true);
        var source = mapping.Inner("for-each", "a fan-out");
        var (task, file, pointer, values) = (source?.Text("output-of"), source?.Template("file", open), source?.Text("list"), source?.Templates("values", open));
        source?.Finish();
        if ((task is null ? 0 : 1) + (file is null ? 0 : 1) + (values is { Count: > 0 } ? 1 : 0) != 1)
        {
            mapping.Refuse("for-each", "A fan-out has one list: output-of (a task whose last line of output is the list), file (with list, a JSON pointer), or values.");
            return null;
        }

        return task is not null ? new ForEachOutput(task) : file is not null ? new ForEachFile(file, pointer ?? "") : new ForEachValue(values!);
    }

    private static bool ShortCircuit(Mapping mapping, TaskAction action, ForEach? forEach)
    {
        var closes = mapping.Flag("short-circuit") ?? false;
        if (closes && action is not (CommandAction or DayFilterAction))
        {
            mapping.Refuse("short-circuit", $"Only a command or a day filter can decide whether what follows is run: a command by exit code {CommandAction.ClosedExitCode}.");
        }

        if (closes && forEach is not null)
        {
            mapping.Refuse("short-circuit", "A task that is repeated cannot decide whether what follows is run.");
        }

        return closes || action is DayFilterAction;
    }

    private TextTemplate? Amount(Mapping mapping, string key, OpenPlaces open)
    {
        var holder = mapping.Has(key) ? mapping : defaults;
        var amount = holder?.Template(key, open);
        if (amount is { IsLiteral: true } && !(int.TryParse(amount.ToString(), out var number) && number > 0))
        {
            holder!.Refuse(key, $"{Mapping.Capital(key)} is '{amount}'; it takes a whole number of {(key == "memory" ? "MiB" : "units, 1024 to a core")}.");
        }

        return amount;
    }

    private static WorkerClass? Worker(Mapping mapping) =>
        mapping.Word<WorkerClass>("worker", ("any", WorkerClass.Any), ("base", WorkerClass.Base), ("additional", WorkerClass.Additional));
}
