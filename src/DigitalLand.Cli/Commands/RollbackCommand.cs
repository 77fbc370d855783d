using System.CommandLine;
using DigitalLand.Datasets.Publication;
using DigitalLand.Datasets.Publication.Stores;

namespace DigitalLand.Cli.Commands;

/// <summary>Shows readers the version before the live one again.</summary>
internal static class RollbackCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var dataset = new Argument<string>("dataset") { Description = "The dataset." };
        var reason = Arguments.Text("--reason", "", "Why; kept with the version, and told when the next build is held.");
        var by = PublicationOptions.By();
        var directory = PublicationOptions.Directory();
        var keep = PublicationOptions.Keep();
        var command = new Command("rollback", "Show readers the version before the live one again. What is built later is held until a person accepts it.") { dataset, reason, by, directory, keep };
        command.SetAction(async (result, cancel) =>
        {
            var store = new FolderStore(Arguments.ExistingDirectory(result.GetRequiredValue(directory)));
            var publisher = new DatasetPublisher(store, surroundings.Clock) { Keep = result.GetValue(keep) };
            var name = result.GetRequiredValue(dataset);
            var live = await publisher.RollbackAsync(name, result.GetRequiredValue(by), result.GetRequiredValue(reason), cancel);
            await surroundings.Error.WriteLineAsync(
                $"Readers of {name} see version {live.Rollback!.To} again, as version {live.Version}. The next build is held until somebody publishes it with --accept.");
            return ExitCode.Ok;
        });
        return command;
    }
}
