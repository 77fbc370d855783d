namespace DigitalLand.Datasets.Tests.Builder;

/// <summary>Each table that a query makes, over inputs made by chance, against its plain twin.</summary>
public sealed class ReportTwinTests
{
    private const string Historic =
        "organisation name organisation_name dataset collection pipeline endpoint endpoint_url licence status exception resource latest_log_entry_date endpoint_entry_date endpoint_end_date resource_start_date resource_end_date";

    private const string Latest =
        "organisation name organisation_name dataset collection pipeline endpoint endpoint_url licence status days_since_200 exception resource latest_log_entry_date endpoint_entry_date endpoint_end_date resource_start_date resource_end_date rn";

    private const string PerformanceHistoric =
        "organisation name organisation_name dataset collection pipeline endpoint endpoint_url documentation_url licence latest_status latest_exception resource latest_log_entry_date endpoint_entry_date endpoint_end_date resource_start_date resource_end_date";

    private const string PerformanceLatest =
        "organisation name organisation_name dataset collection pipeline endpoint endpoint_url licence latest_status days_since_200 latest_exception resource latest_log_entry_date endpoint_entry_date endpoint_end_date resource_start_date resource_end_date rn";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Report_tables_are_those_of_the_plain_rules(int seed)
    {
        using var country = RandomCountry.Create(seed);
        country.Build();
        var twin = new ReportTwin(country, BuilderCountry.Clock.GetUtcNow());

        Same(twin.MostRecentLog(), country.DigitalLand("SELECT * FROM reporting_most_recent_log"));
        Same(twin.Historic(Historic), country.DigitalLand("SELECT * FROM reporting_historic_endpoints"));
        Same(twin.Latest(Latest), country.DigitalLand("SELECT * FROM reporting_latest_endpoints"));
        Same(twin.PerformanceHistoric(PerformanceHistoric), country.Performance("SELECT * FROM reporting_historic_endpoints"));
        Same(twin.PerformanceLatest(PerformanceLatest), country.Performance("SELECT * FROM reporting_latest_endpoints"));
        Same(twin.EndpointSummary(), country.Performance("SELECT * FROM endpoint_dataset_summary"));
        Same(twin.ResourceSummary(), country.Performance("SELECT * FROM endpoint_dataset_resource_summary"));
        Same(twin.IssueTypeSummary(), country.Performance("SELECT * FROM endpoint_dataset_issue_type_summary"));
        Same(twin.ProvisionSummary(), country.Performance("SELECT * FROM provision_summary"));
    }

    [Fact]
    public void Chance_fills_every_report_table()
    {
        using var country = RandomCountry.Create(1);
        country.Build();

        Assert.All(
            new[] { "reporting_historic_endpoints", "reporting_latest_endpoints", "endpoint_dataset_summary", "endpoint_dataset_resource_summary", "endpoint_dataset_issue_type_summary", "provision_summary" },
            table => Assert.NotEqual("0", country.Performance($"SELECT count(*) FROM {table}")[0][0]));
        Assert.NotEqual("0", country.Performance("SELECT sum(count_issue_error_external) FROM provision_summary")[0][0]);
    }

    [Fact]
    public void Columns_stand_in_the_order_of_the_reference()
    {
        using var country = new BuilderCountry();
        country.Build();

        Assert.Equal(Historic.Split(' '), Columns(country.Outputs.DigitalLand, "reporting_historic_endpoints"));
        Assert.Equal(Latest.Split(' '), Columns(country.Outputs.DigitalLand, "reporting_latest_endpoints"));
        Assert.Equal(PerformanceHistoric.Split(' '), Columns(country.Outputs.Performance, "reporting_historic_endpoints"));
        Assert.Equal(PerformanceLatest.Split(' '), Columns(country.Outputs.Performance, "reporting_latest_endpoints"));
        Assert.Equal(
            "organisation dataset endpoint endpoint_url documentation_url resource latest_status latest_exception latest_log_entry_date entry_date end_date latest_resource_start_date resource_end_date".Split(' '),
            Columns(country.Outputs.Performance, "endpoint_dataset_summary"));
    }

    [Fact]
    public void Summaries_are_copied_to_parquet_row_by_row()
    {
        using var country = RandomCountry.Create(2);
        country.Build();

        foreach (var table in new[] { "endpoint_dataset_summary", "endpoint_dataset_resource_summary", "endpoint_dataset_issue_type_summary", "provision_summary" })
        {
            var path = Path.Combine(country.Outputs.Parquet, "performance", table + ".parquet");
            Assert.Equal(country.Performance($"SELECT * FROM {table} ORDER BY rowid"), ParquetFile.Rows(path));
            Assert.Equal(Columns(country.Outputs.Performance, table), ParquetFile.Columns(path).Select(column => column.Split(' ')[0]));
        }

        Assert.Contains("count_issue_notice_external BIGINT", ParquetFile.Columns(Path.Combine(country.Outputs.Parquet, "performance", "provision_summary.parquet")));
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes()
    {
        using var country = RandomCountry.Create(3);
        country.Build();
        var first = Outputs(country);
        country.Build();

        Assert.Equal(first, Outputs(country));
    }

    private static List<(string, string)> Outputs(BuilderCountry country) =>
    [
        .. Directory.EnumerateFiles(country.Folder["out"], "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (file, Core.Hashing.Sha256Hex.OfBytes(File.ReadAllBytes(file)))),
    ];

    private static IEnumerable<string> Columns(string path, string table) => BuilderCountry.Query(path, $"SELECT name FROM pragma_table_info('{table}')").Select(row => row[0]!);

    private static void Same(IEnumerable<string> expected, List<string?[]> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Select(row => string.Join('|', row.Select(value => value ?? "NULL"))).Order(StringComparer.Ordinal));
}
