using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Tests.Definitions;

public sealed class WorkflowJsonTests
{
    private static Workflow Sample(string name = "night") => new()
    {
        Name = name,
        Environment = "production",
        Parameters = [new Parameter { Name = "limit", Type = ParameterType.WholeNumber, Default = "200", Minimum = 1 }],
        Schedule = new Schedule { Cron = "0 0 * * *", Days = "FREQ=MONTHLY;BYDAY=1MO", TimeZone = "Europe/London", Missed = Missed.Skip },
        Concurrency = new Concurrency { Runs = 2, Tasks = 12, Exclusive = TextTemplate.Parse("collection/${{ params.limit }}") },
        DoneBy = new TimeOnly(8, 0),
        Tasks =
        [
            new WorkflowTask { Name = "days", Action = new DayFilterAction("FREQ=DAILY", "UTC"), ShortCircuit = true },
            new WorkflowTask { Name = "list", Action = new CommandAction([TextTemplate.Literal("digital-land"), TextTemplate.Literal("${{ odd }}")], []), Needs = ["days"] },
            new WorkflowTask
            {
                Name = "each",
                Action = new CommandAction([TextTemplate.Parse("${{ item.offset }}${{ item.limit }}-x")], [new EnvironmentVariable("A", TextTemplate.Parse("b${{ run.id }}"))]),
                Needs = ["list"],
                ForEach = new ForEachOutput("list"),
                Memory = TextTemplate.Parse("${{ params.limit }}"),
                When = When.AllDone,
                Worker = WorkerClass.Additional,
                Retries = RetryPolicy.None,
            },
            new WorkflowTask { Name = "child", Action = new ChildWorkflowAction("other", [new ParameterArgument("cpu", TextTemplate.Literal("1"))]) },
            new WorkflowTask { Name = "wait", Action = new WaitAction(TimeSpan.FromMinutes(10)) },
        ],
    };

    [Fact]
    public void A_definition_comes_back_from_its_json_as_it_was()
    {
        var workflow = WorkflowJson.WithVersion(Sample());

        var json = WorkflowJson.Write(workflow);
        var back = WorkflowJson.Read(json);

        Assert.Equal(json, WorkflowJson.Write(back));
        Assert.Equal("${{ odd }}", ((CommandAction)back.Tasks[1].Action).Words[1].Fill(_ => "never"));
        Assert.Equal(["item.offset", "item.limit"], ((CommandAction)back.Tasks[2].Action).Words[0].Paths);
        Assert.Equal(2, back.Tasks[0].Retries.TimesFor(FailureCause.Lost));
        Assert.Equal(new TimeOnly(8, 0), back.DoneBy);
    }

    [Fact]
    public void The_version_is_the_content_and_nothing_else()
    {
        var version = WorkflowJson.WithVersion(Sample()).Version;

        Assert.Matches("^[0-9a-f]{64}$", version);
        Assert.Equal(version, WorkflowJson.WithVersion(WorkflowJson.WithVersion(Sample())).Version);
        Assert.NotEqual(version, WorkflowJson.WithVersion(Sample("day")).Version);
    }

    [Fact]
    public void A_resolved_task_has_one_argument_for_each_word_whatever_the_values_hold()
    {
        var workflow = Sample();
        var values = new RunValues
        {
            Parameters = Parameter.ReadAll(workflow.Parameters, new Dictionary<string, string> { ["limit"] = "+07" }),
            RunId = "r 1; rm",
            Workflow = workflow,
            Date = new DateOnly(2025, 3, 1),
            Item = JsonDocument.Parse("""{"offset":200,"limit":"${{ run.id }}"}""").RootElement,
        };

        var task = ResolvedTask.Of(workflow.Tasks[2], values);

        Assert.Equal(["200${{ run.id }}-x"], task.Words);
        Assert.Equal("br 1; rm", task.Environment["A"]);
        Assert.Equal(7, task.MemoryMebibytes);
        Assert.Equal("default", task.Pool);
    }

    [Fact]
    public void A_value_that_is_not_there_is_said_by_name()
    {
        var workflow = Sample();
        var values = new RunValues { Parameters = new Dictionary<string, string>(), RunId = "1", Workflow = workflow, Date = default };

        var error = Assert.Throws<RunFailedException>(() => ResolvedTask.Of(workflow.Tasks[2], values));

        Assert.Contains("item.offset", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(5, 480)]
    [InlineData(6, 600)]
    [InlineData(400, 600)]
    public void Waits_grow_until_the_longest(int retry, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Default.DelayBefore(retry));
}
