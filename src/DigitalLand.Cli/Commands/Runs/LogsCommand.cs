using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>What the attempts of a run said, or are saying.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var run = new Argument<long>("run") { Description = "Its number." };
        var task = new Option<string?>("--task") { Description = "Only this task, as 'runs RUN' names it." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the run has ended." };
        var command = new Command("logs", "Show what the tasks of a run wrote.") { run, task, follow, options.Store, options.Json };
        command.SetAction(async (result, cancel) =>
        {
            await using var database = await options.OpenAsync(result, surroundings.Clock, cancel);
            var reader = new RunReader(database);
            var id = result.GetValue(run);
            var only = result.GetValue(task);
            using var tail = new AttemptTail(surroundings.Out, result.GetValue(options.Json));
            RunRecord record;
            do
            {
                // The state first: what is written before an end is read after it.
                record = await reader.RunAsync(id, cancel);
                foreach (var attempt in (await reader.AttemptsAsync(id, cancel)).Where(attempt => only is null || attempt.Task == only))
                {
                    await tail.ShowAsync(attempt, cancel);
                }

                if (result.GetValue(follow) && !record.State.IsEnd())
                {
                    await Task.Delay(Look, surroundings.Clock, cancel);
                }
            }
            while (result.GetValue(follow) && !record.State.IsEnd());

            if (tail.IsEmpty)
            {
                throw new WrongUseException(only is null ? $"Nothing of run {id} has started." : $"Nothing of '{only}' in run {id} has started; 'digital-land runs {id}' shows its tasks.");
            }

            await surroundings.Error.WriteLineAsync($"Run {id} is {record.State.Word()}.");
            return ExitCode.Ok;
        });
        return command;
    }
}
