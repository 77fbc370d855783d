using System.CommandLine;
using DigitalLand.Cli.Answers;
using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>What has run, what is running, and how one run stands.</summary>
internal static class RunsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var run = new Argument<long?>("run") { Description = "A run's number, to see its tasks and attempts.", Arity = ArgumentArity.ZeroOrOne };
        var workflow = new Option<string?>("--workflow") { Description = "Only runs of this workflow." };
        var state = new Option<string?>("--state") { Description = "Only runs in this state: " + string.Join(", ", Enum.GetValues<RunState>().Select(Words.Word)) + "." };
        var limit = new Option<int>("--limit") { Description = "How many runs.", DefaultValueFactory = _ => 20 };
        var command = new Command("runs", "Show the runs of the orchestrator, newest first, or one of them.") { run, workflow, state, limit, options.Store, options.Json };
        command.SetAction(async (result, cancel) =>
        {
            await using var database = await options.OpenAsync(result, surroundings.Clock, cancel);
            var reader = new RunReader(database);
            var json = result.GetValue(options.Json);
            if (result.GetValue(run) is { } number)
            {
                await ShowAsync(reader, number, json, surroundings, cancel);
                return ExitCode.Ok;
            }

            var runs = await reader.RunsAsync(new RunQuery(result.GetValue(workflow), State(result.GetValue(state)), Before: null, result.GetValue(limit)), cancel);
            if (json)
            {
                Answer.Write(surroundings.Out, runs, RunAnswerJson.Named.IReadOnlyListRunRecord);
                return ExitCode.Ok;
            }

            Answer.Table(
                surroundings.Out,
                ["run", "workflow", "state", "date", "started", "took", "note"],
                runs.Select(found => new[]
                {
                    found.Id.ToString(),
                    found.Workflow,
                    found.State.Word(),
                    found.Date,
                    Answer.Moment(found.StartedAt),
                    Answer.Span(found.StartedAt, found.EndedAt),
                    found.Note ?? "",
                }));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task ShowAsync(RunReader reader, long number, bool json, Surroundings surroundings, CancellationToken cancel)
    {
        var run = await reader.RunAsync(number, cancel);
        var tasks = await reader.TasksAsync(number, cancel);
        var attempts = await reader.AttemptsAsync(number, cancel);
        if (json)
        {
            Answer.Write(surroundings.Out, new RunAnswer(run, tasks, attempts), RunAnswerJson.Named.RunAnswer);
            return;
        }

        await surroundings.Out.WriteLineAsync($"Run {run.Id} of {run.Workflow} for {run.Date}: {run.State.Word()}. {run.Note}".TrimEnd());
        if (run.Parameters.Count > 0)
        {
            await surroundings.Out.WriteLineAsync("With " + string.Join(", ", run.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}")));
        }

        var last = attempts.GroupBy(attempt => attempt.Task).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        Answer.Table(
            surroundings.Out,
            ["task", "state", "attempts", "cpu", "memory", "took", "note"],
            tasks.Select(task => new[]
            {
                task.Name,
                task.State.Word() + (task.Cause is { } cause && task.State is TaskState.Failed or TaskState.Queued ? $" ({cause.Word()})" : ""),
                task.Starts.ToString(),
                last.GetValueOrDefault(task.Name)?.CpuMilliseconds is { } cpu ? Answer.Span(TimeSpan.FromMilliseconds(cpu)) : "",
                last.GetValueOrDefault(task.Name)?.PeakMemory is { } peak ? $"{peak >> 20} MiB" : "",
                Answer.Span(task.StartedAt, task.EndedAt),
                Note(task, last.GetValueOrDefault(task.Name)),
            }));
    }

    /// <summary>Of a task that is under way, how far it is.</summary>
    private static string Note(TaskRecord task, AttemptRecord? last) => task switch
    {
        { Child: { } child } => $"run {child} {task.Note}".TrimEnd(),
        { State: TaskState.Running } => last?.Progress ?? "",
        _ => task.Note ?? "",
    };

    private static RunState? State(string? word)
    {
        try
        {
            return Words.ParseOrNull<RunState>(word);
        }
        catch (FormatException error)
        {
            throw new WrongUseException($"There is no state '{word}': use one of {string.Join(", ", Enum.GetValues<RunState>().Select(Words.Word))}.", error);
        }
    }
}
