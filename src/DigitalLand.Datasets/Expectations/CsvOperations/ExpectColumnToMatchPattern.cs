using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that a regular expression is found in each value of a column. It has to be one for Python and for DuckDB.</summary>
internal sealed class ExpectColumnToMatchPattern() : ExpectColumnToBe("expect_column_to_match_pattern", "pattern")
{
    public override string[] Required => ["field", "pattern"];

    protected override string Suspicion(ExpectationParameters parameters)
    {
        var pattern = parameters.Text("pattern");
        return ExpectColumnToBePattern.IsPattern(pattern)
            ? $"NOT regexp_matches(value, {Sql.Literal(pattern)})"
            : throw parameters.Refusal($"has the pattern '{pattern}', which is not a regular expression");
    }
}
