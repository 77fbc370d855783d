using System.CommandLine;
using DigitalLand.Collection.Plan;

namespace DigitalLand.Cli.Commands;

/// <summary>Brings a collection's CSV files up to date with its log.</summary>
internal static class CollectionSaveCsvCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
        var refill = CollectionOptions.RefillTodaysLogs();
        var command = new Command("collection-save-csv", "Write log.csv, resource.csv, endpoint.csv and source.csv from the collection's log.")
        {
            collectionDir, refill,
        };
        command.SetAction(result =>
        {
            var collection = CollectionStore.Load(
                Arguments.ExistingDirectory(result.GetValue(collectionDir)!), surroundings.Clock, result.GetValue(refill));
            collection.Update();
            collection.SaveCsv();
            foreach (var warning in collection.Log.Warnings)
            {
                surroundings.Error.WriteLine(warning);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
