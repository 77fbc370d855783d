using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Testing;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

/// <summary>The small phases between Migrate and Pivot that need no tables.</summary>
public sealed class EntryPhasesTests
{
    private static readonly DatasetSpecification Park = new("park", "green", "geography", "park", "100", "200");

    [Fact]
    public void Organisation_an_unknown_one_is_told_and_blank_and_a_known_one_is_remembered()
    {
        using var folder = new TemporaryDirectory();
        var organisations = new Organisation(CsvTable.Read(folder.Write("organisation.csv", "organisation", "local-authority:A")));
        var issues = new IssueLog("park", "R");
        var rows = new OrganisationPhase(organisations, issues).Process(Entries.Of("organisation", "LOCAL-AUTHORITY:a", "park:Lambeth", "", "park:Lambeth")).ToList();
        Assert.Equal(["organisation=local-authority:A", "organisation=", "organisation=", "organisation="], Entries.Show(rows));
        Assert.Equal(["local-authority:A", "", "", ""], rows.Select(row => row.Organisation));
        Assert.Equal(["3/2 organisation: invalid organisation [park:Lambeth]", "5/4 organisation: invalid organisation [park:Lambeth]"], Entries.Show(issues));
    }

    [Fact]
    public void FieldPrune_keeps_current_fields_and_the_four_of_an_entity_blank_ones_too() => Assert.Equal(
        ["entity=1|name=|organisation=o|prefix=p|reference=r"],
        new FieldPrunePhase(["name", "entity"]).Process(Entries.Of("reference|old|name|organisation|prefix|entity", "r|x||o|p|1")).Select(Entries.ShowSorted));

    [Fact]
    public void FieldPrune_leaves_absent_fields_absent() => Assert.Equal(["name=n"], Entries.Show(new FieldPrunePhase(["name", "notes"]).Process(Entries.Of("name|notes", "n"))));

    [Theory]
    [InlineData("own|r|v", "prefix=own|reference=r|park=v")]
    [InlineData("||v", "prefix=green|reference=v|park=v")]
    [InlineData("|r|v", "prefix=green|reference=r|park=v")]
    [InlineData("||", "prefix=green|reference=|park=")]
    [InlineData("", "prefix=green|reference=")]
    [InlineData("|a:b|v", "prefix=green|reference=a:b|park=v")]
    public void EntityReference_is_the_entrys_own_or_that_of_its_dataset(string cells, string expected) =>
        Assert.Equal([expected], Entries.Show(new EntityReferencePhase(Park).Process(Entries.Of("prefix|reference|park", cells))));

    [Fact]
    public void EntityPrefix_is_the_dataset_where_there_is_still_none() =>
        Assert.Equal(["prefix=park", "prefix=own"], Entries.Show(new EntityPrefixPhase(Park).Process(Entries.Of("prefix", "", "own"))));

    [Fact]
    public void EntityPrune_drops_entries_without_an_entity_and_counts_the_others()
    {
        var phase = new EntityPrunePhase();
        Assert.Equal(["entity=1", "entity=2", "entity=1"], Entries.Show(phase.Process(Entries.Of("entity", "1", "", "2", "1"))));
        Assert.Equal(3, phase.EntryCount);
    }

    [Fact]
    public void Pivot_makes_a_fact_of_every_field_but_entity_in_code_point_order()
    {
        var row = Entries.Of("name|entity|Size|entry-date|absent|reference", "n|7|3|2024-01-01")[0];
        row["reference"] = "";
        row.Organisation = "local-authority:A";
        row.Priority = 2;
        var facts = new PivotPhase().Process([row]).ToList();
        Assert.Equal(["Size=3", "entry-date=2024-01-01", "name=n", "reference="], facts.Select(fact => $"{fact.Field}={fact.Value}"));
        Assert.All(facts, fact => Assert.Equal(
            ("7", "2024-01-01", 2, 2, 1, "local-authority:A"),
            (fact.Entity, fact.EntryDate, fact.Priority, fact.LineNumber, fact.EntryNumber, fact.Organisation)));
    }

    [Fact]
    public void Pivot_follows_a_change_of_layout() => Assert.Equal(
        ["b", "c", "a"],
        new PivotPhase().Process([.. Entries.Of("entity|c|b", "1|2|3"), .. Entries.Of("a|entity", "1|2")]).Select(fact => fact.Field));
}
