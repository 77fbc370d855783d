using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>The datatypes that DuckDB alone decides, by its casts and regular expressions (RE2).</summary>
internal sealed class ExpectColumnToBeOfDatatype : ExpectColumnToBe
{
    private const string Curie = @"[a-z0-9-]+:[^\s:][^\s]*";

    private readonly string _invalid;

    private ExpectColumnToBeOfDatatype(string name, string datatype, string invalid)
        : base("expect_column_to_be_" + name, datatype) => _invalid = invalid;

    public static IEnumerable<ICsvOperation> All =>
    [
        // Beyond 64 bits the second cast gives NULL, and with it the whole: such numbers pass.
        Of("integer", "NOT (TRY_CAST(value AS DOUBLE) IS NOT NULL AND TRY_CAST(value AS DOUBLE) = TRY_CAST(value AS BIGINT))"),
        Of("decimal", "TRY_CAST(value AS DECIMAL(18, 3)) IS NULL"),
        Of("flag", "lower(value) NOT IN ('yes', 'no', 'true', 'false')"),
        Of("latitude", OutsideOf(90)),
        Of("longitude", OutsideOf(180)),
        Of("hash", Unlike("^([a-z]+:)?[0-9a-fA-F]+$")),
        Of("curie", Unlike($"^{Curie}$")),
        new ExpectColumnToBeOfDatatype("curie_list", "curie-list", Unlike($"^({Curie}(;{Curie})*)?$")),
        Of("json", "TRY(json_extract(value, '$')) IS NULL"),
        Of("url", Unlike(@"^[a-zA-Z][a-zA-Z0-9+.-]*://[^\s/:?#]+(?::[0-9]+)?(?:[/?#][^\s]*)?$")),
        Of("date", "TRY_CAST(value AS DATE) IS NULL"),
        Of("datetime", "TRY_CAST(value AS TIMESTAMP) IS NULL"),
    ];

    protected override string Suspicion(ExpectationParameters parameters) => _invalid;

    private static ExpectColumnToBeOfDatatype Of(string datatype, string invalid) => new(datatype, datatype, invalid);

    private static string OutsideOf(int degrees) => $"(TRY_CAST(value AS DOUBLE) IS NULL OR TRY_CAST(value AS DOUBLE) < -{degrees} OR TRY_CAST(value AS DOUBLE) > {degrees})";

    private static string Unlike(string pattern) => $"NOT regexp_matches(value, {Sql.Literal(pattern)})";
}
