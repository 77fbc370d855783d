namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>Checks that each table has at least the columns that are expected of it. A table that is missing has none.</summary>
internal sealed class CheckColumns(BuiltDataset dataset) : IDatasetOperation
{
    public string Name => "check_columns";

    public string[] Required => ["expected"];

    public string[] Optional => [];

    public ValueTask<ExpectationResult> RunAsync(ExpectationParameters parameters, CancellationToken cancel)
    {
        var expected = parameters.Members["expected"] as OrderedDictionary<string, object?> ?? throw parameters.Refusal("has an 'expected' that is not an object of tables");
        var tables = expected.Select(table => Check(table.Key, (table.Value as List<object?> ?? []).Select(PythonRepr.Str).ToList())).ToList();
        var complete = tables.Count(table => table["success"] is true);
        return ValueTask.FromResult(new ExpectationResult(
            complete == tables.Count,
            $"{complete} out of {tables.Count} tables had expected columns",
            new(StringComparer.Ordinal) { ["tables"] = tables }));
    }

    private OrderedDictionary<string, object?> Check(string table, List<string> expected)
    {
        var actual = new List<string>();
        using var columns = dataset.Query("SELECT name FROM pragma_table_info(?1)", table);
        while (columns.Read())
        {
            actual.Add(columns.String(0)!);
        }

        var missing = expected.Except(actual, StringComparer.Ordinal).ToList();
        return new(StringComparer.Ordinal)
        {
            ["table"] = table,
            ["success"] = missing.Count == 0,
            ["missing"] = missing,
            ["actual"] = actual,
            ["expected"] = expected,
        };
    }
}
