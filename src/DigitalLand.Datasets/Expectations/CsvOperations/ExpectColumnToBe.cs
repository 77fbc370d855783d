namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>
/// Checks that the values of a column are of a datatype, each tested by itself without blanks around it; blank ones pass. DuckDB finds the invalid rows, or
/// those that a further test looks at.
/// </summary>
/// <param name="name">As rules name it.</param>
/// <param name="datatype">As messages name it.</param>
internal abstract class ExpectColumnToBe(string name, string datatype) : ICsvOperation
{
    public string Name { get; } = name;

    public virtual string[] Required => ["field"];

    public string[] Optional => [];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var field = parameters.Text("field");
        var rows = source.Rows(
            $"""
            WITH cells AS (SELECT {CsvSource.Line} AS line, {source.Trimmed(parameters, field)} AS value FROM source)
            SELECT line, value FROM cells WHERE value != '' AND {Suspicion(parameters)} ORDER BY line
            """,
            row => (Line: row.GetInt64(0), Value: row.GetString(1)),
            cancel);
        var invalid = rows
            .Where(row => IsInvalid(row.Value))
            .Select(row => new OrderedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["line_number"] = row.Line,
                ["field"] = field,
                ["datatype"] = datatype,
                ["value"] = row.Value,
            })
            .ToList();
        return new ExpectationResult(
            invalid.Count == 0,
            invalid.Count == 0 ? $"all values in '{field}' have datatype '{datatype}'" : $"there were {invalid.Count} invalid '{datatype}' value(s) in '{field}'",
            new(StringComparer.Ordinal) { ["invalid_rows"] = invalid });
    }

    /// <summary>A condition in DuckDB's SQL that holds of every invalid <c>value</c>.</summary>
    protected abstract string Suspicion(ExpectationParameters parameters);

    /// <summary>What remains to be tested of a value of which the condition holds.</summary>
    protected virtual bool IsInvalid(string value) => true;
}
