using System.CommandLine;
using DigitalLand.Cli.Answers;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Takes a run up again.</summary>
internal static class RetryCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var run = new Argument<long>("run") { Description = "Its number." };
        var task = new Option<string?>("--task") { Description = "Run this task and all that depends on it again, whatever became of them." };
        var command = new Command("retry", "Take an ended run up again: what failed or was left out because of it. What succeeded stays.") { run, task, options.Store, options.Json };
        command.SetAction(async (result, cancel) =>
        {
            await using var database = await options.OpenAsync(result, surroundings.Clock, cancel);
            var id = result.GetValue(run);
            var tasks = await new RunControl(database, surroundings.Clock).RetryAsync(id, result.GetValue(task), cancel);
            if (result.GetValue(options.Json))
            {
                Answer.Write(surroundings.Out, new RetryAnswer(id, tasks), RunAnswerJson.Named.RetryAnswer);
            }
            else
            {
                await surroundings.Out.WriteLineAsync($"Run {id}: {tasks} {(tasks == 1 ? "task starts" : "tasks start")} again.");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
