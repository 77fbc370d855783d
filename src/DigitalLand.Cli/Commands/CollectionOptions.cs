using System.CommandLine;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Options that several verbs of a collection share.</summary>
internal static class CollectionOptions
{
    /// <summary>
    /// Takes a value, as in <c>--refill-todays-logs True</c>. An option of text, because an option of bool would take the words that
    /// only the reference's command line knows (1, yes, on) for the next argument.
    /// </summary>
    public static Option<string> RefillTodaysLogs() =>
        Arguments.Text("--refill-todays-logs", "False", "True to collect, or count, today's endpoints again.");

    /// <summary>The value of such an option, in any of the words that the reference's command line takes.</summary>
    /// <exception cref="WrongUseException">It is neither true nor false.</exception>
    public static bool IsTrue(this ParseResult result, Option<string> option)
    {
        var word = result.GetValue(option)!;
        return word.Trim().ToLowerInvariant() switch
        {
            "1" or "true" or "t" or "yes" or "y" or "on" => true,
            "0" or "false" or "f" or "no" or "n" or "off" => false,
            _ => throw new WrongUseException($"{option.Name} is '{word}'; it takes True or False."),
        };
    }
}
