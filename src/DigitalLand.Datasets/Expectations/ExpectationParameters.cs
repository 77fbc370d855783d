using System.Globalization;
using System.Numerics;
using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Expectations;

/// <summary>
/// What a rule tells its operation, read from the JSON of its <c>parameters</c>. An operation names those that it knows; a rule with another
/// one, or without one that it needs, stops the run before anything is checked, as in the reference.
/// </summary>
public sealed class ExpectationParameters
{
    private readonly string _rule;

    private ExpectationParameters(string rule, OrderedDictionary<string, object?> members)
    {
        _rule = rule;
        Members = members;
    }

    /// <summary>As they stand in the rule, in its order.</summary>
    internal OrderedDictionary<string, object?> Members { get; }

    /// <param name="rule">Names the rule in messages.</param>
    /// <param name="json">An object.</param>
    /// <exception cref="RunFailedException">It is none.</exception>
    public static ExpectationParameters Parse(string rule, string json)
    {
        try
        {
            return new ExpectationParameters(
                rule,
                PythonJson.Read(json) as OrderedDictionary<string, object?>
                    ?? throw new RunFailedException($"The parameters of the expectation '{rule}' are not a JSON object: {json}"));
        }
        catch (JsonException error)
        {
            throw new RunFailedException($"The parameters of the expectation '{rule}' are not JSON ({error.Message}): {json}", error);
        }
    }

    internal static ExpectationParameters Of(string rule, OrderedDictionary<string, object?> members) => new(rule, members);

    /// <summary>As Python's <c>json</c> writes them.</summary>
    public string Json() => PythonJson.Write(Members);

    /// <summary>Refuses parameters that the operation does not know.</summary>
    /// <exception cref="RunFailedException">There is one, or a required one is missing.</exception>
    public void Check(string operation, IEnumerable<string> required, IEnumerable<string> optional)
    {
        if (Members.Keys.Except([.. required, .. optional], StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw Refusal($"has the parameter '{unknown}', which {operation} does not take");
        }

        if (required.Except(Members.Keys, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw Refusal($"lacks the parameter '{missing}' of {operation}");
        }
    }

    public string Text(string name) => Members[name] as string ?? throw Refusal($"has a '{name}' that is not a text");

    public string Text(string name, string otherwise) => Members.GetValueOrDefault(name) is null ? otherwise : Text(name);

    /// <summary>A text or a number, as text; null where it is absent, null, blank or zero, which the reference takes for none.</summary>
    public string? Reference(string name) => Members.GetValueOrDefault(name) switch
    {
        null or "" or 0L => null,
        string text => text,
        long or BigInteger => string.Create(CultureInfo.InvariantCulture, $"{Members[name]}"),
        _ => throw Refusal($"has a '{name}' that is neither a text nor a whole number"),
    };

    public double Number(string name) => Members[name] switch
    {
        long whole => whole,
        double number => number,
        _ => throw Refusal($"has a '{name}' that is not a number"),
    };

    public string[] Texts(string name) => Members[name] is List<object?> items && items.TrueForAll(item => item is string)
        ? [.. items.Cast<string>()]
        : throw Refusal($"has a '{name}' that is not a list of texts");

    public RunFailedException Refusal(string problem) => new($"The expectation '{_rule}' {problem}; correct its parameters.");
}
