using System.CommandLine;
using DigitalLand.Datasets.Packages.Entries;

namespace DigitalLand.Cli.Commands;

internal static class DatasetEntriesCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("input-path") { Description = "The dataset's SQLite file." };
        var output = new Argument<string>("output-path") { Description = "The CSV file to write." };
        var command = new Command("dataset-entries", "Write the entities of a dataset as CSV, as the sqlite3 shell prints them.") { input, output };
        command.SetAction((result, cancel) =>
        {
            EntriesCsv.Write(Arguments.ExistingFile(result.GetRequiredValue(input)), result.GetRequiredValue(output), cancel);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
