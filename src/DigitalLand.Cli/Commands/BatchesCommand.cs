using System.CommandLine;
using System.Text.Json;
using DigitalLand.Cli.Answers;
using DigitalLand.Cli.Tasks;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Shares out what there is to transform: the list over which a workflow repeats its transform task.</summary>
internal static class BatchesCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var (collection, dataset, directory) = (TaskOptions.Collection(), TaskOptions.Dataset(), TaskOptions.Directory());
        var size = new Option<int>("--size") { Description = "Resources of a batch.", DefaultValueFactory = _ => 200 };
        var command = new Command("batches", "Print offset and limit of every batch that a dataset's resources are to be transformed in, as one line of JSON.") { collection, dataset, directory, size };
        var archive = TaskArchive.Option();
        command.Options.Add(archive);
        command.SetAction(async (result, cancel) =>
        {
            var (night, folder) = result.Folders(directory, collection);
            using var store = TaskArchive.Open(result.GetRequiredValue(archive), night, folder);
            await store.BringStateAsync(cancel);
            var batches = TransformBatch.Batches(folder, result.Required(dataset), result.GetValue(size) is > 0 and var number ? number : throw new WrongUseException("--size takes a number from 1."));
            await surroundings.Out.WriteLineAsync(JsonSerializer.Serialize([.. batches.Select(batch => new BatchAnswer(batch.Offset, batch.Limit))], AnswerJson.Default.IReadOnlyListBatchAnswer));
            return ExitCode.Ok;
        });
        return command;
    }
}
