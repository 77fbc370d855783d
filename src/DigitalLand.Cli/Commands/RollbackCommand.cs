using System.CommandLine;
using DigitalLand.Datasets.Publication;

namespace DigitalLand.Cli.Commands;

/// <summary>Shows readers the version before the live one again.</summary>
internal static class RollbackCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new PublicationOptions();
        var reason = Arguments.Text("--reason", "", "Why; kept with the version, and told when the next build is held.");
        var command = new Command("rollback", "Show readers the version before the live one again. What is built later is held until a person accepts it.") { reason };
        options.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var name = result.GetRequiredValue(options.Dataset);
            var live = await options.OnStoreAsync(result, store => new DatasetPublisher(store, surroundings.Clock) { Keep = result.GetValue(options.Keep) }
                .RollbackAsync(name, result.GetRequiredValue(options.By), result.GetRequiredValue(reason), cancel));
            await surroundings.Error.WriteLineAsync(
                $"Readers of {name} see version {live.Rollback!.To} again, as version {live.Version}. The next build is held until somebody publishes it with --accept.");
            return ExitCode.Ok;
        });
        return command;
    }
}
