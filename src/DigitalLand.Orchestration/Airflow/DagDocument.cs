using System.Globalization;
using System.Text.Json.Nodes;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Airflow;

/// <summary>
/// A workflow in Airflow's terms, as the data that a DAG file carries (see <c>dag.py</c>). What Airflow cannot do in the same way is refused.
/// </summary>
internal sealed class DagDocument(Workflow workflow, WorkflowCatalogue catalogue, AirflowProfile profile)
{
    private const string DefaultPool = "default_pool";

    private readonly JinjaText _jinja = new(workflow.Environment);

    /// <exception cref="RunFailedException">Something of the workflow has no equal in Airflow.</exception>
    public JsonObject Build()
    {
        Check();
        return new JsonObject
        {
            ["dag_id"] = workflow.Name,
            ["description"] = workflow.Description,
            ["environment"] = workflow.Environment,
            ["version"] = workflow.Version,
            ["profile"] = profile.ToString().ToLowerInvariant(),
            ["schedule"] = workflow.Schedule is { } schedule ? new JsonObject { ["cron"] = schedule.Cron, ["time_zone"] = schedule.TimeZone, ["days"] = schedule.Days } : null,
            // A run that must be alone cannot be told apart by its parameters there, so there is one at a time.
            ["max_active_runs"] = workflow.Concurrency.Exclusive is null ? workflow.Concurrency.Runs : 1,
            ["max_active_tasks"] = workflow.Concurrency.Tasks,
            ["timeout"] = workflow.Timeout?.TotalSeconds,
            // Only then do numbers reach a child as numbers; a command wants them as text.
            ["native"] = workflow.Tasks.All(task => task.Action is not CommandAction),
            ["params"] = new JsonArray([.. workflow.Parameters.Select(Param)]),
            ["tasks"] = new JsonArray([.. workflow.Tasks.Select(Task)]),
        };
    }

    private void Check()
    {
        foreach (var task in workflow.Tasks)
        {
            var dependents = workflow.Tasks.Where(other => other.Needs.Contains(task.Name, StringComparer.Ordinal)).ToList();
            if (task is { ShortCircuit: true, Action: CommandAction } && (dependents.Exists(other => other.When == When.AllDone) || (profile == AirflowProfile.Ecs && dependents.Count > 0)))
            {
                throw Refused(task, "decides by its exit code whether others run, which Airflow understands of processes and pods only, and only for others that ask for success. Let nothing need it");
            }

            if (task.ForEach is ForEachFile && profile != AirflowProfile.Bash)
            {
                throw Refused(task, "is repeated over a file, which Airflow's worker cannot read where tasks are containers. Let a task print the list, and use 'output-of'");
            }

            if (task is { ForEach: not null, Action: not CommandAction })
            {
                throw Refused(task, "is repeated and is no command. Repeat a command");
            }

            if (profile == AirflowProfile.Kubernetes && (task.Memory?.Paths ?? []).Concat(task.Cpu?.Paths ?? []).Any(path => path.StartsWith("item", StringComparison.Ordinal)))
            {
                throw Refused(task, "takes its memory or cpu from an item, and all pods of a fan-out are of one size. Take them from a parameter");
            }

            if (!task.Pool.IsLiteral)
            {
                throw Refused(task, "names its pool only when it runs, and Airflow must know it before. Name the pool");
            }

            if (task.Action is ChildWorkflowAction child && workflow.Tasks.Any(other => other.Action is CommandAction) && child.Parameters.Any(argument => !argument.Value.IsLiteral))
            {
                throw Refused(task, "gives a value to a child that is known only when it runs, beside tasks that are commands. Put the child into a workflow without commands");
            }
        }
    }

    private RunFailedException Refused(WorkflowTask task, string why) => new($"The task '{task.Name}' of '{workflow.Name}' cannot be published to Airflow: it {why}.");

    private JsonObject Task(WorkflowTask task)
    {
        var document = new JsonObject
        {
            ["task_id"] = task.Name,
            ["doc"] = task.Description,
            ["needs"] = new JsonArray([.. task.Needs.Select(need => (JsonNode)need)]),
            ["trigger_rule"] = task.When == When.AllDone ? "all_done" : "all_success",
            // A child that failed failed by itself; for a command Airflow cannot tell the causes apart.
            ["retries"] = task.Action is ChildWorkflowAction ? task.Retries.TimesFor(FailureCause.Error) : task.Retries.MostTimes,
            ["retry_delay"] = task.Retries.Backoff.TotalSeconds,
            ["retry_exponential_backoff"] = task.Retries.Factor > 1,
            ["max_retry_delay"] = task.Retries.MaximumBackoff.TotalSeconds,
            ["execution_timeout"] = task.Timeout.TotalSeconds,
            ["pool"] = task.Pool.Equals(WorkflowTask.DefaultPool) ? DefaultPool : task.Pool.ToString(),
            ["priority_weight"] = Math.Max(1, workflow.Priority + task.Priority),
        };
        Act(task, document);
        if (task.ForEach is { } list)
        {
            document["for_each"] = List(list);
        }

        return document;
    }

    private void Act(WorkflowTask task, JsonObject document)
    {
        switch (task.Action)
        {
            case CommandAction command:
                document["kind"] = "run";
                document["words"] = new JsonArray([.. command.Words.Select(word => _jinja.Parts(word))]);
                document["environment"] = new JsonObject(command.Environment.Select(variable => KeyValuePair.Create(variable.Name, (JsonNode?)_jinja.Parts(variable.Value))));
                document["container"] = command.Container;
                document["short_circuit"] = task.ShortCircuit;
                document["memory"] = task.Memory is null ? null : _jinja.Parts(task.Memory);
                document["cpu"] = task.Cpu is null ? null : _jinja.Parts(task.Cpu);
                document["is_list"] = workflow.Tasks.Any(other => other.ForEach is ForEachOutput { Task: var source } && source == task.Name);
                break;
            case ChildWorkflowAction child:
                document["kind"] = "workflow";
                document["workflow"] = child.Workflow;
                document["conf"] = new JsonObject(child.Parameters.Select(argument => KeyValuePair.Create(argument.Name, Argument(child, argument))));
                break;
            case WaitAction wait:
                document["kind"] = "wait";
                document["seconds"] = wait.Duration.TotalSeconds;
                break;
            case DayFilterAction filter:
                document["kind"] = "days";
                document["days"] = filter.Days;
                document["time_zone"] = filter.TimeZone;
                break;
        }
    }

    /// <summary>A value for a child's parameter in the type that the child's form checks for.</summary>
    private JsonNode? Argument(ChildWorkflowAction child, ParameterArgument argument) =>
        argument.Value.IsLiteral && catalogue.TryFind(child.Workflow, out var target) && target.Parameters.FirstOrDefault(parameter => parameter.Name == argument.Name) is { } parameter
            ? Typed(parameter, parameter.Read(argument.Value.ToString()))
            : _jinja.Of(argument.Value);

    private JsonObject List(ForEach list) => list switch
    {
        ForEachOutput output => new JsonObject { ["output_of"] = output.Task },
        ForEachFile file => new JsonObject { ["file"] = _jinja.Of(file.Path), ["list"] = file.ListPointer },
        ForEachValue values => new JsonObject { ["values"] = new JsonArray([.. values.Values.Select(value => (JsonNode)_jinja.Of(value))]) },
        _ => throw new ArgumentOutOfRangeException(nameof(list)),
    };

    private static JsonObject Param(Parameter parameter)
    {
        var document = new JsonObject
        {
            ["name"] = parameter.Name,
            ["type"] = parameter.Type switch { ParameterType.WholeNumber => "integer", ParameterType.Number => "number", ParameterType.Boolean => "boolean", _ => "string" },
            ["description"] = parameter.Description,
        };
        if (parameter.Default is { } value)
        {
            document["default"] = Typed(parameter, value);
        }

        if (parameter.Type == ParameterType.Choice)
        {
            document["enum"] = new JsonArray([.. parameter.Choices.Select(choice => (JsonNode)choice)]);
        }

        if (parameter.Type == ParameterType.Date)
        {
            document["format"] = "date";
        }

        document["minimum"] = parameter.Minimum;
        document["maximum"] = parameter.Maximum;
        return document;
    }

    private static JsonNode Typed(Parameter parameter, string value) => parameter.Type switch
    {
        ParameterType.WholeNumber => long.Parse(value, CultureInfo.InvariantCulture),
        ParameterType.Number => double.Parse(value, CultureInfo.InvariantCulture),
        ParameterType.Boolean => value == "true",
        _ => value,
    };
}
