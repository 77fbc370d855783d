using System.Globalization;
using System.Text.Json.Serialization;
using DigitalLand.Core;

namespace DigitalLand.Orchestration.Definitions;

[JsonConverter(typeof(JsonStringEnumConverter<ParameterType>))]
public enum ParameterType
{
    Text,
    WholeNumber,
    Number,

    /// <summary>Written <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>One of <see cref="Parameter.Choices"/>.</summary>
    Choice,

    /// <summary>ISO 8601, a day.</summary>
    Date,
}

/// <summary>What a run can be told when it starts.</summary>
public sealed record Parameter
{
    /// <summary>Lower-case words joined by dashes.</summary>
    public required string Name { get; init; }

    public required ParameterType Type { get; init; }

    /// <summary>In the form that <see cref="Read"/> gives; null where a value must be given.</summary>
    public string? Default { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Smallest value of an integer or number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest value of an integer or number.</summary>
    public double? Maximum { get; init; }

    /// <summary>Checks a value and brings it into its one form: <c>True</c> becomes <c>true</c>, <c>+08</c> becomes <c>8</c>.</summary>
    /// <exception cref="WrongUseException">It is not of the type, in one sentence that names the parameter.</exception>
    public string Read(string text) => Type switch
    {
        ParameterType.Text => text,
        ParameterType.WholeNumber => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Within(number, number.ToString(CultureInfo.InvariantCulture))
            : throw Wrong(text, "a whole number"),
        ParameterType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? Within(number, number.ToString("R", CultureInfo.InvariantCulture))
            : throw Wrong(text, "a number"),
        ParameterType.Boolean => text.Trim().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => "true",
            "false" or "0" or "no" or "off" or "" => "false",
            _ => throw Wrong(text, "true or false"),
        },
        ParameterType.Choice => Choices.Contains(text, StringComparer.Ordinal) ? text : throw Wrong(text, Offered()),
        _ => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : throw Wrong(text, "a day such as 2025-03-31"),
    };

    /// <summary>The values of a run: what was given, checked, and the defaults for the rest.</summary>
    /// <param name="parameters">Of the workflow.</param>
    /// <param name="given">By name.</param>
    /// <exception cref="WrongUseException">A name is unknown, a value is not of its type, or one without a default is missing.</exception>
    public static IReadOnlyDictionary<string, string> ReadAll(IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string> given)
    {
        if (given.Keys.FirstOrDefault(name => parameters.All(parameter => parameter.Name != name)) is { } unknown)
        {
            throw new WrongUseException(parameters.Count == 0
                ? $"There is no parameter '{unknown}': this workflow takes none."
                : $"There is no parameter '{unknown}'; there are: {string.Join(", ", parameters.Select(parameter => parameter.Name))}.");
        }

        return parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => given.TryGetValue(parameter.Name, out var text) ? parameter.Read(text)
                : parameter.Default ?? throw new WrongUseException($"The parameter '{parameter.Name}' has no default: give it a value."),
            StringComparer.Ordinal);
    }

    private string Within(double number, string text) =>
        number < Minimum || number > Maximum ? throw Wrong(text, $"a number from {Minimum?.ToString(CultureInfo.InvariantCulture) ?? "any"} to {Maximum?.ToString(CultureInfo.InvariantCulture) ?? "any"}") : text;

    private string Offered() => Choices.Count <= 12 ? "one of: " + string.Join(", ", Choices) : $"one of {Choices.Count} choices, such as {Choices[0]}";

    private WrongUseException Wrong(string text, string wanted) => new($"The parameter '{Name}' is '{text}'; it takes {wanted}.");
}
