using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Airflow;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Tests.Definitions.Yaml;

namespace DigitalLand.Orchestration.Tests.Airflow;

public sealed class AirflowTests
{
    private static WorkflowCatalogue Catalogue(string environment)
    {
        var read = ShippedCatalogueTests.Read(environment);
        return new WorkflowCatalogue(environment, [.. read.Files.Values.SelectMany(workflows => workflows).OrderBy(workflow => workflow.Name)], read.Inputs!.Environment.Pools, read.Inputs.Environment.DefaultPoolSlots, []);
    }

    private static WorkflowCatalogue Catalogue(params Workflow[] workflows) => new("production", workflows, new Dictionary<string, int>(), 1, []);

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>Every workflow of the catalogue, task by task: its operator, what it waits for, its rule, pool, weight, retries and time.</summary>
    [Theory]
    [InlineData(AirflowProfile.Ecs, 2, "production")]
    [InlineData(AirflowProfile.Ecs, 3, "development")]
    [InlineData(AirflowProfile.Kubernetes, 2, "staging")]
    [InlineData(AirflowProfile.Kubernetes, 3, "production")]
    [InlineData(AirflowProfile.Bash, 2, "production")]
    [InlineData(AirflowProfile.Bash, 3, "local")]
    public async Task The_graph_that_airflow_loads_is_the_definition(AirflowProfile profile, int airflow, string environment)
    {
        var catalogue = Catalogue(environment);

        var graphs = await PublishedDags.LoadAsync(catalogue, profile, airflow);

        Assert.Equal(catalogue.Workflows.Select(workflow => workflow.Name), graphs.EnumerateObject().Select(dag => dag.Name).Order(StringComparer.Ordinal));
        foreach (var workflow in catalogue.Workflows)
        {
            var graph = graphs.GetProperty(workflow.Name);
            CheckDag(workflow, graph.GetProperty("dag"));
            var tasks = graph.GetProperty("tasks");
            Assert.Equal(workflow.Tasks.Sum(task => task.ForEach is null ? 1 : 3), tasks.EnumerateObject().Count());
            foreach (var task in workflow.Tasks)
            {
                CheckTask(workflow, task, tasks, profile);
            }
        }
    }

    private static void CheckDag(Workflow workflow, JsonElement dag)
    {
        Assert.Equal(workflow.Schedule?.Cron, dag.GetProperty("schedule") is { ValueKind: JsonValueKind.Object } schedule ? schedule.GetProperty("cron").GetString() : null);
        Assert.Equal(workflow.Environment == "production" ? "tell_slack" : null, dag.GetProperty("on_failure_callback").GetString());
        Assert.Equal(1, dag.GetProperty("max_active_runs").GetInt32());
        Assert.Equal(workflow.Concurrency.Tasks, dag.TryGetProperty("max_active_tasks", out var most) ? most.GetInt32() : null);
        Assert.False(dag.GetProperty("catchup").GetBoolean());
        Assert.Equal(workflow.Parameters.Select(parameter => parameter.Name), dag.GetProperty("params").EnumerateObject().Select(parameter => parameter.Name));
        foreach (var parameter in workflow.Parameters)
        {
            var published = dag.GetProperty("params").GetProperty(parameter.Name);
            Assert.Equal(parameter.Default, published.GetProperty("default").ValueKind == JsonValueKind.Null ? null : parameter.Read(published.GetProperty("default").ToString()));
            Assert.Equal(parameter.Type switch { ParameterType.WholeNumber => "integer", ParameterType.Boolean => "boolean", _ => "string" }, published.GetProperty("type").GetString());
            Assert.Equal(parameter.Choices, published.TryGetProperty("enum", out var choices) ? Strings(choices) : []);
        }
    }

    private static void CheckTask(Workflow workflow, WorkflowTask task, JsonElement tasks, AirflowProfile profile)
    {
        var first = tasks.GetProperty(task.ForEach is null ? task.Name : task.Name + "-items");
        var acting = tasks.GetProperty(task.Name);
        Assert.Equal(
            task.Needs.Select(need => workflow.Tasks.Single(other => other.Name == need).ForEach is null ? need : need + "-gathered").Order(StringComparer.Ordinal),
            Strings(first.GetProperty("upstream")));
        Assert.Equal(Operator(task.Action, profile), acting.GetProperty("operator").GetString());
        var arguments = acting.GetProperty("arguments");
        Assert.Equal(task.When == When.AllDone ? "all_done" : "all_success", first.GetProperty("arguments").GetProperty("trigger_rule").GetString());
        Assert.Equal(task.Action is ChildWorkflowAction ? 0 : task.Retries.MostTimes, arguments.GetProperty("retries").GetInt32());
        Assert.Equal(task.Retries.Backoff.TotalSeconds, arguments.GetProperty("retry_delay").GetDouble());
        Assert.Equal(task.Timeout.TotalSeconds, arguments.GetProperty("execution_timeout").GetDouble());
        Assert.Equal(task.Pool.ToString() == "default" ? "default_pool" : task.Pool.ToString(), arguments.GetProperty("pool").GetString());
        Assert.Equal(Math.Max(1, workflow.Priority + task.Priority), arguments.GetProperty("priority_weight").GetInt32());
        switch (task.Action)
        {
            case ChildWorkflowAction child:
                Assert.Equal((child.Workflow, true, true), (arguments.GetProperty("trigger_dag_id").GetString(), arguments.GetProperty("wait_for_completion").GetBoolean(), arguments.GetProperty("deferrable").GetBoolean()));
                Assert.Equal(child.Parameters.Select(parameter => parameter.Name), arguments.GetProperty("conf").EnumerateObject().Select(value => value.Name));
                break;
            case DayFilterAction filter:
                Assert.Equal((filter.Days, false), (arguments.GetProperty("op_kwargs").GetProperty("rule").GetString(), arguments.GetProperty("ignore_downstream_trigger_rules").GetBoolean()));
                break;
            case CommandAction when task.ForEach is not null:
                Assert.Equal(task.Name + "-items", acting.GetProperty("mapped_over").GetString());
                var gathered = tasks.GetProperty(task.Name + "-gathered");
                Assert.Equal([task.Name, task.Name + "-items"], Strings(gathered.GetProperty("upstream")));
                Assert.Equal("none_failed_min_one_success", gathered.GetProperty("arguments").GetProperty("trigger_rule").GetString());
                Assert.Equal(2, first.GetProperty("items").GetArrayLength());
                Assert.Contains("\"2\"", first.GetProperty("items")[1].GetRawText(), StringComparison.Ordinal);
                break;
        }
    }

    private static string Operator(TaskAction action, AirflowProfile profile) => action switch
    {
        ChildWorkflowAction => "TriggerDagRunOperator",
        WaitAction => "DateTimeSensorAsync",
        DayFilterAction => "ShortCircuitOperator",
        _ => profile switch { AirflowProfile.Ecs => "EcsRunTaskOperator", AirflowProfile.Kubernetes => "KubernetesPodOperator", _ => "BashOperator" },
    };

    [Fact]
    public async Task A_container_is_told_its_command_its_environment_and_its_size()
    {
        var graphs = await PublishedDags.LoadAsync(Catalogue("production"), AirflowProfile.Ecs, 2);

        var tasks = graphs.GetProperty("ancient-woodland-collection").GetProperty("tasks");
        var collect = tasks.GetProperty("ancient-woodland-collect").GetProperty("arguments");
        var overrides = collect.GetProperty("overrides");
        Assert.Equal("production-mwaa-collection-task", collect.GetProperty("task_definition").GetString());
        Assert.Equal(["digital-land", "collect", "--collection", "ancient-woodland"], Strings(overrides.GetProperty("containerOverrides")[0].GetProperty("command"))[..4]);
        Assert.Equal("{{ params['memory'] }}", overrides.GetProperty("memory").GetString());
        Assert.Equal(["subnet-1", "subnet-2"], Strings(collect.GetProperty("network_configuration").GetProperty("awsvpcConfiguration").GetProperty("subnets")));

        var loader = tasks.GetProperty("ancient-woodland-postgres-loader").GetProperty("arguments").GetProperty("overrides").GetProperty("containerOverrides")[0];
        Assert.Equal("production-sqlite-ingestion", loader.GetProperty("name").GetString());
        Assert.False(loader.TryGetProperty("command", out _));
        Assert.Contains("arn:aws:s3:::production-collection-data/ancient-woodland-collection/dataset/ancient-woodland.sqlite3", loader.GetRawText(), StringComparison.Ordinal);

        var night = graphs.GetProperty("trigger-collection-dags-scheduled").GetProperty("tasks").GetProperty("trigger-listed-building-collection").GetProperty("arguments");
        Assert.Equal("""{"cpu": 16384, "transformed-jobs": 16}""", night.GetProperty("conf").GetRawText());
        Assert.Equal([true, false, false, true], graphs.GetProperty("configuration").GetProperty("days").EnumerateArray().Select(day => day.GetBoolean()));
    }

    [Fact]
    public async Task Bash_never_reads_a_value_and_jinja_only_places()
    {
        var workflow = Country.Workflow("""
            name: odd
            parameters: {p: {type: text, default: x}}
            tasks:
              - {name: list, run: "echo '[]'"}
              - name: a
                needs: list
                for-each: {output-of: list}
                run: [echo, "$(rm) \"\"\" {{ x }} {% y %} \\ '", "${{ params.p }}", "--o=${{ item.offset }}-${{ item.last }}"]
                environment: {DAY: "${{ run.date }}"}
            """);

        var task = (await PublishedDags.LoadAsync(Catalogue(workflow), AirflowProfile.Bash, 3)).GetProperty("odd").GetProperty("tasks");

        Assert.Equal("""exec "${DIGITAL_LAND_WORD_0}" "${DIGITAL_LAND_WORD_1}" "${DIGITAL_LAND_WORD_2}" "${DIGITAL_LAND_WORD_3}" """.TrimEnd(), task.GetProperty("a").GetProperty("arguments").GetProperty("bash_command").GetString());
        var second = task.GetProperty("a-items").GetProperty("items")[1].GetProperty("env");
        Assert.Equal("$(rm) \"\"\" {{ '{' }}{{ '{' }} x }} {{ '{' }}% y %} \\ '", second.GetProperty("DIGITAL_LAND_WORD_1").GetString());
        Assert.Equal("{{ params['p'] }}", second.GetProperty("DIGITAL_LAND_WORD_2").GetString());
        Assert.Equal("--o=2-true", second.GetProperty("DIGITAL_LAND_WORD_3").GetString());
        Assert.Equal("{{ ds }}", second.GetProperty("DAY").GetString());
    }

    [Theory]
    [InlineData(AirflowProfile.Ecs, "[{name: g, run: x, short-circuit: true}, {name: a, run: x, needs: g}]", "decides by its exit code")]
    [InlineData(AirflowProfile.Bash, "[{name: g, run: x, short-circuit: true}, {name: a, run: x, needs: g, when: all-done}]", "decides by its exit code")]
    [InlineData(AirflowProfile.Kubernetes, "[{name: a, run: x, for-each: {file: f}}]", "repeated over a file")]
    [InlineData(AirflowProfile.Kubernetes, "[{name: a, run: x, memory: '${{ item }}', for-each: {values: [1]}}]", "takes its memory or cpu from an item")]
    [InlineData(AirflowProfile.Bash, "[{name: a, wait: 1m, for-each: {values: [1]}}]", "is no command")]
    [InlineData(AirflowProfile.Bash, "[{name: a, run: x, pool: 'p-${{ run.id }}'}]", "names its pool only when it runs")]
    [InlineData(AirflowProfile.Bash, "[{name: a, run: x}, {name: b, workflow: c, with: {d: '${{ run.id }}'}}]", "beside tasks that are commands")]
    public void What_airflow_cannot_do_is_refused(AirflowProfile profile, string tasks, string why) =>
        Assert.Contains(why, Assert.Throws<RunFailedException>(() => AirflowPublisher.Files(Catalogue(Country.Workflow($"name: a\ntasks: {tasks}")), profile)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Pools_are_written_for_airflow_and_the_file_of_a_workflow_that_is_gone_is_emptied()
    {
        using var folder = new TemporaryFolder();
        using var target = new LocalArchive(folder.Path);
        folder.Write("digital_land_old.py", "dag = 1");
        folder.Write("theirs.py", "dag = 2");

        await AirflowPublisher.WriteAsync(Catalogue("production"), AirflowProfile.Bash, target, TestContext.Current.CancellationToken);

        Assert.Equal("""{"load":{"slots":4,"description":"digital-land","include_deferred":false}}""", string.Concat((await Read("digital_land_pools.json")).Where(c => !char.IsWhiteSpace(c))));
        Assert.StartsWith("# This workflow is gone", await Read("digital_land_old.py"), StringComparison.Ordinal);
        Assert.Equal("dag = 2", await Read("theirs.py"));

        Task<string> Read(string name) => File.ReadAllTextAsync(Path.Combine(folder.Path, name), TestContext.Current.CancellationToken);
    }
}
