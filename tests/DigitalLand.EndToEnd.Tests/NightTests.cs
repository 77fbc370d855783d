using DigitalLand.Cli;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.SampleCountry;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;
using Microsoft.Data.Sqlite;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>One night for all tests of the class: they look at its results from different sides.</summary>
public sealed class NightFixture : IAsyncLifetime
{
    internal static readonly PinnedClock Clock = new(new DateTimeOffset(2024, 5, 1, 2, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder _folder = new();

    internal NightFolder Night => new(_folder.At("night"));

    internal string Table { get; private set; } = "";

    internal string Talk { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var (code, table, talk) = await UpAsync(Night.Root);
        Assert.True(code == ExitCode.Ok, talk);
        (Table, Talk) = (table, talk);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static async Task<(int Code, string Table, string Talk)> UpAsync(string directory, TimeProvider? clock = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["up", "--exit", "--directory", directory], new Surroundings(clock ?? Clock, output, error));
        return (code, output.ToString(), error.ToString());
    }
}

public sealed class NightTests(NightFixture fixture) : IClassFixture<NightFixture>
{
    private CollectionFolder ConservationAreas => fixture.Night.Collection("conservation-area");

    private CollectionFolder BrownfieldLand => fixture.Night.Collection("brownfield-land");

    private CollectionFolder Trees => fixture.Night.Collection("tree-preservation-order");

    [Fact]
    public void A_value_can_be_followed_from_the_entity_back_to_the_line_of_the_providers_file()
    {
        var name = Row(ConservationAreas.Sqlite("conservation-area"), "SELECT name FROM entity WHERE entity = 1202")[0];
        var fact = Row(
            ConservationAreas.Sqlite("conservation-area"),
            """
            SELECT fact.fact, fact.value, fact_resource.resource, fact_resource.entry_number
            FROM fact JOIN fact_resource ON fact_resource.fact = fact.fact
            WHERE fact.entity = 1202 AND fact.field = 'name'
            """);

        Assert.Equal(Sha256Hex.OfText($"1202:name:{name}"), fact[0]);
        Assert.Equal(name, fact[1]);
        var resource = File.ReadAllBytes(Path.Combine(ConservationAreas.Resource, fact[2]));
        Assert.Equal(Sha256Hex.OfBytes(resource), fact[2]);
        Assert.Equal(File.ReadAllBytes(ProviderFile("lodemoor/conservation-areas.csv")), resource);
        var line = CsvTable.Read(ProviderFile("lodemoor/conservation-areas.csv")).Rows[int.Parse(fact[3]) - 1];
        Assert.Equal("LM-02", line["reference"]);
        Assert.Equal(name, line["name"]);
    }

    [Fact]
    public void A_repaired_boundary_is_kept_and_the_repair_is_said()
    {
        var entity = Row(ConservationAreas.Sqlite("conservation-area"), "SELECT geometry, reference FROM entity WHERE entity = 1007");
        var issue = Row(ConservationAreas.Sqlite("conservation-area"), "SELECT field, line_number FROM issue WHERE entity = 1007 AND issue_type = 'invalid geometry - fixed'");

        Assert.StartsWith("MULTIPOLYGON (((", entity[0], StringComparison.Ordinal);
        Assert.Equal("ASV/CA/07", entity[1]);
        Assert.Equal(["geometry", "8"], issue);
    }

    [Fact]
    public void The_authoritative_provider_is_believed_where_two_describe_one_entity()
    {
        var entity = Row(ConservationAreas.Sqlite("conservation-area"), "SELECT name, quality FROM entity WHERE entity = 1004");
        var names = Row(ConservationAreas.Sqlite("conservation-area"), "SELECT count(*) FROM fact WHERE entity = 1004 AND field = 'name'");

        Assert.DoesNotContain("Lodemoor", entity[0], StringComparison.Ordinal);
        Assert.Equal("authoritative", entity[1]);
        Assert.Equal(["2"], names);
    }

    [Theory]
    [InlineData("1039")]
    [InlineData("1210")]
    public void An_entity_number_that_was_given_up_is_not_used_but_stays_on_record(string entity)
    {
        var sqlite = ConservationAreas.Sqlite("conservation-area");

        Assert.Equal(["0"], Row(sqlite, $"SELECT count(*) FROM entity WHERE entity = {entity}"));
        Assert.Equal(["1"], Row(sqlite, $"SELECT count(*) FROM old_entity WHERE old_entity = '{entity}'"));
    }

    [Fact]
    public void Eastings_and_northings_come_out_as_degrees()
    {
        var point = Row(Trees.Sqlite("tree"), "SELECT point FROM entity WHERE entity = 3201")[0];

        Assert.Matches(@"^POINT ?\(-0\.[0-9]+ 51\.[0-9]+\)$", point);
    }

    [Fact]
    public void A_filter_keeps_groups_and_woodlands_out_of_the_trees()
    {
        Assert.Equal(["0"], Row(Trees.Sqlite("tree"), "SELECT count(*) FROM fact WHERE field = 'tree-preservation-order-tree' AND value NOT LIKE 'T%'"));
    }

    [Fact]
    public void A_file_that_is_not_found_is_logged_without_a_resource()
    {
        var entry = LogOf(ConservationAreas, "/ivyhampton/conservation-areas.csv");

        Assert.Equal(("404", ""), (entry["status"], entry["resource"]));
        Assert.Matches("ivyhampton/conservation-areas.csv +.*404", fixture.Table);
    }

    [Fact]
    public void A_page_in_place_of_a_file_is_logged_without_a_resource()
    {
        var entry = LogOf(BrownfieldLand, "/kingsthorn/brownfield-register.csv");

        Assert.Equal(("200", "", ""), (entry["status"], entry["resource"], entry["exception"]));
        Assert.Matches("kingsthorn/brownfield-register.csv +.*page", fixture.Table);
    }

    [Fact]
    public void A_slow_provider_is_waited_for()
    {
        var entry = LogOf(Trees, "/hallowick/protected-trees.csv");

        Assert.NotEmpty(entry["resource"]);
        Assert.InRange(double.Parse(entry["elapsed"]), 1.0, 60);
    }

    [Fact]
    public void The_same_bytes_under_two_addresses_are_one_resource_of_two_providers()
    {
        var elmstow = LogOf(BrownfieldLand, "/elmstow/joint-brownfield-register.csv");
        var fenwickMarsh = LogOf(BrownfieldLand, "/fenwick-marsh/planning/brownfield.csv");
        Assert.Equal(elmstow["resource"], fenwickMarsh["resource"]);

        var resource = Assert.Single(CsvTable.Read(BrownfieldLand.Resources).Rows, row => row["resource"] == elmstow["resource"]);
        Assert.Equal(new[] { elmstow["endpoint"], fenwickMarsh["endpoint"] }.Order(), resource["endpoints"].Split(';').Order());
        Assert.Equal(["local-authority:EMS", "local-authority:FWM"], resource["organisations"].Split(';').Order());
    }

    [Fact]
    public void Windows_1252_text_is_read_as_text()
    {
        var resource = LogOf(BrownfieldLand, "/coldwater/brownfield-register.csv")["resource"];
        var log = Assert.Single(CsvTable.Read(Path.Combine(BrownfieldLand.DatasetResources("brownfield-land"), resource + ".csv")).Rows);
        Assert.SkipUnless(log["mime-type"].Contains("charset=", StringComparison.Ordinal), "The charset detection of this build knows ASCII and UTF-8 only.");

        var name = Row(BrownfieldLand.Sqlite("brownfield-land"), "SELECT count(*) FROM entity WHERE entity BETWEEN 2001 AND 2060 AND name LIKE '%’s Parlour%'")[0];

        Assert.NotEqual("0", name);
    }

    [Fact]
    public void The_table_counts_what_the_datasets_hold()
    {
        var entities = Row(Trees.Sqlite("tree"), "SELECT count(*) FROM entity")[0];

        Assert.Matches($@"entities .*\b{entities}\b", fixture.Table);
        Assert.Contains("issues: error", fixture.Table, StringComparison.Ordinal);
        Assert.Contains(Trees.Sqlite("tree"), fixture.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_on_the_same_day_does_nothing_again_and_changes_no_byte()
    {
        var before = Outputs();

        var (code, table, talk) = await NightFixture.UpAsync(fixture.Night.Root);

        Assert.True(code == ExitCode.Ok, talk);
        Assert.Matches(@"endpoints tried +0 +0 +0 +0\s", table);
        Assert.Matches(@"  asked already today +5 +4 +2 +11\s", table);
        Assert.Matches(@"  transformed +0 +0 +0 +0\s", table);
        Assert.Matches(@"datasets assembled +0 +0 +0 +0\s", table);
        Assert.Matches(@"  unchanged +1 +1 +1 +3\s", table);
        Assert.Equal(before, Outputs());
    }

    private static string ProviderFile(string name) => Path.Combine(Samples.Locate(), "providers", name);

    private static CsvTableRow LogOf(CollectionFolder folder, string path)
    {
        var endpoint = Assert.Single(CsvTable.Read(folder.Endpoints).Rows, row => row["endpoint-url"].EndsWith(path, StringComparison.Ordinal))["endpoint"];
        Assert.True(File.Exists(Path.Combine(folder.Log, "2024-05-01", endpoint + ".json")));
        return Assert.Single(CsvTable.Read(Path.Combine(folder.Collection, "log.csv")).Rows, row => row["endpoint"] == endpoint);
    }

    private static string[] Row(string sqlite, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sqlite, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the text is the test's own
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read(), sql);
        var row = Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column))!).ToArray();
        Assert.False(reader.Read(), sql);
        return row;
    }

    /// <summary>Every file that the night made, with the hash of its bytes and the time of its last change where it must not be written again.</summary>
    private SortedDictionary<string, string> Outputs()
    {
        var outputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(fixture.Night.Root, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not (".lock" or "config.sqlite3")))
        {
            var relative = Path.GetRelativePath(fixture.Night.Root, file);
            if (relative.StartsWith("orchestrator/", StringComparison.Ordinal) || Path.GetFileName(file) == "state.json")
            {
                // The record of the runs grows, and the state says what there was to do; both are about the data, not the data.
                continue;
            }

            var remade = relative.Contains("/dataset/", StringComparison.Ordinal) || relative.Contains("/built/", StringComparison.Ordinal) || relative.Contains("/transformed/", StringComparison.Ordinal);
            outputs[relative] = Sha256Hex.OfBytes(File.ReadAllBytes(file)) + (remade ? $" {File.GetLastWriteTimeUtc(file):O}" : "");
        }

        return outputs;
    }
}

public sealed class LaterNightTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_rule_makes_its_own_collection_again_and_no_other()
    {
        await NightFixture.UpAsync(_folder.Path);
        var patch = Path.Combine(new NightFolder(_folder.Path).Collection("tree-preservation-order").Pipeline, "patch.csv");
        await File.AppendAllTextAsync(patch, "tree,,tree-species,^Yew$,Taxus baccata,,,,,\r\n", TestContext.Current.CancellationToken);

        var (code, table, talk) = await NightFixture.UpAsync(_folder.Path);

        Assert.True(code == ExitCode.Ok, talk);
        Assert.Matches(@"  transformed +0 +0 +2 +2\s", table);
        Assert.Matches(@"datasets assembled +0 +0 +1 +1\s", table);
    }

    [Fact]
    public async Task The_next_day_asks_again_and_transforms_nothing_because_the_same_bytes_come_back()
    {
        await NightFixture.UpAsync(_folder.Path);

        var (code, table, talk) = await NightFixture.UpAsync(_folder.Path, new PinnedClock(NightFixture.Clock.GetUtcNow().AddDays(1)));

        Assert.True(code == ExitCode.Ok, talk);
        Assert.Matches(@"endpoints tried +5 +4 +2 +11\s", table);
        Assert.Matches(@"  transformed +0 +0 +0 +0\s", table);
        Assert.Matches(@"  up to date +3 +3 +2 +8\s", table);
    }

    [Fact]
    public async Task A_folder_that_another_night_holds_is_refused_in_one_sentence()
    {
        using var held = NightLock.Take(_folder.Path);

        var (code, table, talk) = await NightFixture.UpAsync(_folder.Path);

        Assert.Equal((ExitCode.WrongUse, ""), (code, table));
        Assert.Equal(1, talk.AsSpan().Trim().Count('\n') + 1);
    }
}
