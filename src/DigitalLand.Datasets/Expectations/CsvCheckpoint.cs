using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Expectations.CsvOperations;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations;

/// <summary>Checks what is expected of a CSV file (the reference's <c>CsvCheckpoint</c>). Rules are given with the call rather than by configuration.</summary>
public static class CsvCheckpoint
{
    /// <param name="dataset">Under which name the log goes.</param>
    /// <param name="path">The file.</param>
    /// <param name="rules">A JSON list of objects: <c>operation</c>, <c>name</c>, <c>parameters</c> (an object, or one as text), and perhaps <c>description</c>, <c>severity</c>, <c>responsibility</c>.</param>
    /// <exception cref="WrongUseException">There is no such file, or the rules are not such a list.</exception>
    /// <exception cref="RunFailedException">A rule cannot be understood, or does not fit the file.</exception>
    public static ExpectationReport Run(string dataset, string path, string rules, CancellationToken cancel)
    {
        var expectations = Read(rules);
        using var multiPolygon = ExpectColumnToBeGeometry.MultiPolygon();
        using var point = ExpectColumnToBeGeometry.Point();
        ICsvOperation[] operations = [.. Operations, multiPolygon, point];
        foreach (var expectation in expectations)
        {
            var operation = Find(operations, expectation);
            expectation.Parameters.Check(operation.Name, operation.Required, operation.Optional);
        }

        using var source = CsvSource.Open(path, cancel);
        return new ExpectationReport(dataset, [.. expectations.Select(expectation => Run(operations, source, expectation, cancel))], []);
    }

    private static IEnumerable<ICsvOperation> Operations =>
    [
        new CountRows(),
        new CheckUnique(),
        new CheckNoSharedValues(),
        new CheckNoOverlappingRanges(),
        new CheckAllowedValues(),
        new CheckNoBlankRows(),
        new CheckFieldsAreWithinRange(),
        new CheckFieldIsWithinRangeByDatasetOrg(),
        .. ExpectColumnToBeOfDatatype.All,
        new ExpectColumnToBePattern(),
        new ExpectColumnToMatchPattern(),
    ];

    private static ExpectationOutcome Run(ICsvOperation[] operations, CsvSource source, Expectation expectation, CancellationToken cancel)
    {
        try
        {
            return new ExpectationOutcome(expectation, Find(operations, expectation).Run(source, expectation.Parameters, cancel));
        }
        catch (DuckDbException error)
        {
            throw new RunFailedException($"The expectation '{expectation.Name}' cannot be checked in '{source.Path}': {error.Message}", error);
        }
    }

    private static ICsvOperation Find(ICsvOperation[] operations, Expectation expectation) =>
        Array.Find(operations, operation => operation.Name == expectation.Operation)
            ?? throw new RunFailedException(
                $"The expectation '{expectation.Name}' has the operation '{expectation.Operation}', which is none of {string.Join(", ", operations.Select(operation => operation.Name))}.");

    private static List<Expectation> Read(string rules)
    {
        try
        {
            return PythonJson.Read(rules) is List<object?> list
                ? list.ConvertAll(rule => rule is OrderedDictionary<string, object?> members ? Make(members) : throw new WrongUseException("Each rule has to be a JSON object."))
                : throw new WrongUseException("The rules have to be a JSON list.");
        }
        catch (JsonException error)
        {
            throw new WrongUseException($"The rules are not JSON: {error.Message}", error);
        }
    }

    private static Expectation Make(OrderedDictionary<string, object?> rule)
    {
        string Text(string name) => rule.GetValueOrDefault(name) is { } value ? PythonRepr.Str(value) : "";
        var name = Text("name");
        return rule.GetValueOrDefault("operation") is not string operation || name.Length == 0
            ? throw new WrongUseException("Each rule has to have an operation and a name.")
            : new Expectation(
                operation,
                rule.GetValueOrDefault("parameters") switch
                {
                    OrderedDictionary<string, object?> members => ExpectationParameters.Of(name, members),
                    string json => ExpectationParameters.Parse(name, json),
                    _ => throw new WrongUseException($"The rule '{name}' has no parameters."),
                },
                name,
                Text("description"),
                Organisation: "",
                Text("severity"),
                Text("responsibility"));
    }
}
