using System.CommandLine;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Core;
using DigitalLand.Transform.Formats;

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

    /// <summary>What may be asked beside public addresses.</summary>
    public static Option<string[]> AllowHost() => new("--allow-host")
    {
        Description = $"Host, address or network (10.1.0.0/16) to allow although it is not public, or file: for file URLs; also {AllowedHosts.Variable}.",
    };

    /// <summary>How to behave towards servers, by the option and the environment.</summary>
    /// <exception cref="WrongUseException">An entry of the lists cannot be read.</exception>
    public static CollectorOptions Collector(this ParseResult result, Option<string[]> allowHost) => Collector(result.GetValue(allowHost) ?? []);

    /// <summary>How to behave towards servers, by the environment.</summary>
    /// <param name="allowed">What else may be asked beside public addresses.</param>
    /// <exception cref="WrongUseException">An entry of the lists cannot be read.</exception>
    public static CollectorOptions Collector(params IEnumerable<string> allowed) => new()
    {
        AllowedHosts = AllowedHosts.Parse([.. allowed, Environment.GetEnvironmentVariable(AllowedHosts.Variable) ?? ""]),
        IsText = content => CharsetDetector.Detect(content) is not null,
    };

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
