using System.CommandLine;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Ways in which several verbs take their options.</summary>
internal static class Arguments
{
    /// <summary>An option with a default, described in one line.</summary>
    public static Option<string> Text(string name, string defaultValue, string description, params string[] aliases)
    {
        var option = new Option<string>(name, aliases) { Description = description, DefaultValueFactory = _ => defaultValue };
        return option;
    }

    /// <summary>The encoding of a resource's text, for verbs that read one.</summary>
    public static Option<string> Encoding() => Text("--encoding", "", "The encoding of the resource's text, such as cp1252; found out when left out.");

    /// <summary>A file that a verb reads.</summary>
    /// <exception cref="WrongUseException">It does not exist.</exception>
    public static string ExistingFile(string path) => File.Exists(path) ? path : throw new WrongUseException($"There is no file '{path}'.");

    /// <summary>A folder that a verb reads from or writes into.</summary>
    /// <exception cref="WrongUseException">It does not exist.</exception>
    public static string ExistingDirectory(string path) => Directory.Exists(path) ? path : throw new WrongUseException($"There is no folder '{path}'.");

    /// <summary>The words of an option that takes a list separated by white space.</summary>
    public static string[] Words(string? text) => (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
