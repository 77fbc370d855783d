using System.CommandLine;
using DigitalLand.Collection.Edit;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Adds an endpoint and its source to a collection.</summary>
internal static class CollectionAddSourceCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var collection = new Argument<string>("collection") { Description = "The collection's name." };
        var url = new Argument<string>("endpoint-url") { Description = "The URL, exactly as it is to be asked for." };
        var fields = new Argument<string[]>("fields") { Description = "Names and values of columns, one after the other: organisation local-authority:ABC licence ogl3 ..." };
        var collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
        var options = new EditOptions(surroundings);
        var command = new Command("collection-add-source", "Add an endpoint and its source to endpoint.csv and source.csv.") { collection, url, fields, collectionDir };
        options.AddTo(command);
        command.SetAction(result =>
        {
            var edit = new EndpointEdit(Arguments.ExistingDirectory(result.GetValue(collectionDir)!), surroundings.Clock);
            if (!edit.Add(result.GetValue(collection)!, result.GetValue(url)!, Pairs(result.GetValue(fields) ?? [])))
            {
                surroundings.Error.WriteLine($"The endpoint {result.GetValue(url)} is there already: nothing was added.");
                return ExitCode.Ok;
            }

            options.Finish(result, edit.Files);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Dictionary<string, string> Pairs(string[] words) => words.Length % 2 == 0
        ? words.Chunk(2).GroupBy(pair => pair[0], pair => pair[1], StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Last(), StringComparer.Ordinal)
        : throw new WrongUseException($"Columns come as names and values: '{words[^1]}' has no value.");
}
