using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Tests.Definitions.Yaml;

public sealed class WorkflowReaderTests
{
    [Fact]
    public void Everything_that_a_definition_can_say_is_read()
    {
        var workflow = Country.Workflow("""
            name: night
            description: All of it.
            parameters:
              size: {type: integer, default: 200, minimum: 1, maximum: 1000}
              fast: {type: boolean, default: True}
              kind: {type: choice, choices: [a, b], default: b}
              day: {type: date}
            schedule: {cron: "0 2 * * *", days: FREQ=WEEKLY;BYDAY=MO, time-zone: Europe/London, missed: skip}
            concurrency: {runs: 2, tasks: 12, exclusive: "night/${{ params.kind }}", when-busy: skip}
            timeout: 12h
            done-by: "08:00"
            priority: 3
            defaults: {timeout: 1h, stalled-after: 20m, pool: small, environment: {A: one, B: two}}
            tasks:
              - name: list
                run: digital-land batches --size ${{ params.size }} "two words"
                retries: none
              - name: each
                needs: list
                for-each: {output-of: list}
                run: [digital-land, transform, "--offset=${{ item.offset }}", "a b; c"]
                environment: {B: "${{ run.id }}"}
                retries: {error: 1, lost: 0, backoff: 1m, factor: 3, longest: 1h}
                timeout: 3h
                stalled-after: 2h
                memory: 4096
                cpu: ${{ params.size }}
                pool: host-${{ item.host }}
                priority: 5
                worker: additional
              - name: child
                needs: [list, each]
                when: all-done
                workflow: other
                with: {size: "${{ params.size }}"}
              - {name: pause, wait: 10m}
              - {name: mondays, days: FREQ=WEEKLY;BYDAY=MO}
              - {name: gate, run: digital-land hook x, short-circuit: true, container: x}
              - {name: file, for-each: {file: state.json, list: /a/b}, run: "echo ${{ item }}"}
              - {name: values, for-each: {values: [x, "${{ params.kind }}"]}, run: "echo ${{ item }}"}
            """);

        Assert.Equal(
            """{"name":"night","description":"All of it.","environment":"production","parameters":[{"name":"size","type":"WholeNumber","default":"200","description":"","choices":[],"minimum":1,"maximum":1000},{"name":"fast","type":"Boolean","default":"true","description":"","choices":[]},{"name":"kind","type":"Choice","default":"b","description":"","choices":["a","b"]},{"name":"day","type":"Date","description":"","choices":[]}],"schedule":{"cron":"0 2 * * *","days":"FREQ=WEEKLY;BYDAY=MO","time-zone":"Europe/London","missed":"Skip"},"concurrency":{"runs":2,"tasks":12,"exclusive":["night/","params.kind"],"when-busy":"Skip"},"timeout":"12:00:00","priority":3,"done-by":"08:00:00"}""",
            WorkflowJson.Write(workflow with { Tasks = [], Version = "" }).Replace(""","tasks":[],"version":"""
                + "\"\"", "", StringComparison.Ordinal));
        Assert.Equal(["list", "each", "child", "pause", "mondays", "gate", "file", "values"], workflow.Tasks.Select(task => task.Name));
        var (list, each) = (workflow.Tasks[0], workflow.Tasks[1]);
        Assert.Equal(["digital-land", "batches", "--size", "${{ params.size }}", "two words"], ((CommandAction)list.Action).Words.Select(word => word.ToString()));
        Assert.Equal((0, TimeSpan.FromHours(1), "small"), (list.Retries.Limits.Count, list.Timeout, list.Pool.ToString()));
        Assert.Equal(["digital-land", "transform", "--offset=${{ item.offset }}", "a b; c"], ((CommandAction)each.Action).Words.Select(word => word.ToString()));
        Assert.Equal(["A=one", "B=${{ run.id }}"], ((CommandAction)each.Action).Environment.Select(variable => $"{variable.Name}={variable.Value}"));
        Assert.Equal((1, 0, 2), (each.Retries.TimesFor(FailureCause.Error), each.Retries.TimesFor(FailureCause.Lost), each.Retries.TimesFor(FailureCause.Killed)));
        Assert.Equal(TimeSpan.FromMinutes(9), each.Retries.DelayBefore(3));
        Assert.Equal(("4096", "${{ params.size }}", "host-${{ item.host }}", 5, WorkerClass.Additional), (each.Memory!.ToString(), each.Cpu!.ToString(), each.Pool.ToString(), each.Priority, each.Worker));
        Assert.Equal((TimeSpan.FromMinutes(20), TimeSpan.FromHours(2)), (list.StalledAfter, each.StalledAfter));
        Assert.Equal(new ForEachOutput("list"), each.ForEach);
        Assert.Equal(When.AllDone, workflow.Tasks[2].When);
        Assert.Equal("other", Assert.IsType<ChildWorkflowAction>(workflow.Tasks[2].Action).Workflow);
        Assert.Equal(TimeSpan.FromMinutes(10), Assert.IsType<WaitAction>(workflow.Tasks[3].Action).Duration);
        Assert.True(workflow.Tasks[4].ShortCircuit && workflow.Tasks[5].ShortCircuit && !workflow.Tasks[0].ShortCircuit);
        Assert.Equal("x", ((CommandAction)workflow.Tasks[5].Action).Container);
        Assert.Equal("/a/b", Assert.IsType<ForEachFile>(workflow.Tasks[6].ForEach).ListPointer);
        Assert.Equal(2, Assert.IsType<ForEachValue>(workflow.Tasks[7].ForEach).Values.Count);
    }

    /// <summary>The environments of the reference's <c>tests/unit/test_utlis.py</c>.</summary>
    [Theory]
    [InlineData("production", "organisation park tree", "park")]
    [InlineData("staging", "organisation park pond tree", "park park-rule")]
    [InlineData("development", "organisation park pond tree well", "park park-rule")]
    public void A_template_makes_one_workflow_for_each_collection_of_the_environment(string environment, string collections, string parkDatasets)
    {
        var workflows = Country.Workflows("""
            for-each: collections
            name: ${{ collection.name }}-collection
            tasks:
              - {name: collect, run: "digital-land collect --collection ${{ collection.name }}"}
              - for-each: datasets
                tasks:
                  - {name: "${{ dataset.name }}-transform", needs: collect, run: "digital-land transform --dataset ${{ dataset.name }}"}
            """, environment);

        Assert.Equal(collections.Split(' ').Select(name => name + "-collection"), workflows.Select(workflow => workflow.Name));
        Assert.Equal(["collect", .. parkDatasets.Split(' ').Select(name => name + "-transform")], workflows[1].Tasks.Select(task => task.Name));
    }

    [Theory]
    [InlineData("production", true, true, true)]
    [InlineData("staging", true, true, false)]
    [InlineData("development", true, false, false)]
    [InlineData("", false, false, false)]
    public void Where_a_dataset_is_available(string datasetEnvironment, bool development, bool staging, bool production)
    {
        Assert.Equal(development, DigitalLand.Orchestration.Definitions.Yaml.SpecificationDatasets.IsAvailable(datasetEnvironment, "development"));
        Assert.Equal(staging, DigitalLand.Orchestration.Definitions.Yaml.SpecificationDatasets.IsAvailable(datasetEnvironment, "staging"));
        Assert.Equal(production, DigitalLand.Orchestration.Definitions.Yaml.SpecificationDatasets.IsAvailable(datasetEnvironment, "production"));
    }

    [Fact]
    public void Settings_of_a_collection_replace_the_defaults()
    {
        var workflows = Country.Workflows("""
            for-each: collections
            name: ${{ collection.name }}
            tasks: [{name: a, run: "x ${{ collection.size }}"}]
            """);

        Assert.Equal(["200", "200", "100"], workflows.Select(workflow => ((CommandAction)workflow.Tasks[0].Action).Words[1].ToString()));
    }

    private const string Night = """
        name: night
        schedule: {cron: "${{ environment.schedule }}"}
        tasks:
          - if: {environment.selected-collections: organisation}
            tasks: [{name: organisations, run: x}]
          - for-each: collections
            if: {collection.selected: true}
            unless: {collection.name: organisation}
            tasks:
              - {name: "check-${{ collection.name }}", unless: {collection.days: FREQ=DAILY}, needs: organisations, days: "${{ collection.days }}"}
              - {name: "run-${{ collection.name }}", needs: [organisations, "check-${{ collection.name }}"], run: x}
          - {name: end, needs: run-*, run: x}
        """;

    [Fact]
    public void What_conditions_leave_out_hands_its_needs_on()
    {
        var production = Country.Workflow(Night);
        Assert.Equal(
            ["organisations:", "run-park:organisations", "check-tree:organisations", "run-tree:organisations,check-tree", "end:run-park,run-tree"],
            production.Tasks.Select(task => $"{task.Name}:{string.Join(',', task.Needs)}"));

        var development = Country.Workflow(Night, "development");
        Assert.Equal(["organisations:", "run-park:organisations", "end:run-park"], development.Tasks.Select(task => $"{task.Name}:{string.Join(',', task.Needs)}"));

        var staging = Country.Workflow(Night, "staging");
        Assert.Equal(["end:"], staging.Tasks.Select(task => $"{task.Name}:{string.Join(',', task.Needs)}"));
        Assert.Null(staging.Schedule);
    }

    [Fact]
    public void A_left_out_task_in_the_middle_joins_its_neighbours()
    {
        var workflow = Country.Workflow("""
            name: a
            tasks:
              - {name: c, needs: b, run: x}
              - {name: b, needs: a, run: x, if: {environment.name: staging}}
              - {name: a, run: x}
            """);

        Assert.Equal(["a:", "c:a"], workflow.Tasks.Select(task => $"{task.Name}:{string.Join(',', task.Needs)}"));
    }

    [Fact]
    public void A_value_of_a_definition_is_never_read_for_places_or_split_into_words()
    {
        var read = Country.Read(
            "production",
            ("environments.yaml", "environments: {production: {values: {evil: 'a b ${x} ; rm'}}}"),
            ("a.yaml", "name: a\ntasks: [{name: a, run: 'echo ${{ environment.evil }}'}]"));

        Assert.Empty(read.Problems);
        Assert.Equal("a b ${x} ; rm", ((CommandAction)read.Files["a.yaml"][0].Tasks[0].Action).Words[1].ToString());
    }

    [Fact]
    public void Choices_can_be_what_the_specification_has()
    {
        var workflow = Country.Workflow("""
            name: loader
            parameters:
              dataset: {type: choice, choices: {from: datasets, if: {dataset.typology: geography}, as: "${{ collection.name }}/${{ dataset.name }}", also: [other]}}
            tasks: [{name: a, run: "x ${{ params.dataset }}"}]
            """);

        Assert.Equal(["park/park", "tree/tree", "tree/tree-area", "other"], workflow.Parameters[0].Choices);
    }
}
