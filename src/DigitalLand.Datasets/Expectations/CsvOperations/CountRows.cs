namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Compares the number of rows with what is expected; by default it must be greater.</summary>
internal sealed class CountRows : ICsvOperation
{
    public string Name => "count_rows";

    public string[] Required => ["expected"];

    public string[] Optional => ["comparison_rule"];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var actual = source.Number("SELECT count(*) FROM source");
        return new ExpectationResult(
            Comparison.Holds(parameters, actual, "greater_than"),
            $"there were {actual} rows found",
            new(StringComparer.Ordinal) { ["actual"] = actual, ["expected"] = parameters.Members["expected"] });
    }
}
