using System.Text.Json;
using DigitalLand.Cli;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.SampleCountry;
using DigitalLand.Core.Csv;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>Values of the sample country, followed back to their lines and forward from them.</summary>
public sealed class ProvenanceTests(NightFixture fixture) : IClassFixture<NightFixture>
{
    private CollectionFolder ConservationAreas => fixture.Night.Collection("conservation-area");

    private CollectionFolder BrownfieldLand => fixture.Night.Collection("brownfield-land");

    private CollectionFolder Trees => fixture.Night.Collection("tree-preservation-order");

    [Fact]
    public async Task A_name_is_explained_down_to_the_line_of_the_file_and_the_log_that_fetched_it()
    {
        var field = (await ExplainAsync(ConservationAreas, "1202.name")).GetProperty("fields")[0];

        var source = field.GetProperty("sources")[0];
        var origin = source.GetProperty("origin");
        var endpoint = origin.GetProperty("endpoints")[0];
        Assert.Equal("Netherbridge", field.GetProperty("value").GetString());
        Assert.Equal((3, 3), (source.GetProperty("line").GetProperty("number").GetInt32(), source.GetProperty("line").GetProperty("file-line").GetInt32()));
        var lines = await File.ReadAllLinesAsync(Path.Combine(Samples.Locate(), "providers", "lodemoor", "conservation-areas.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(lines[2], source.GetProperty("line").GetProperty("text").GetString());
        Assert.Equal("national-park-authority:LDM", origin.GetProperty("organisations")[0].GetString());
        Assert.EndsWith("/lodemoor/conservation-areas.csv", endpoint.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal("2024-05-01T02:00:00", endpoint.GetProperty("first-fetched").GetString());
        using var log = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(ConservationAreas.Root, endpoint.GetProperty("log").GetString()!), TestContext.Current.CancellationToken));
        Assert.Equal(origin.GetProperty("resource").GetString(), log.RootElement.GetProperty("resource").GetString());
        Assert.Equal("", source.GetProperty("remark").GetString());
    }

    [Fact]
    public async Task Both_who_describe_an_entity_are_told_and_the_one_who_is_believed_first()
    {
        var sources = (await ExplainAsync(ConservationAreas, "1004.name")).GetProperty("fields")[0].GetProperty("sources");

        Assert.Equal(["Yarrowminster", "Yarrowminster (Lodemoor)"], sources.EnumerateArray().Select(source => source.GetProperty("fact").GetProperty("value").GetString()));
        Assert.Equal(["2", "1"], sources.EnumerateArray().Select(source => source.GetProperty("fact").GetProperty("priority").GetString()));
    }

    [Fact]
    public async Task A_date_that_was_patched_says_by_which_row()
    {
        var line = LineOf(BrackmereOrAshvale("ashvale/conservation-areas.geojson"), "DESIGNATED", "circa 1970");
        var entity = Assert.Single((await TraceAsync(ConservationAreas, line)).GetProperty("entities").EnumerateArray()).GetString();

        var changes = Changes((await ExplainAsync(ConservationAreas, $"{entity}.designation-date")).GetProperty("fields")[0].GetProperty("sources")[0]);

        Assert.Equal(
            [
                "Map DESIGNATED -> designation-date: circa 1970 -> circa 1970 by column.csv record 5",
                "Patch designation-date: circa 1970 -> 1970 by patch.csv record 2",
                "Harmonise designation-date: 1970 -> 1970-01-01 by datatype datetime",
            ],
            changes.Where(change => change.Contains("designation-date", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_concatenated_and_defaulted_value_says_from_which_columns()
    {
        var url = Changes((await ExplainAsync(ConservationAreas, "1103.document-url")).GetProperty("fields")[0].GetProperty("sources")[0]);
        var start = Changes((await ExplainAsync(ConservationAreas, "1103.start-date")).GetProperty("fields")[0].GetProperty("sources")[0]);

        Assert.StartsWith("ConcatField document-url: ", url[0], StringComparison.Ordinal);
        Assert.EndsWith(" by concat.csv record 2", url[0], StringComparison.Ordinal);
        Assert.Contains(start, change => change.StartsWith("Map Date of Designation -> designation-date", StringComparison.Ordinal));
        Assert.Contains(start, change => change.StartsWith("Default start-date: ", StringComparison.Ordinal) && change.EndsWith("by default.csv record 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_point_that_was_two_columns_leads_back_to_both()
    {
        var changes = Changes((await ExplainAsync(BrownfieldLand, "2203.point")).GetProperty("fields")[0].GetProperty("sources")[0]);

        Assert.Contains("Migrate GeoX, GeoY -> point: 0.280621 52.357882 -> POINT(0.280621 52.357882) by ", changes);
    }

    [Fact]
    public async Task An_entity_that_took_another_ones_number_says_by_which_rows()
    {
        var sources = (await ExplainAsync(ConservationAreas, "1012.reference")).GetProperty("fields")[0].GetProperty("sources").EnumerateArray();

        var redirected = Assert.Single(sources, source => source.GetProperty("fact").GetProperty("value").GetString() == "ASV/CA/39");
        Assert.Contains("EntityLookup entity:  -> 1012 by lookup.csv record 39; old-entity.csv record 2", Changes(redirected));
    }

    [Fact]
    public async Task Values_that_several_lines_gave_together_say_so()
    {
        var sources = (await ExplainAsync(ConservationAreas, "1102.geometry")).GetProperty("fields")[0].GetProperty("sources");

        Assert.Equal(2, sources.GetArrayLength());
        Assert.All(sources.EnumerateArray(), source => Assert.Contains(Changes(source), change => change.StartsWith("FactCombine geometry: ", StringComparison.Ordinal) && change.EndsWith("combine.csv record 2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_repair_stands_beside_the_value_that_it_made()
    {
        var source = (await ExplainAsync(ConservationAreas, "1007.geometry")).GetProperty("fields")[0].GetProperty("sources")[0];

        Assert.Contains("invalid geometry - fixed", source.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("type").GetString()));
    }

    /// <summary>Every fact of every entity that readers see, back to its line and forward again.</summary>
    [Fact]
    public async Task Every_fact_of_a_dataset_is_explained_and_its_line_traced_back_to_it()
    {
        foreach (var entity in new[] { 1001, 1102, 1204 })
        {
            foreach (var field in (await ExplainAsync(ConservationAreas, $"{entity}")).GetProperty("fields").EnumerateArray())
            {
                foreach (var source in field.GetProperty("sources").EnumerateArray())
                {
                    Assert.Equal("", source.GetProperty("remark").GetString());
                    var fact = source.GetProperty("fact");
                    var trace = await TraceAsync(ConservationAreas, $"{fact.GetProperty("resource").GetString()}:{source.GetProperty("line").GetProperty("number").GetInt32()}");
                    Assert.Equal(fact.GetProperty("entry-number").GetInt32(), trace.GetProperty("entry-number").GetInt32());
                    Assert.Contains(trace.GetProperty("facts").EnumerateArray(), traced => traced.GetProperty("fact").GetProperty("fact").GetString() == fact.GetProperty("fact").GetString());
                }
            }
        }
    }

    [Theory]
    [InlineData("coldwater/brownfield-register.csv", 1, "It is skipped: skip.csv record 3: .*Coldwater City Council")]
    [InlineData("coldwater/brownfield-register.csv", 2, "It names the columns")]
    [InlineData("coldwater/brownfield-register.csv", 3, "It is skipped: skip.csv record 2: ")]
    [InlineData("coldwater/brownfield-register.csv", 99, "The resource has no line 99; it has 64")]
    [InlineData("coldwater/brownfield-register.csv", 5, "It gives 20 facts of the entity 2002")]
    public async Task A_line_says_what_became_of_it(string provider, int line, string end) =>
        Assert.Matches($"^{end}", (await TraceAsync(BrownfieldLand, $"{ResourceOf(BrownfieldLand, provider)}:{line}")).GetProperty("end").GetString());

    [Fact]
    public async Task A_line_that_a_filter_left_out_names_the_filter_and_has_no_facts()
    {
        var trace = await TraceAsync(Trees, $"{ResourceOf(Trees, "greytor/tree-points.csv")}:12");

        Assert.StartsWith("The phase Filter left it out: filter.csv record 2: ", trace.GetProperty("end").GetString(), StringComparison.Ordinal);
        Assert.Empty(trace.GetProperty("facts").EnumerateArray());
    }

    [Fact]
    public async Task A_line_without_an_entity_says_what_was_looked_for_and_shows_its_issue()
    {
        var resource = ResourceOf(ConservationAreas, "ashvale/conservation-areas.geojson");
        var issue = Directory.EnumerateFiles(ConservationAreas.Issues("conservation-area"))
            .SelectMany(file => CsvTable.Read(file).Rows)
            .First(row => row["issue-type"] == "unknown entity" && row["resource"] == resource);

        var trace = await TraceAsync(ConservationAreas, $"{resource}:{issue["line-number"]}");

        Assert.StartsWith("The phase EntityPrune left it out: no row of lookup.csv gives an entity to conservation-area:", trace.GetProperty("end").GetString(), StringComparison.Ordinal);
        Assert.Contains("unknown entity", trace.GetProperty("issues").EnumerateArray().Select(seen => seen.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_person_reads_the_same_in_words()
    {
        var (code, text, error) = await TypeAsync("explain", "1202.name", "--directory", ConservationAreas.Root);

        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("1202.name  \"Netherbridge\"", text, StringComparison.Ordinal);
        Assert.Contains("by lookup.csv record 76: prefix=conservation-area", text, StringComparison.Ordinal);
        Assert.Contains("line            3: LM-02,Netherbridge,2001-04-05", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain", "abc", "'abc' is not the number of an entity")]
    [InlineData("explain", "999999", "No dataset here has the entity 999999")]
    [InlineData("explain", "1202.colour", "has no facts of the field 'colour'; it has ")]
    [InlineData("trace", "abc", "Write the resource's hash, a colon")]
    [InlineData("trace", "abc:1", "No dataset here is made of the resource 'abc'")]
    public async Task What_cannot_be_answered_is_said_in_one_sentence(string verb, string what, string sentence)
    {
        var (code, text, error) = await TypeAsync(verb, what, "--directory", ConservationAreas.Root);

        Assert.Equal((ExitCode.WrongUse, ""), (code, text));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private string BrackmereOrAshvale(string provider) => ResourceOf(ConservationAreas, provider);

    /// <summary>The line of a resource in which a column has a value; of a GeoJSON file the feature's number and one for the header.</summary>
    private string LineOf(string resource, string property, string value)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ConservationAreas.Resource, resource)));
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
        return $"{resource}:{features.FindIndex(feature => feature.GetProperty("properties").GetProperty(property).GetString() == value) + 2}";
    }

    private static string ResourceOf(CollectionFolder folder, string provider)
    {
        var endpoint = CsvTable.Read(folder.Endpoints).Rows.Single(row => row["endpoint-url"].EndsWith(provider, StringComparison.Ordinal))["endpoint"];
        return CsvTable.Read(Path.Combine(folder.Collection, "log.csv")).Rows.Single(row => row["endpoint"] == endpoint)["resource"];
    }

    /// <summary>Each change in one line, of the rules only file and record.</summary>
    private static List<string> Changes(JsonElement source) =>
    [
        .. source.GetProperty("changes").EnumerateArray().Select(change =>
        {
            var from = change.GetProperty("from").GetString();
            var reasons = change.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!.Split(':')[0]);
            return $"{change.GetProperty("phase").GetString()} {(from!.Length > 0 ? from + " -> " : "")}{change.GetProperty("field").GetString()}: {change.GetProperty("before").GetString()} -> {change.GetProperty("after").GetString()} by {string.Join("; ", reasons)}";
        }),
    ];

    private static async Task<JsonElement> ExplainAsync(CollectionFolder folder, string what)
    {
        var (code, text, error) = await TypeAsync("explain", what, "--directory", folder.Root, "--json");
        Assert.True(code == ExitCode.Ok, error);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> TraceAsync(CollectionFolder folder, string what)
    {
        var (code, text, error) = await TypeAsync("trace", what, "--directory", folder.Root, "--json");
        Assert.True(code == ExitCode.Ok, error);
        return JsonDocument.Parse(text).RootElement[0];
    }

    private static async Task<(int Code, string Out, string Error)> TypeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new Surroundings(NightFixture.Clock, output, error));
        return (code, output.ToString(), error.ToString());
    }
}
