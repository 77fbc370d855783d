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
        var command = new Command("assemble", "Assemble a dataset from its transformed resources and publish it, unless the guards hold it: exit code 1 then.") { collection, dataset, directory, jobs, archive };
        command.SetAction(async (result, cancel) =>
        {
            var (night, folder) = result.Folders(directory, collection);
            var name = result.Required(dataset);
            using var store = TaskArchive.Open(result.GetRequiredValue(archive), night, folder);
            var outcome = await NightProgress.ShowAsync(
                surroundings.Error, progress => new AssembleTask(night, folder, store, surroundings.Clock).RunAsync(name, progress, cancel));
            foreach (var sentence in outcome?.Held.SelectMany(held => held.Sentences) ?? [])
            {
                await surroundings.Error.WriteLineAsync(sentence);
            }

            await surroundings.Error.WriteLineAsync(outcome switch
            {
                null => $"There is nothing to assemble: no resource of {folder.Name} is for {name}.",
                { Held.Count: > 0 } => $"The dataset {name} is held.",
                { Published: > 0 } => $"Assembled and published {name}.",
                _ => $"The dataset {name} stands as it is: nothing that readers see has changed.",
            });
            return outcome is { Held.Count: > 0 } ? ExitCode.DataProblems : ExitCode.Ok;
        });
        return command;
    }
}
