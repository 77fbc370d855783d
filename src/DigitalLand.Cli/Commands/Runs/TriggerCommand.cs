using System.CommandLine;
using DigitalLand.Cli.Answers;
using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Starts a run now.</summary>
internal static class TriggerCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var workflow = new Argument<string>("workflow") { Description = "Its name, as 'workflows list' shows it." };
        var parameters = RunParameters.Option();
        var wait = new Option<bool>("--wait") { Description = "End when the run has ended; 1 unless it succeeded." };
        var command = new Command("trigger", "Start a run of a workflow.") { workflow, parameters, wait, options.Store, options.Json };
        command.SetAction(async (result, cancel) =>
        {
            await using var database = await options.OpenAsync(result, surroundings.Clock, cancel);
            var reader = new RunReader(database);
            var id = await new RunControl(database, surroundings.Clock).StartAsync(
                new NewRun
                {
                    Workflow = await reader.WorkflowAsync(result.GetValue(workflow)!, cancel),
                    Trigger = RunTrigger.Person,
                    Date = surroundings.Clock.Today(),
                    Parameters = RunParameters.Read(result.GetValue(parameters)),
                },
                cancel);
            var run = result.GetValue(wait) ? await EndAsync(reader, database, id!.Value, cancel) : await reader.RunAsync(id!.Value, cancel);
            if (result.GetValue(options.Json))
            {
                Answer.Write(surroundings.Out, run, RunAnswerJson.Named.RunRecord);
            }
            else
            {
                await surroundings.Out.WriteLineAsync($"Run {run.Id} of {run.Workflow}: {run.State.Word()}. {run.Note}".TrimEnd());
            }

            return run.State.IsEnd() && run.State != RunState.Succeeded ? ExitCode.DataProblems : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<RunRecord> EndAsync(RunReader reader, IDatabase database, long id, CancellationToken cancel)
    {
        while (true)
        {
            var seen = database.Changes.Version;
            var run = await reader.RunAsync(id, cancel);
            if (run.State.IsEnd())
            {
                return run;
            }

            await database.Changes.WaitAsync(seen, TimeSpan.FromSeconds(1), cancel);
        }
    }
}

/// <summary>Values for a run's parameters on a command line: <c>--param limit=50</c>.</summary>
internal static class RunParameters
{
    public static Option<string[]> Option() => new("--param", "-P") { Description = "A value for a parameter, as name=value; may stand several times.", AllowMultipleArgumentsPerToken = false };

    /// <exception cref="WrongUseException">One is not written so.</exception>
    public static IReadOnlyDictionary<string, string> Read(string[]? given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given ?? [])
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            values[at > 0 ? text[..at] : throw new WrongUseException($"'{text}' is no parameter: write --param name=value.")] = text[(at + 1)..];
        }

        return values;
    }
}
