using System.CommandLine;
using System.Text.Json.Nodes;
using DigitalLand.Cli.Answers;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>Shows one workflow as it is after templates have been expanded.</summary>
internal static class WorkflowsShowCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var options = new DefinitionOptions(group);
        var name = new Argument<string>("name") { Description = "The workflow." };
        var command = new Command("show", "Show a workflow: its parameters, its tasks and what each waits for.") { name };
        options.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var (workflows, _) = await options.WorkflowsAsync(result, surroundings, cancel);
            var wanted = result.GetRequiredValue(name);
            var workflow = workflows.FirstOrDefault(workflow => workflow.Name == wanted)
                ?? throw new WrongUseException($"There is no workflow '{wanted}' in {result.GetValue(options.Environment)}. 'digital-land workflows list' shows those that there are.");
            await surroundings.Out.WriteLineAsync(result.GetValue(options.Json)
                ? JsonNode.Parse(WorkflowJson.Write(workflow))!.ToJsonString(AnswerJson.Indented.Options)
                : string.Join(Environment.NewLine, Lines(workflow)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Lines(Workflow workflow)
    {
        yield return $"{workflow.Name}  {workflow.Version[..8]}  {workflow.Environment}";
        if (workflow.Description.Length > 0)
        {
            yield return workflow.Description;
        }

        if (workflow.Schedule is { } schedule)
        {
            yield return $"starts      {schedule.Cron} {schedule.TimeZone}{(schedule.Days is { } days ? $", on {days}" : "")}{(workflow.DoneBy is { } by ? $", done by {by:HH:mm}" : "")}";
        }

        foreach (var parameter in workflow.Parameters)
        {
            yield return $"parameter   {parameter.Name} = {parameter.Default ?? "(to be given)"}";
        }

        foreach (var task in workflow.Tasks)
        {
            yield return $"task        {task.Name}{(task.Needs.Count > 0 ? $"  after {string.Join(", ", task.Needs)}{(task.When == When.AllDone ? ", however they end" : "")}" : "")}";
            yield return $"              {Action(task)}{(task.ForEach is null ? "" : $"   for each {ForEach(task.ForEach)}")}";
        }
    }

    private static string Action(WorkflowTask task) => task.Action switch
    {
        CommandAction command => string.Join(' ', command.Words),
        ChildWorkflowAction child => string.Join(' ', ["workflow", child.Workflow, .. child.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")]),
        WaitAction wait => $"wait {wait.Duration}",
        DayFilterAction filter => $"only on {filter.Days}",
        _ => "",
    };

    private static string ForEach(ForEach list) => list switch
    {
        ForEachOutput output => $"item of the output of {output.Task}",
        ForEachFile file => $"item of {file.Path}{file.ListPointer}",
        ForEachValue values => $"of {string.Join(", ", values.Values)}",
        _ => "",
    };
}
