namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that every row has something in one of its columns.</summary>
internal sealed class CheckNoBlankRows : ICsvOperation
{
    public string Name => "check_no_blank_rows";

    public string[] Required => [];

    public string[] Optional => [];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var blank = string.Join(" AND ", source.Columns.Select(column => $"{source.Trimmed(parameters, column)} = ''"));
        var rows = source.Rows(
            $"SELECT {CsvSource.Line} FROM source WHERE {blank} ORDER BY 1",
            row => new OrderedDictionary<string, object?>(StringComparer.Ordinal) { ["line_number"] = row.GetInt64(0) },
            cancel);
        return new ExpectationResult(
            rows.Count == 0,
            rows.Count == 0 ? "no blank rows found" : $"there were {rows.Count} blank rows found",
            new(StringComparer.Ordinal) { ["invalid_rows"] = rows });
    }
}
