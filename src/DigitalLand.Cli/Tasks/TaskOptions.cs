using System.CommandLine;
using System.Globalization;
using DigitalLand.Cli.Commands;
using DigitalLand.Cli.Night;
using DigitalLand.Core;

namespace DigitalLand.Cli.Tasks;

/// <summary>
/// Options of the verbs that are tasks of a workflow. What is left out comes from the environment variables that the reference's task scripts read, so that a container can be
/// told either way.
/// </summary>
internal static class TaskOptions
{
    public static Option<string> Collection() => Of("--collection", "The collection: the folder of this name below --directory.", "COLLECTION_NAME");

    public static Option<string> Dataset() => Of("--dataset", "The dataset.", "DATASET", "DATASET_NAME");

    public static Option<string> Directory() => Arguments.Text("--directory", ".", "Where the folders of collections and specification/ lie.");

    public static Option<string> Flag(string name, string description, string variable) => Of(name, description + " True or False.", variable);

    /// <summary>An option whose default is the first of some environment variables that is set, else blank.</summary>
    public static Option<string> Of(string name, string description, params string[] variables) => new(name)
    {
        Description = $"{description} Also {string.Join(" or ", variables)}.",
        DefaultValueFactory = _ => variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "",
    };

    /// <exception cref="WrongUseException">It was neither given nor set.</exception>
    public static string Required(this ParseResult result, Option<string> option) => result.GetValue(option) is { Length: > 0 } value
        ? value
        : throw new WrongUseException($"Name it with {option.Name}.");

    /// <summary>A number from 0 on; <paramref name="otherwise"/> where the option is blank.</summary>
    /// <exception cref="WrongUseException">The text is no such number.</exception>
    public static int Number(this ParseResult result, Option<string> option, int otherwise) => result.GetValue(option) is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new WrongUseException($"{option.Name} is '{text}'; it takes a whole number.");

    /// <summary>Blank is false, as in the reference's scripts.</summary>
    public static bool IsSet(this ParseResult result, Option<string> option) => result.GetValue(option) is { Length: > 0 } && result.IsTrue(option);

    public static (NightFolder Night, CollectionFolder Folder) Folders(this ParseResult result, Option<string> directory, Option<string> collection) =>
        Folders(result.GetRequiredValue(directory), result.Required(collection));

    /// <summary>The folders of a task; nothing of them need be there yet.</summary>
    public static (NightFolder Night, CollectionFolder Folder) Folders(string directory, string collection)
    {
        var night = new NightFolder(Path.GetFullPath(directory));
        return (night, night.Collection(collection));
    }
}
