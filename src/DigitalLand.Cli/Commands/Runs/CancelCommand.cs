using System.CommandLine;
using DigitalLand.Cli.Answers;
using DigitalLand.Core;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Ends a run, or a whole backfill.</summary>
internal static class CancelCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var run = new Argument<long?>("run") { Description = "Its number.", Arity = ArgumentArity.ZeroOrOne };
        var backfill = new Option<long?>("--backfill") { Description = "All runs of this backfill that have not ended." };
        var reason = new Option<string?>("--reason") { Description = "For the record." };
        var command = new Command("cancel", "End a run: nothing of it starts any more, and its processes are ended.") { run, backfill, reason, options.Store, options.Json };
        command.SetAction(async (result, cancel) =>
        {
            await using var database = await options.OpenAsync(result, surroundings.Clock, cancel);
            var count = (result.GetValue(run), result.GetValue(backfill)) switch
            {
                ({ } id, null) => await new RunControl(database, surroundings.Clock).CancelAsync(id, result.GetValue(reason), cancel) ? 1 : 0,
                (null, { } id) => await new Backfills(database, surroundings.Clock).CancelAsync(id, cancel),
                _ => throw new WrongUseException("Name a run, or a backfill with --backfill."),
            };
            if (result.GetValue(options.Json))
            {
                Answer.Write(surroundings.Out, new CancelAnswer(count), RunAnswerJson.Named.CancelAnswer);
            }
            else
            {
                await surroundings.Out.WriteLineAsync(count == 1 ? "1 run is being cancelled." : $"{count} runs are being cancelled.");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
