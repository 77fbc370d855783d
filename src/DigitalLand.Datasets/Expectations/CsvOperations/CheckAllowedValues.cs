using DigitalLand.Core.Text;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that the values of a column, without blanks around them, are on a list. A blank one is not, unless the list has a blank.</summary>
internal sealed class CheckAllowedValues : ICsvOperation
{
    public string Name => "check_allowed_values";

    public string[] Required => ["field", "allowed_values"];

    public string[] Optional => [];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var field = parameters.Text("field");
        var allowed = parameters.Texts("allowed_values");
        var value = source.Trimmed(parameters, field);
        var list = $"[{string.Join(", ", allowed.Select(Sql.Literal))}]::VARCHAR[]";
        var invalid = source.Rows(
            $"SELECT {CsvSource.Line}, {value} FROM source WHERE NOT list_contains({list}, {value}) ORDER BY {CsvSource.Line}",
            row => (Line: row.GetInt64(0), Value: row.GetString(1)),
            cancel);
        return new ExpectationResult(
            invalid.Count == 0,
            invalid.Count == 0 ? $"all values in '{field}' are allowed" : $"there were {invalid.Count} invalid values in '{field}'",
            new(StringComparer.Ordinal)
            {
                ["field"] = field,
                ["allowed_values"] = Sorted(allowed),
                ["invalid_values"] = Sorted(invalid.Select(row => row.Value)),
                ["invalid_rows"] = invalid.Select(row => new OrderedDictionary<string, object?>(StringComparer.Ordinal) { ["line_number"] = row.Line, ["value"] = row.Value }),
            });
    }

    private static string[] Sorted(IEnumerable<string> values) => [.. values.Distinct(StringComparer.Ordinal).Order(CodePointComparer.Instance)];
}
