using System.Diagnostics;
using DigitalLand.Cli;
using DigitalLand.Cli.Night;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;
using Microsoft.Data.Sqlite;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>The databases with which the sample night ends, and the verb that makes them from an archive.</summary>
public sealed class NightDatabasesTests(NightFixture fixture) : IClassFixture<NightFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private NightFolder Night => fixture.Night;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_issue_of_the_night_is_in_the_digital_land_database()
    {
        var logged = Night.Collections.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(folder.Root, "issue"), "*.csv", SearchOption.AllDirectories)).Sum(file => CsvTable.Read(file).Rows.Count);

        Assert.NotEqual(0, logged);
        Assert.Equal([$"{logged}"], Rows(Night.Build.DigitalLand, "SELECT count(*) FROM issue"));
        Assert.Equal(["11|11|8"], Rows(Night.Build.DigitalLand, "SELECT (SELECT count(*) FROM endpoint), (SELECT count(*) FROM source), (SELECT count(*) FROM resource)"));
    }

    [Fact]
    public void The_endpoint_that_was_not_found_is_an_error_of_its_provider_and_a_task()
    {
        var task = Assert.Single(Rows(
            Night.Build.Performance,
            "SELECT dataset, organisation, endpoint, resource, details, reference, first_seen FROM task WHERE task_source = 'log'")).Split('|');

        Assert.Equal("conservation-area|local-authority:IVH", string.Join('|', task[..2]));
        Assert.Equal(["404"], Rows(Night.Build.Performance, $"SELECT latest_status FROM reporting_latest_endpoints WHERE endpoint = '{task[2]}'"));
        Assert.Equal(Sha256Hex.OfText($"conservation-area|local-authority:IVH|{task[2]}||log|{task[4]}")[..16], task[5]);
        Assert.Equal("2024-05-01", task[6]);
    }

    [Fact]
    public void A_provision_counts_the_issues_of_its_endpoint_by_who_has_to_act()
    {
        var resource = Assert.Single(Rows(Night.Build.DigitalLand, "SELECT r.resource FROM resource_organisation r WHERE r.organisation = 'local-authority:ASV'"));
        var ashvale = Night.Collection("conservation-area");
        var external = CsvTable.Read(Path.Combine(Night.Specification, "issue-type.csv")).Rows.Where(row => row["severity"] == "error" && row["responsibility"] == "external").Select(row => row["issue-type"]).ToHashSet(StringComparer.Ordinal);
        var expected = CsvTable.Read(Path.Combine(ashvale.Issues("conservation-area"), resource + ".csv")).Rows.Count(row => external.Contains(row["issue-type"]));

        Assert.NotEqual(0, expected);
        Assert.Equal(
            [$"1|0|{expected}"],
            Rows(Night.Build.Performance, "SELECT active_endpoint_count, error_endpoint_count, count_issue_error_external FROM provision_summary WHERE organisation = 'local-authority:ASV' AND dataset = 'conservation-area'"));
    }

    [Fact]
    public void Owners_of_entities_are_authoritative_and_who_gave_nothing_has_no_quality()
    {
        var entities = Assert.Single(Rows(Night.Collection("tree-preservation-order").Sqlite("tree"), "SELECT count(*) FROM entity WHERE organisation_entity = '907'"));

        Assert.Equal([$"authoritative|{entities}"], Rows(Night.Build.Performance, "SELECT quality, entity_count FROM provision_quality WHERE organisation = 'local-authority:GYT' AND dataset = 'tree'"));
        Assert.Equal(["|0|1|0"], Rows(Night.Build.Performance, "SELECT quality, entity_count, has_active_endpoint, has_active_resource FROM provision_quality WHERE organisation = 'local-authority:KGT'"));
    }

    [Fact]
    public async Task The_build_is_left_alone_until_the_day_or_an_input_changes()
    {
        Assert.Contains("databases were built in", fixture.Table, StringComparison.Ordinal);
        var before = File.GetLastWriteTimeUtc(Night.Build.Performance);

        var (code, table, talk) = await NightFixture.UpAsync(Night.Root);

        Assert.True(code == ExitCode.Ok, talk);
        Assert.Contains("made today from the same inputs, and stand.", table, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Night.Build.Performance));
    }

    [Fact]
    public async Task The_verb_makes_the_same_database_from_an_archive()
    {
        Archive();

        var (code, talk) = await BuildAsync();

        Assert.True(code == ExitCode.Ok, talk);
        Assert.Contains("from 3 collections", talk, StringComparison.Ordinal);
        Assert.Equal(HashOf(Night.Build.DigitalLand), HashOf(_folder.At("out", "dataset", "digital-land.sqlite3")));
        Assert.True(File.Exists(_folder.At("out", "data", "performance", "provision_summary.parquet")));
        Assert.True(File.Exists(_folder.At("out", "data", "specification", "specification.parquet")));
    }

    [Fact]
    public async Task The_verb_refuses_an_archive_without_a_collection_in_one_sentence_and_ends_1()
    {
        Archive();
        Directory.Delete(_folder.At("archive", "brownfield-land-collection"), recursive: true);

        var (code, talk) = await BuildAsync();

        Assert.Equal(ExitCode.DataProblems, code);
        Assert.Contains("The collection 'brownfield-land' is not there", talk, StringComparison.Ordinal);
        Assert.Contains("--allow-missing", talk, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("out", "dataset", "digital-land.sqlite3")));
    }

    [Fact]
    public async Task A_build_that_is_killed_leaves_whole_files_and_the_next_one_clears_up()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        Archive();
        var (first, talk) = await BuildAsync();
        Assert.True(first == ExitCode.Ok, talk);
        var issues = Rows(Night.Build.DigitalLand, "SELECT count(*) FROM issue");

        var rounds = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1" ? 100 : 3;
        for (var round = 0; round < rounds; round++)
        {
            await KillAsync(TimeSpan.FromMilliseconds(random.Next(200, 3000)));

            foreach (var database in new[] { "digital-land.sqlite3", "performance.sqlite3" })
            {
                Assert.Equal(["ok"], Rows(_folder.At("out", "dataset", database), "PRAGMA integrity_check"));
            }

            Assert.Equal(issues, Rows(_folder.At("out", "dataset", "digital-land.sqlite3"), "SELECT count(*) FROM issue"));
            Assert.All(
                Directory.EnumerateFiles(_folder.At("out", "data", "performance"), "*.parquet", SearchOption.AllDirectories),
                file => Assert.Equal("PAR1"u8, File.ReadAllBytes(file).AsSpan()[^4..]));
        }

        var (last, error) = await BuildAsync();
        Assert.True(last == ExitCode.Ok, error);
        Assert.Empty(Directory.EnumerateDirectories(_folder.At("out", "dataset")));
    }

    /// <summary>Starts the verb as a process of its own, and ends it in the middle of whatever it does.</summary>
    private async Task KillAsync(TimeSpan after)
    {
        var start = new ProcessStartInfo(Run.DigitalLand, Arguments()) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[Clock.Variable] = "2024-05-02T02:00:00Z";
        using var process = Process.Start(start)!;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timer.CancelAfter(after);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private string[] Arguments() =>
        ["-s", Night.Specification, "build", _folder.At("archive"), "--dataset-dir", _folder.At("out", "dataset"), "--parquet-dir", _folder.At("out", "data")];

    /// <summary>Lays the night's results out as an archive has them.</summary>
    private void Archive()
    {
        foreach (var folder in Night.Collections)
        {
            foreach (var part in new[] { "collection", "issue", "dataset", Path.Combine("var", "column-field"), Path.Combine("var", "converted-resource") })
            {
                Copy(Path.Combine(folder.Root, part), _folder.At("archive", folder.Name + "-collection", part));
            }

            Copy(folder.Pipeline, _folder.At("archive", "config", "pipeline", folder.Name));
        }

        Directory.CreateDirectory(_folder.At("archive", "organisation-collection", "dataset"));
        File.Copy(Night.Collections[0].Organisations, _folder.At("archive", "organisation-collection", "dataset", "organisation.csv"));
    }

    private async Task<(int Code, string Talk)> BuildAsync()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            Arguments(),
            new Surroundings(NightFixture.Clock, output, error));
        return (code, error.ToString());
    }

    private static string HashOf(string path) => Sha256Hex.OfBytes(File.ReadAllBytes(path));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }
    }

    private static List<string> Rows(string sqlite, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sqlite, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the text is the test's own
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column)))));
        }

        return rows;
    }
}
