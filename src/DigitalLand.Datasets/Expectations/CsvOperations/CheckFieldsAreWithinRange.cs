using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that the whole numbers of one or several columns lie in some range of another file. What is not a whole number is not looked at.</summary>
internal sealed class CheckFieldsAreWithinRange : ICsvOperation
{
    public string Name => "check_fields_are_within_range";

    public string[] Required => ["field", "external_file", "min_field", "max_field"];

    public string[] Optional => ["rules"];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var fields = ExternalRanges.Fields(parameters);
        var condition = LookupRules.Condition(source, parameters);
        var outside = fields.SelectMany(field => Outside(source, parameters, field, condition, isOneOfSeveral: fields.Length > 1, cancel)).ToList();
        return ExternalRanges.Result(parameters, outside);
    }

    private static List<OrderedDictionary<string, object?>> Outside(
        CsvSource source, ExpectationParameters parameters, string field, string condition, bool isOneOfSeveral, CancellationToken cancel)
    {
        var value = $"TRY_CAST({source.Column(parameters, field)} AS BIGINT)";
        return ExternalRanges.Query(
            source,
            parameters,
            [],
            $"""
            SELECT {CsvSource.Line}, {value} FROM source
            WHERE {value} IS NOT NULL AND {condition} AND NOT EXISTS (SELECT 1 FROM ranges WHERE {value} BETWEEN min_value AND max_value)
            ORDER BY 1
            """,
            row => Row(row, field, isOneOfSeveral),
            cancel);
    }

    private static OrderedDictionary<string, object?> Row(DuckDbReader row, string field, bool isOneOfSeveral)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal) { ["line_number"] = row.GetInt64(0), ["value"] = row.GetInt64(1) };
        if (isOneOfSeveral)
        {
            members["field"] = field;
        }

        return members;
    }
}
