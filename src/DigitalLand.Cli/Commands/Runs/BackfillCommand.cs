using System.CommandLine;
using DigitalLand.Cli.Answers;
using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Runs a workflow for each day of a range, or shows how such ranges stand.</summary>
internal static class BackfillCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var workflow = new Argument<string?>("workflow") { Description = "Its name; without one, how the backfills stand.", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string?>("--from") { Description = "First day, as 2025-03-01." };
        var to = new Option<string?>("--to") { Description = "Last day." };
        var parallel = new Option<int>("--parallel") { Description = "Runs at once.", DefaultValueFactory = _ => 1 };
        var parameters = RunParameters.Option();
        var command = new Command("backfill", "Run a workflow for each day of a range, behind everything else.") { workflow, from, to, parallel, parameters, options.Store, options.Json };
        command.SetAction(async (result, cancel) =>
        {
            await using var database = await options.OpenAsync(result, surroundings.Clock, cancel);
            var backfills = new Backfills(database, surroundings.Clock);
            if (result.GetValue(workflow) is { } name)
            {
                await backfills.StartAsync(
                    await new RunReader(database).WorkflowAsync(name, cancel),
                    Day(result.GetValue(from), "--from"),
                    Day(result.GetValue(to), "--to"),
                    RunParameters.Read(result.GetValue(parameters)),
                    result.GetValue(parallel),
                    cancel);
            }

            var all = await backfills.ListAsync(cancel);
            if (result.GetValue(options.Json))
            {
                Answer.Write(surroundings.Out, all, RunAnswerJson.Named.IReadOnlyListBackfillRecord);
                return ExitCode.Ok;
            }

            Answer.Table(
                surroundings.Out,
                ["backfill", "workflow", "from", "to", "done", "failed"],
                all.Select(one => new[]
                {
                    one.Id.ToString(),
                    one.Workflow,
                    one.First,
                    one.Last,
                    $"{one.Done} of {one.Total}",
                    one.Runs.GetValueOrDefault(RunState.Failed).ToString(),
                }));
            return ExitCode.Ok;
        });
        return command;
    }

    private static DateOnly Day(string? text, string option) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new WrongUseException($"{option} wants a day such as 2025-03-01.");
}
