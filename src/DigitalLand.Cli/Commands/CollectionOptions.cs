using System.CommandLine;
using System.CommandLine.Parsing;

namespace DigitalLand.Cli.Commands;

/// <summary>Options that several verbs of a collection share.</summary>
internal static class CollectionOptions
{
    /// <summary>Takes a value, as in <c>--refill-todays-logs True</c>, in any of the words that the reference's command line takes.</summary>
    public static Option<bool> RefillTodaysLogs() => Boolean("--refill-todays-logs", "Collect, or count, today's endpoints again.");

    public static Option<bool> Boolean(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        DefaultValueFactory = _ => false,
        CustomParser = Parse,
    };

    private static bool Parse(ArgumentResult argument)
    {
        var word = argument.Tokens[^1].Value;
        switch (word.Trim().ToLowerInvariant())
        {
            case "1" or "true" or "t" or "yes" or "y" or "on":
                return true;
            case "0" or "false" or "f" or "no" or "n" or "off" or "":
                return false;
            default:
                argument.AddError($"'{word}' is not True or False.");
                return false;
        }
    }
}
