using System.CommandLine;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.Tasks;

namespace DigitalLand.Cli.Commands;

/// <summary>Makes a dataset's files of everything that was transformed for it.</summary>
internal static class AssembleCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var (collection, dataset, directory) = (TaskOptions.Collection(), TaskOptions.Dataset(), TaskOptions.Directory());
        var jobs = TaskOptions.Of("--jobs", "Accepted for the reference's callers.", "DATASET_JOBS");
        var archive = TaskArchive.Option();
        var command = new Command("assemble", "Assemble a dataset from its transformed resources, where anything of it has changed.") { collection, dataset, directory, jobs, archive };
        command.SetAction(async (result, cancel) =>
        {
            var (night, folder) = result.Folders(directory, collection);
            var name = result.Required(dataset);
            using var store = TaskArchive.Open(result.GetRequiredValue(archive), night, folder);
            var outcome = await NightProgress.ShowAsync(
                surroundings.Error, progress => new AssembleTask(night, folder, store, surroundings.Clock).RunAsync(name, progress, cancel));
            await surroundings.Error.WriteLineAsync(outcome switch
            {
                null => $"There is nothing to assemble: no resource of {folder.Name} is for {name}.",
                { Assembled: > 0 } => $"Assembled {folder.Sqlite(name)}.",
                _ => $"{folder.Sqlite(name)} stands: nothing that it is made from has changed.",
            });
            return ExitCode.Ok;
        });
        return command;
    }
}
