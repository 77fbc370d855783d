using System.CommandLine;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.Tasks;

namespace DigitalLand.Cli.Commands;

/// <summary>Transforms a batch of a dataset's resources.</summary>
internal static class TransformCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var (collection, dataset, directory) = (TaskOptions.Collection(), TaskOptions.Dataset(), TaskOptions.Directory());
        var offset = TaskOptions.Of("--offset", "First resource of the batch, from 0.", "TRANSFORMATION_OFFSET");
        var limit = TaskOptions.Of("--limit", "Most resources of the batch; all when left out.", "TRANSFORMATION_LIMIT");
        var jobs = TaskOptions.Of("--jobs", "Threads; one a processor when left out.", "TRANSFORMED_JOBS");
        var reprocess = TaskOptions.Flag("--reprocess", "Transform again what is up to date.", "REPROCESS");
        var archive = TaskArchive.Option();
        var command = new Command("transform", "Transform those resources of a dataset that collect found new or changed, all or a batch of them.")
        {
            collection, dataset, directory, offset, limit, jobs, reprocess, archive,
        };
        command.SetAction(async (result, cancel) =>
        {
            var (night, folder) = result.Folders(directory, collection);
            var name = result.Required(dataset);
            var slice = new Slice(result.Number(offset, 0), result.Number(limit, int.MaxValue));
            var workers = Math.Max(1, result.Number(jobs, Environment.ProcessorCount));
            var isReprocess = result.IsSet(reprocess);
            using var store = TaskArchive.Open(result.GetRequiredValue(archive), night, folder);
            var outcome = await NightProgress.ShowAsync(
                surroundings.Error, progress => new TransformBatch(night, folder, store, surroundings.Clock).RunAsync(name, slice, isReprocess, workers, progress, cancel));
            foreach (var remark in outcome.Remarks)
            {
                await surroundings.Error.WriteLineAsync(remark);
            }

            await surroundings.Error.WriteLineAsync($"Transformed {outcome.Transformed} resources of {name}; {outcome.UpToDate} others were up to date.");
            return ExitCode.Ok;
        });
        return command;
    }
}
