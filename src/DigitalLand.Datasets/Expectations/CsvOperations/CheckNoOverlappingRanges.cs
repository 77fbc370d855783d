namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>
/// Checks that the ranges of no two rows share a number. Rows with equal minimums are not compared with each other; a bound that is not a whole number
/// stops the run.
/// </summary>
internal sealed class CheckNoOverlappingRanges : ICsvOperation
{
    public string Name => "check_no_overlapping_ranges";

    public string[] Required => ["min_field", "max_field"];

    public string[] Optional => [];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var (least, most) = (parameters.Text("min_field"), parameters.Text("max_field"));
        var (min, max) = (source.Column(parameters, least), source.Column(parameters, most));
        var overlaps = source.Rows(
            $"""
            WITH ranges AS (SELECT {CsvSource.Line} AS line, {min} AS min_text, {max} AS max_text, CAST({min} AS BIGINT) AS min, CAST({max} AS BIGINT) AS max FROM source)
            SELECT a.min_text, a.max_text, b.min_text, b.max_text
            FROM ranges a JOIN ranges b ON a.min < b.min AND a.max >= b.min
            WHERE a.min <= b.max
            ORDER BY a.line, b.line
            """,
            row => new OrderedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["range_1"] = new[] { row.Text(0), row.Text(1) },
                ["range_2"] = new[] { row.Text(2), row.Text(3) },
            },
            cancel);
        return new ExpectationResult(
            overlaps.Count == 0,
            overlaps.Count == 0 ? $"no overlapping ranges found between '{least}' and '{most}'" : $"there were {overlaps.Count} overlapping ranges found",
            new(StringComparer.Ordinal) { ["min_field"] = least, ["max_field"] = most, ["overlaps"] = overlaps });
    }
}
