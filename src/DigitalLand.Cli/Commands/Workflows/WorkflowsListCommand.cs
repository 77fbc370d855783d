using System.CommandLine;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>Lists the workflows of an environment.</summary>
internal static class WorkflowsListCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var options = new DefinitionOptions(group);
        var command = new Command("list", "List the workflows of an environment, with their next starts.");
        options.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var (workflows, problems) = await options.WorkflowsAsync(result, surroundings, cancel);
            if (result.GetValue(options.Json))
            {
                await surroundings.Out.WriteLineAsync(Json(workflows, surroundings.Clock));
            }
            else
            {
                await SayAsync(workflows, surroundings);
            }

            return problems.Count == 0 ? ExitCode.Ok : ExitCode.DataProblems;
        });
        return command;
    }

    private static async Task SayAsync(IReadOnlyList<Workflow> workflows, Surroundings surroundings)
    {
        var width = workflows.Select(workflow => workflow.Name.Length).DefaultIfEmpty().Max();
        foreach (var workflow in workflows)
        {
            var next = Next(workflow, surroundings.Clock) is { } start ? $"next {start:yyyy-MM-dd HH:mm} UTC" : "by hand";
            await surroundings.Out.WriteLineAsync($"{workflow.Name.PadRight(width)}  {workflow.Version[..8]}  {workflow.Tasks.Count,3} tasks  {next}");
        }
    }

    private static string Json(IReadOnlyList<Workflow> workflows, TimeProvider clock) => JsonSerializer.Serialize(
        [.. workflows.Select(workflow => new WorkflowAnswer(
            workflow.Name, workflow.Version, workflow.Description, workflow.Tasks.Count, workflow.Schedule?.Cron, Next(workflow, clock)?.ToString("yyyy-MM-ddTHH:mm:ssZ")))],
        AnswerJson.Indented.IReadOnlyListWorkflowAnswer);

    private static DateTimeOffset? Next(Workflow workflow, TimeProvider clock) => workflow.Schedule?.NextAfter(clock.GetUtcNow());
}
