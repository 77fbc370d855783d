namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that no value of a column stands in two rows; blanks count as one value.</summary>
internal sealed class CheckUnique : ICsvOperation
{
    public string Name => "check_unique";

    public string[] Required => ["field"];

    public string[] Optional => [];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var field = parameters.Text("field");
        var column = source.Column(parameters, field);
        var duplicates = source.Rows(
            $"SELECT {column}, count(*) FROM source GROUP BY {column} HAVING count(*) > 1 ORDER BY min({CsvSource.Line})",
            row => new OrderedDictionary<string, object?>(StringComparer.Ordinal) { ["value"] = row.Text(0), ["count"] = row.GetInt64(1) },
            cancel);
        return new ExpectationResult(
            duplicates.Count == 0,
            duplicates.Count == 0 ? $"all values in '{field}' are unique" : $"there were {duplicates.Count} duplicate values in '{field}'",
            new(StringComparer.Ordinal) { ["field"] = field, ["duplicates"] = duplicates });
    }
}
