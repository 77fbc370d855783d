using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Transform.Tests;

public sealed class PipelineTests : IDisposable
{
    private readonly TinyPipeline _tiny = new();

    [Fact]
    public void A_resource_becomes_facts_with_their_provenance()
    {
        _tiny.Folder.Write("resource/r1", "Reference,Name", "a,Test  Park");
        var outcome = _tiny.Run("r1", "local-authority:A");
        Assert.Equal(("r1", 2, 1, 1, 5L), (outcome.Resource, outcome.Lines, outcome.Entries, outcome.Entities, outcome.Facts));
        Assert.Null(outcome.ConversionFailure);
        string Fact(string field, string value) => $",101,2024-01-01,1,{Sha256Hex.OfText($"101:{field}:{value}")},{field},1,,r1,,{value}\r\n";
        Assert.Equal(
            "end-date,entity,entry-date,entry-number,fact,field,priority,reference-entity,resource,start-date,value\r\n"
            + Fact("entry-date", "2024-01-01") + Fact("name", "Test Park") + Fact("organisation", "local-authority:A") + Fact("prefix", "park") + Fact("reference", "a"),
            _tiny.Folder.Read("out/transformed/r1.csv"));
    }

    /// <summary>As one stream, which is handed on in pieces: an entry counts once, in whichever piece it is.</summary>
    [Fact]
    public void A_long_resource_that_goes_as_one_stream_counts_each_entry_once()
    {
        const int Entries = 2_000;
        _tiny.Folder.Write("resource/r1", ["Reference,Name", .. Enumerable.Range(0, Entries).Select(i => $"a,name {i}")]);
        var batched = _tiny.Run("r1", "local-authority:A");
        var streamed = _tiny.Run(_tiny.Request("r1", "local-authority:A") with { HarmonisedPath = _tiny.Folder["out/harmonised.csv"] });
        Assert.Equal((Entries, 5L * Entries), (streamed.Entries, streamed.Facts));
        Assert.Equal((batched.Entries, batched.Facts, batched.Entities), (streamed.Entries, streamed.Facts, streamed.Entities));
    }

    [Fact]
    public void Every_log_is_written_once_all_is_done()
    {
        _tiny.Folder.Write("resource/r1", "Reference,Name,Size", "a,n,x", "", "zz,n,1");
        _tiny.Run("r1", "local-authority:A");
        Assert.Equal(
            ["column-field/r1.csv", "converted-resource/r1.csv", "dataset-resource/r1.csv", "issue/r1.csv", "operational/park/2024-05-01/r1.csv", "transformed/r1.csv"],
            _tiny.Folder.Files().Where(file => file.StartsWith("out/", StringComparison.Ordinal)).Select(file => file[4..]));
        Assert.Equal(["park,r1,2,1,size,101,invalid integer,x,size must be a number", "park,r1,4,2,entity,,unknown entity,park:zz,"], _tiny.Log("issue/r1.csv"));
        Assert.Equal(["park,r1,4,0,entity,,unknown entity,park:zz,"], _tiny.Log("operational/park/2024-05-01/r1.csv"));
        Assert.Equal(["park,r1,Name,name", "park,r1,Reference,reference", "park,r1,Size,size"], _tiny.Log("column-field/r1.csv"));
        Assert.StartsWith(
            $"park,r1,1,1,4,text/csv;charset=ascii,,,{CodeVersion.Current},{DirectoryHash.Of(_tiny.Folder["pipeline"])},{DirectoryHash.Of(_tiny.Folder["specification"])}",
            Assert.Single(_tiny.Log("dataset-resource/r1.csv")),
            StringComparison.Ordinal);
        Assert.Matches("^park,r1,[0-9.e-]+,success,$", Assert.Single(_tiny.Log("converted-resource/r1.csv")));
    }

    [Fact]
    public void A_redirected_resource_has_the_asked_for_name_in_logs_and_configuration_and_the_files_in_facts_and_issues()
    {
        _tiny.Folder.Write("pipeline/column.csv", "resource,column,field", "old,Label,name", "new,Label,notes");
        _tiny.Folder.Write("resource/new", "Reference,Label,Size", "a,n,x");
        var outcome = _tiny.Run(_tiny.Request("new", "local-authority:A") with { Resource = "old" });
        Assert.Equal("old", outcome.Resource);
        Assert.Contains("101 name=n", _tiny.Facts("new"));
        Assert.Contains(",new,,n\r\n", _tiny.Folder.Read("out/transformed/new.csv"), StringComparison.Ordinal);
        Assert.Equal(["park,new,2,1,size,101,invalid integer,x,size must be a number"], _tiny.Log("issue/old.csv"));
        Assert.StartsWith("park,old,1,1,2,", Assert.Single(_tiny.Log("dataset-resource/old.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Issues_of_all_phases_stand_in_the_order_of_the_entries()
    {
        _tiny.Folder.Write("pipeline/patch.csv", "field,pattern,value", "name,bad,good");
        _tiny.Folder.Write("pipeline/default.csv", "field,default-field", "notes,name");
        _tiny.Folder.Write("pipeline/default-value.csv", "field,value", "size,7");
        _tiny.Folder.Write("resource/r1", "reference,name,kind,organisation,conservation-area", "a,bad,City Park,park:nobody,ca", "b,bad,field,local-authority:A,none");
        _tiny.Run("r1", "local-authority:A");
        Assert.Equal(
            [
                "park,r1,2,1,name,,patch,bad,",
                "park,r1,2,1,notes,,default-field,name,",
                "park,r1,2,1,size,,default-value,7,",
                "park,r1,2,1,organisation,,invalid organisation,park:nobody,",
                "park,r1,2,1,entity,,unknown entity,park:a,",
                "park,r1,3,2,name,102,patch,bad,",
                "park,r1,3,2,kind,102,invalid category value,field,",
                "park,r1,3,2,notes,102,default-field,name,",
                "park,r1,3,2,size,102,default-value,7,",
                "park,r1,3,2,conservation-area,102,missing associated entity,none,",
            ],
            _tiny.Log("issue/r1.csv"));
    }

    [Fact]
    public void A_fact_that_refers_to_a_thing_names_its_entity()
    {
        _tiny.Folder.Write("resource/r1", "reference,conservation-area", "a,ca");
        _tiny.Run("r1", "local-authority:A");
        Assert.Contains(",conservation-area,1,900,r1,,ca\r\n", _tiny.Folder.Read("out/transformed/r1.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_given_twice_is_told_after_everything_else_entry_by_entry()
    {
        _tiny.Folder.Write("resource/r1", "reference,name", "a,1", "b,2", "", "a,3", "b,4", "A,5");
        _tiny.Run("r1", "local-authority:A");
        Assert.Equal(
            [
                "park,r1,2,1,reference,101,reference values are not unique,a,Reference must be unique in resource",
                "park,r1,4,3,reference,101,reference values are not unique,a,Reference must be unique in resource",
                "park,r1,3,2,reference,102,reference values are not unique,b,Reference must be unique in resource",
                "park,r1,5,4,reference,102,reference values are not unique,b,Reference must be unique in resource",
            ],
            _tiny.Log("issue/r1.csv"));
    }

    [Fact]
    public void A_reference_given_twice_with_different_entry_dates_is_no_issue()
    {
        _tiny.Folder.Write("resource/r1", "reference,entry-date", "a,2024-01-01", "a,2024-01-02");
        _tiny.Run("r1", "local-authority:A");
        Assert.Empty(_tiny.Log("issue/r1.csv"));
    }

    [Fact]
    public void Where_fields_are_combined_duplicates_are_not_told()
    {
        _tiny.Folder.Write("pipeline/combine.csv", "field,separator", "name, and ");
        _tiny.Folder.Write("resource/r1", "reference,name", "a,y", "a,x");
        _tiny.Run("r1", "local-authority:A");
        Assert.Equal(["park,r1,2,1,name,101,combined-value,101,", "park,r1,3,2,name,101,combined-value,101,"], _tiny.Log("issue/r1.csv"));
        Assert.Equal(["101 name=x and y", "101 name=x and y"], _tiny.Facts("r1")[^2..]);
    }

    [Fact]
    public void An_authority_weighs_more_and_another_is_named_in_the_organisation_fact()
    {
        _tiny.Folder.Write("pipeline/entity-organisation.csv", "entity-minimum,entity-maximum,organisation", "101,101,local-authority:A", "102,102,local-authority:B");
        _tiny.Folder.Write("resource/r1", "reference", "a", "b");
        _tiny.Run("r1", "local-authority:A");
        var transformed = _tiny.Folder.Read("out/transformed/r1.csv");
        Assert.Contains(",organisation,2,,r1,,local-authority:A\r\n", transformed, StringComparison.Ordinal);
        Assert.Contains(",organisation,1,,r1,,local-authority:B\r\n", transformed, StringComparison.Ordinal);
    }

    [Fact]
    public void With_several_providers_an_entry_may_be_several_entities()
    {
        _tiny.Folder.Write("resource/r1", "reference", "a");
        var outcome = _tiny.Run("r1", "local-authority:B", "local-authority:A");
        Assert.Equal((2, 2), (outcome.Entries, outcome.Entities));
        Assert.Equal(["111 organisation=local-authority:B", "101 organisation=local-authority:A"], _tiny.Facts("r1").Where(fact => fact.Contains("organisation", StringComparison.Ordinal)));
    }

    [Fact]
    public void Harmonised_entries_are_written_too_when_asked_for()
    {
        _tiny.Folder.Write("resource/r1", "reference,name", "a,n", "zz,m");
        _tiny.Run(_tiny.Request("r1", "local-authority:A") with { HarmonisedPath = _tiny.Folder["out/harmonised.csv"] });
        var lines = _tiny.Folder.Read("out/harmonised.csv").Split("\r\n");
        Assert.StartsWith("GeoX,GeoY,SiteName,conservation-area,end-date,entity,entry-date,former-name,", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.Contains(",101,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",zz,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_that_is_no_table_has_no_facts_and_says_why()
    {
        _tiny.Folder.Write("resource/r1", "<!doctype html><p>Log in");
        var outcome = _tiny.Run("r1", "local-authority:A");
        Assert.Equal((0, 0, 0, 0L), (outcome.Lines, outcome.Entries, outcome.Entities, outcome.Facts));
        Assert.NotNull(outcome.ConversionFailure);
        Assert.Empty(_tiny.Facts("r1"));
        Assert.StartsWith("park,r1,0,0,0,text/html;charset=ascii,", Assert.Single(_tiny.Log("dataset-resource/r1.csv")), StringComparison.Ordinal);
        Assert.Contains(",failed,", Assert.Single(_tiny.Log("converted-resource/r1.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_entry_becomes_does_not_depend_on_the_entries_before_it()
    {
        string[] entries =
        [
            "a,x,City Park,-1.5,53.8,ca,1", "zz,x,,,,,", "b,,,,,none,", "a,y,field,430000,433000,,x", "b,,common,,53.8,ca,2", "a,x,,,,conservation-area:ca,", ",only a name,,,,,",
        ];
        _tiny.Folder.Write("pipeline/patch.csv", "field,pattern,value", "name,y,patched", "size,2,two");
        _tiny.Folder.Write("resource/r1", ["reference,name,kind,GeoX,GeoY,conservation-area,size", .. Enumerable.Range(0, 300 * entries.Length).Select(i => entries[i % entries.Length])]);
        _tiny.Run(_tiny.Request("r1", "local-authority:A") with { Workers = 4 });
        var (fourFacts, fourIssues) = (_tiny.Folder.Read("out/transformed/r1.csv"), _tiny.Folder.Read("out/issue/r1.csv"));
        _tiny.Run(_tiny.Request("r1", "local-authority:A") with { Workers = 1 });
        Assert.Equal(fourFacts, _tiny.Folder.Read("out/transformed/r1.csv"));
        Assert.Equal(fourIssues, _tiny.Folder.Read("out/issue/r1.csv"));

        var facts = Core.Csv.CsvTable.Read(_tiny.Folder["out/transformed/r1.csv"]).Rows
            .ToLookup(row => int.Parse(row["entry-number"]), row => $"{row["fact"]} {row["entity"]} {row["field"]}={row["value"]} > {row["reference-entity"]}");
        var issues = Core.Csv.CsvTable.Read(_tiny.Folder["out/issue/r1.csv"]).Rows
            .Where(row => row["field"] != "reference")
            .ToLookup(row => int.Parse(row["entry-number"]), row => $"{int.Parse(row["line-number"]) - int.Parse(row["entry-number"])} {row["field"]} {row["entity"]} {row["issue-type"]} {row["value"]}");
        Assert.Equal([11, 0, 5, 9, 6, 6, 0], Enumerable.Range(1, entries.Length).Select(entry => facts[entry].Count()));
        for (var entry = 1; entry <= 300 * entries.Length; entry++)
        {
            var first = ((entry - 1) % entries.Length) + 1;
            Assert.Equal(facts[first], facts[entry]);
            Assert.Equal(issues[first], issues[entry]);
        }
    }

    [Fact]
    public void The_fiftieth_resource_of_a_pipeline_comes_out_as_the_first()
    {
        _tiny.Folder.Write("pipeline/column.csv", "resource,endpoint,column,field", ",E,Title,name", "r7,,Title,notes");
        _tiny.Folder.Write("pipeline/default-value.csv", "endpoint,field,value", "E,size,7");
        _tiny.Folder.Write("pipeline/patch.csv", "resource,field,pattern,value", ",name,x,general", "r7,name,x,special", "r7,,.*,everything");
        _tiny.Folder.Write("pipeline/combine.csv", "endpoint,field,separator", "E,notes,;");
        string[] lines = ["reference,Title,Kind,GeoX,GeoY,notes", "a,x,City Park,-1.5,53.8,one", "b,y,field,,,two", "a,x,common,430000,433000,one", "zz,-,,1,,"];
        _tiny.Folder.Write("resource/r", lines);
        _tiny.Run("r", "local-authority:A");
        var first = Outputs();
        for (var i = 1; i < 49; i++)
        {
            _tiny.Folder.Write($"resource/r{i}", i % 5 == 0 ? ["\"", "<html"] : lines);
            _tiny.Run(_tiny.Request($"r{i}", i % 2 == 0 ? ["local-authority:B"] : ["local-authority:A", "local-authority:B"]) with { Endpoints = i % 3 == 0 ? [] : ["E", "F"] });
        }

        _tiny.Run("r", "local-authority:A");
        Assert.Equal(first, Outputs());

        string[] Outputs() =>
            [.. new[] { "transformed/r.csv", "issue/r.csv", "column-field/r.csv", "dataset-resource/r.csv", "operational/park/2024-05-01/r.csv" }.Select(file => _tiny.Folder.Read($"out/{file}"))];
    }

    public void Dispose() => _tiny.Dispose();
}
