using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages.Flattened;

namespace DigitalLand.Cli.Commands;

internal static class DatasetEntriesFlattenedCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var input = new Argument<string>("input-path") { Description = "The dataset's entities as CSV, from dataset-entries; its name is the dataset's." };
        var output = new Argument<string>("output-dir") { Description = "The folder to write into. Files of the same name are replaced." };
        var command = new Command(
            "dataset-entries-flattened",
            "Write the entities of a dataset with a column for every field: as CSV, JSON and Parquet and, of a geography, GeoJSON.") { input, output };
        command.SetAction(async (result, cancel) =>
        {
            var outcome = FlattenedEntries.Write(
                Arguments.ExistingFile(result.GetRequiredValue(input)),
                result.GetRequiredValue(output),
                Specification.Load(result.GetRequiredValue(group.SpecificationDir)),
                surroundings.Clock.Today(),
                cancel);
            if (outcome.Unplaced > 0)
            {
                await surroundings.Error.WriteLineAsync($"{outcome.Unplaced:N0} of {outcome.Entities:N0} entities have neither a usable geometry nor a point, and are not in the GeoJSON.");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
