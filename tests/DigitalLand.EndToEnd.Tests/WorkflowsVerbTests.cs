using System.Text.Json;
using DigitalLand.Cli;

namespace DigitalLand.EndToEnd.Tests;

public sealed class WorkflowsVerbTests
{
    private static readonly string Specification = Path.Combine(Repository.Root, "samples", "specification");

    private static async Task<Finished> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["-s", Specification, "workflows", .. arguments], new Surroundings(NightFixture.Clock, output, error));
        return new Finished(code, output.ToString(), error.ToString());
    }

    [Fact]
    public async Task The_shipped_commands_are_understood_by_the_program()
    {
        var finished = await RunAsync("validate");

        Assert.Equal((ExitCode.Ok, ""), (finished.ExitCode, finished.Out));
    }

    [Fact]
    public async Task A_list_says_what_starts_when()
    {
        var finished = await RunAsync("list", "--environment", "production", "--json");

        Assert.Equal("", finished.Error);
        var night = JsonDocument.Parse(finished.Out).RootElement.EnumerateArray().Single(workflow => workflow.GetProperty("name").GetString() == "trigger-collection-dags-scheduled");
        Assert.Equal("2024-05-02T00:00:00Z", night.GetProperty("next").GetString());
        Assert.Contains("tree-preservation-order-collection", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_is_shown_with_its_tasks()
    {
        var text = await RunAsync("show", "tree-preservation-order-collection");
        var json = await RunAsync("show", "tree-preservation-order-collection", "--json");

        Assert.Contains("tree-transform  after tree-batches", text.Out, StringComparison.Ordinal);
        Assert.Equal(10, JsonDocument.Parse(json.Out).RootElement.GetProperty("tasks").GetArrayLength());
        Assert.Equal(ExitCode.WrongUse, (await RunAsync("show", "tree")).ExitCode);
    }

    [Fact]
    public async Task A_wrong_definition_is_told_by_file_and_line_and_is_not_published()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "environments.yaml", "collections.yaml" })
        {
            File.Copy(Path.Combine(Repository.Root, "workflows", name), folder.At(name));
        }

        await File.WriteAllTextAsync(folder.At("a.yaml"), "name: a\ntasks:\n  - {name: a, run: digital-land fetsh}\n  - {name: b, run: digital-land collect --nothing}", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder.At("store"));

        var validate = await RunAsync("validate", "--definitions", folder.At(""), "--json");
        var publish = await RunAsync("publish", folder.At("store"), "--definitions", folder.At(""));

        Assert.Equal(ExitCode.DataProblems, validate.ExitCode);
        var problems = JsonDocument.Parse(validate.Out).RootElement;
        Assert.Equal(
            ["a.yaml:3: The command of the task 'a' is not understood: There is no verb 'fetsh'.", "a.yaml:4: The command of the task 'b' is not understood: There is no option '--nothing'."],
            problems.EnumerateArray().Select(problem => $"{problem.GetProperty("file")}:{problem.GetProperty("line")}: {problem.GetProperty("message")}"));
        Assert.Equal(ExitCode.DataProblems, publish.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(folder.At("store")));
    }

    [Fact]
    public async Task Good_definitions_are_copied_into_a_store()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("from"));
        foreach (var name in new[] { "environments.yaml", "collections.yaml", "collection.yaml" })
        {
            File.Copy(Path.Combine(Repository.Root, "workflows", name), folder.At($"from/{name}"));
        }

        Directory.CreateDirectory(folder.At("store"));

        var finished = await RunAsync("publish", folder.At("store"), "--definitions", folder.At("from"));

        Assert.True(finished.ExitCode == ExitCode.Ok, finished.Error);
        Assert.Equal(["collection.yaml", "collections.yaml", "environments.yaml"], Directory.EnumerateFiles(folder.At("store")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Good_definitions_become_dag_files()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("from"));
        foreach (var name in new[] { "environments.yaml", "collections.yaml", "collection.yaml" })
        {
            File.Copy(Path.Combine(Repository.Root, "workflows", name), folder.At($"from/{name}"));
        }

        var finished = await RunAsync("publish", "--airflow", folder.At("dags"), "--profile", "bash", "--environment", "production", "--definitions", folder.At("from"));
        var wrong = await RunAsync("publish", "--airflow", folder.At("dags"), "--profile", "swarm", "--definitions", folder.At("from"));
        var nowhere = await RunAsync("publish");
        var far = await RunAsync("publish", "--airflow", folder.At("no/dags"), "--profile", "bash", "--definitions", folder.At("from"));

        Assert.True(finished.ExitCode == ExitCode.Ok, finished.Error);
        Assert.Contains(folder.At("dags/digital_land_tree_preservation_order_collection.py"), Directory.EnumerateFiles(folder.At("dags")));
        Assert.Equal((ExitCode.WrongUse, ExitCode.WrongUse, ExitCode.WrongUse), (wrong.ExitCode, nowhere.ExitCode, far.ExitCode));
        Assert.False(Directory.Exists(folder.At("no")));
    }
}
