using System.CommandLine;
using DigitalLand.Collection.Plan;
using DigitalLand.Core.Text;

namespace DigitalLand.Cli.Commands;

/// <summary>Lists the files of a collection's resources.</summary>
internal static class CollectionListResourcesCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
        var command = new Command("collection-list-resources", "Print the path of every resource that the collection knows.") { collectionDir };
        command.SetAction(result =>
        {
            var collection = CollectionStore.Load(Arguments.ExistingDirectory(result.GetValue(collectionDir)!), surroundings.Clock);
            var resources = collection.Resources.Entries.Select(entry => entry.Resource).Distinct(StringComparer.Ordinal);
            foreach (var resource in resources.Order(CodePointComparer.Instance))
            {
                surroundings.Out.Write($"{PythonPath.Of(collection.ResourcePath(resource))}\n");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
