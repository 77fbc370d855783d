using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>
/// Checks that the whole numbers of a column lie in a range of another file that is of the same organisation and dataset. A dataset with aliases matches the
/// ranges of those, and no longer its own.
/// </summary>
internal sealed class CheckFieldIsWithinRangeByDatasetOrg : ICsvOperation
{
    public string Name => "check_field_is_within_range_by_dataset_org";

    public string[] Required => ["field", "external_file", "min_field", "max_field", "lookup_dataset_field", "range_dataset_field"];

    public string[] Optional => ["rules", "dataset_aliases"];

    public ExpectationResult Run(CsvSource source, ExpectationParameters parameters, CancellationToken cancel)
    {
        var field = ExternalRanges.Fields(parameters) is [var single] ? single : throw parameters.Refusal("has a 'field' of several columns; name one");
        var datasetField = parameters.Text("lookup_dataset_field").Trim();
        var value = $"TRY_CAST({source.Column(parameters, field)} AS BIGINT)";
        var dataset = source.Trimmed(parameters, datasetField);
        var organisation = source.Trimmed(parameters, "organisation");
        var outside = ExternalRanges.Query(
            source,
            parameters,
            [(parameters.Text("range_dataset_field").Trim(), "range_dataset"), ("organisation", "range_organisation")],
            $"""
            , aliases AS (SELECT * FROM (VALUES {Aliases(parameters)}) AS a(dataset, alias)),
            lookups AS (
                SELECT {CsvSource.Line} AS line, {value} AS value, {dataset} AS dataset, {organisation} AS organisation FROM source
                WHERE {value} IS NOT NULL AND {dataset} != '' AND {organisation} != '' AND {LookupRules.Condition(source, parameters)}),
            named AS (SELECT l.line, coalesce(a.alias, l.dataset) AS dataset FROM lookups l LEFT JOIN aliases a ON a.dataset = l.dataset),
            inside AS (
                SELECT DISTINCT l.line FROM lookups l JOIN named n ON n.line = l.line
                JOIN ranges r ON r.range_dataset = n.dataset AND r.range_organisation = l.organisation AND l.value BETWEEN r.min_value AND r.max_value)
            SELECT line, value, dataset, organisation FROM lookups WHERE line NOT IN (SELECT line FROM inside) ORDER BY line
            """,
            row => new OrderedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["line_number"] = row.GetInt64(0),
                [field] = row.GetInt64(1),
                [datasetField] = row.GetString(2),
                ["organisation"] = row.GetString(3),
            },
            cancel);
        return ExternalRanges.Result(parameters, outside);
    }

    /// <summary>Pairs of a dataset and one alias each; a pair that matches nothing where there are none, as a list of values cannot be empty.</summary>
    private static string Aliases(ExpectationParameters parameters)
    {
        var aliases = parameters.Members.GetValueOrDefault("dataset_aliases") switch
        {
            null => [],
            OrderedDictionary<string, object?> members => members,
            _ => throw parameters.Refusal("has 'dataset_aliases' that are not an object of datasets"),
        };
        var pairs = aliases.SelectMany(dataset => (dataset.Value as List<object?> ?? [dataset.Value]).Select(alias => (Dataset: dataset.Key, Alias: PythonRepr.Str(alias))));
        return string.Join(", ", pairs.Select(pair => $"({Sql.Literal(pair.Dataset)}, {Sql.Literal(pair.Alias)})").DefaultIfEmpty("(NULL::VARCHAR, NULL::VARCHAR)"));
    }
}
