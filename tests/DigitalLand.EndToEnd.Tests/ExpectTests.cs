using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>The verbs that check a dataset, with the services that they ask on loopback.</summary>
public sealed class ExpectTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _platform = Quiet();

    private string Url => _platform.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        _platform.Urls.Add("http://127.0.0.1:0");
        _platform.MapGet("/curie/statistical-geography:E1.json", () => Results.Json(new { geometry = "POLYGON((0 0,10 0,10 10,0 10,0 0))" }));
        _platform.MapGet("/curie/statistical-geography:E2.json", () => Results.Redirect("http://127.0.0.2:1/curie"));
        _platform.MapGet("/digital-land.csv", () => Results.Text("organisation_entity,resource\r\n101,aaa\r\n"));
        await _platform.StartAsync(TestContext.Current.CancellationToken);
        Write("var/cache/organisation.csv", "organisation,entity,name,dataset,local-planning-authority", "local-authority:AAA,101,Borough of A,local-authority,E1");
        Write(
            "pipeline/expect.csv",
            "datasets,organisations,operation,parameters,name,description,notes,severity,responsibility,end-date,entry-date,start-date,schedule",
            """park,local-authority,count_lpa_boundary,"{""lpa"":""{{ organisation.local_planning_authority }}"",""expected"":0,""geometric_relation"":""not_intersects""}",Outside {{ organisation.name }},,,error,external,,,,""",
            """park,local-authority,count_deleted_entities,"{""organisation_entity"":{{ organisation.entity }},""expected"":0}",Missing,,,notice,internal,,,,""",
            """park,,duplicate_geometry_check,"{""spatial_field"":""point""}",Duplicates,,,notice,internal,,,,saturday""");
        Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_person_reads_what_failed_and_whether_it_blocks()
    {
        var finished = await RunAsync("expect", "park");
        Assert.Equal("", finished.Error);
        Assert.Equal(1, finished.ExitCode);
        Assert.StartsWith(
            """
            expect park
            x  1 of 2 expectations failed, 1 of them blocks publication
               error    Outside Borough of A (local-authority:AAA), blocks publication
                        there were 1 entities found
                        entities 2
               waits for saturday: Duplicates (check it now: --every-day)
               1 passed. Full report: expect park --json > report.json     took
            """,
            finished.Out,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("critical", 0)]
    [InlineData("none", 0)]
    [InlineData("notice", 1)]
    [InlineData("severe", 2)]
    public async Task The_least_severity_that_blocks_can_be_chosen(string blockOn, int exitCode) =>
        Assert.Equal(exitCode, (await RunAsync("expect", "park", "--block-on", blockOn)).ExitCode);

    [Fact]
    public async Task A_program_reads_the_whole_report()
    {
        var finished = await RunAsync("expect", "park", "--json", "--every-day", "--log-dir", "log");
        using var report = JsonDocument.Parse(finished.Out);
        Assert.True(report.RootElement.GetProperty("blocked").GetBoolean());
        Assert.Equal(3, report.RootElement.GetProperty("expectations").GetArrayLength());
        Assert.Equal("[2]", report.RootElement.GetProperty("expectations")[0].GetProperty("details").GetProperty("entities").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.True(File.Exists(_folder.At("log", "expectation", "dataset=park", "park.parquet")));
    }

    [Fact]
    public async Task The_checkpoint_of_the_reference_writes_its_log_and_succeeds()
    {
        await RunAsync("config-create", "--config-path", "config.sqlite3");
        await RunAsync("config-load", "--config-path", "config.sqlite3");
        var finished = await RunAsync(
            "expectations-dataset-checkpoint", "--dataset", "park", "--file-path", "dataset/park.sqlite3", "--log-dir", "log", "--configuration-path", "config.sqlite3",
            "--organisation-path", "var/cache/organisation.csv", "--specification-dir", "specification");
        Assert.Equal("park: 1 of 2 expectations passed, 1 rules wait for their day\n", finished.Error);
        Assert.Equal(0, finished.ExitCode);
        Assert.True(File.Exists(_folder.At("log", "expectation", "dataset=park", "park.parquet")));
    }

    [Fact]
    public async Task The_checkpoint_of_a_file_writes_its_log_and_succeeds()
    {
        var finished = await RunAsync(
            "expectations-csv-checkpoint", "--dataset", "lookup", "--file-path", "var/cache/organisation.csv", "--log-dir", "log",
            "--rules", """[{"operation": "check_unique", "name": "unique", "parameters": {"field": "entity"}}, {"operation": "count_rows", "name": "many", "parameters": {"expected": 1}}]""");
        Assert.Equal("lookup: 1 of 2 expectations passed\n", finished.Error);
        Assert.Equal(0, finished.ExitCode);
        Assert.True(File.Exists(_folder.At("log", "expectation", "dataset=lookup", "lookup.parquet")));
    }

    /// <summary>The host that the operator names may be on this machine; where it sends us is checked.</summary>
    [Fact]
    public async Task A_redirect_to_an_address_that_is_not_public_is_refused()
    {
        Write("var/cache/organisation.csv", "organisation,entity,name,dataset,local-planning-authority", "local-authority:AAA,101,Borough of A,local-authority,E2");
        var finished = await RunAsync("expect", "park", "--json");
        using var report = JsonDocument.Parse(finished.Out);
        var outcome = report.RootElement.GetProperty("expectations")[0];
        Assert.True(outcome.GetProperty("unanswered").GetBoolean());
        Assert.Contains("not a public address", outcome.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static readonly string[] Specification = ["-s", Path.Combine(Repository.Root, "samples", "specification")];

    private static WebApplication Quiet()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private Task<Finished> RunAsync(params string[] arguments) => Run.ProgramAsync(
        Run.DigitalLand, _folder.Path, [.. Specification, .. arguments],
        ("DIGITAL_LAND_PLATFORM_URL", Url), ("DIGITAL_LAND_DATASETTE_URL", Url), ("DIGITAL_LAND_NOW", "2026-08-21T03:00:00Z"));

    private void Write(string path, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(path))!);
        File.WriteAllLines(_folder.At(path), lines);
    }

    private void Build()
    {
        Directory.CreateDirectory(_folder.At("dataset"));
        using var connection = new SqliteConnection($"Data Source={_folder.At("dataset", "park.sqlite3")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            CREATE TABLE entity (entity INTEGER PRIMARY KEY, geometry TEXT, json JSON, organisation_entity TEXT, point TEXT, reference TEXT);
            CREATE TABLE fact (entity INTEGER, fact TEXT PRIMARY KEY);
            CREATE TABLE fact_resource (fact TEXT, resource TEXT);
            INSERT INTO entity VALUES (1, '', NULL, '101', 'POINT (5 5)', 'a'), (2, '', NULL, '102', 'POINT (50 50)', 'b');
            INSERT INTO fact VALUES (1, 'f1');
            INSERT INTO fact_resource VALUES ('f1', 'aaa');
            """;
        command.ExecuteNonQuery();
    }
}
