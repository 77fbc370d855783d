namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that no value stands in both of two columns, in whatever rows.</summary>
internal sealed class CheckNoSharedValues : ICsvOperation
{
    public string Name => "check_no_shared_values";

    public string[] Required => ["field_1", "field_2"];

    public string[] Optional => [];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var (first, second) = (parameters.Text("field_1"), parameters.Text("field_2"));
        var (one, other) = (source.Column(parameters, first), source.Column(parameters, second));
        var shared = source.Rows(
            $"SELECT {one} FROM source WHERE {one} IN (SELECT {other} FROM source) AND {one} != '' GROUP BY {one} ORDER BY min({CsvSource.Line})",
            row => row.GetString(0),
            cancel);
        return new ExpectationResult(
            shared.Count == 0,
            shared.Count == 0 ? $"no shared values between '{first}' and '{second}'" : $"there were {shared.Count} shared values between '{first}' and '{second}'",
            new(StringComparer.Ordinal) { ["field_1"] = first, ["field_2"] = second, ["shared_values"] = shared });
    }
}
