using DigitalLand.Core;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Specifications;
using DigitalLand.Transform.Lookups;
using DigitalLand.Transform.Phases;
using DigitalLand.Transform.Tests.Lookups;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class EntityLookupPhaseTests
{
    private const string Fields = "prefix|reference|organisation|entity";
    private static readonly DatasetSpecification Park = new("park", "park", "geography", "park", "100", "200");

    private readonly IssueLog _issues = new("park", "R");
    private readonly IssueLog _operational = new("park", "R");

    [Fact]
    public void What_is_more_particular_comes_first()
    {
        var tables = Tables.Of(["park,,1,,,101", "park,,,local-authority:A,r,102", "park,,,,r,103", "park,,,,5,104"], ["park,,,100,0,999"]);
        Assert.Equal(["101", "102", "103", "104", "106"], Entities(tables, "park|r|local-authority:A", "park|r|local-authority-eng:A", "park|r|local-authority:B", "park|5|", "park|6|"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void A_blank_entity_in_the_table_is_passed_over() =>
        Assert.Equal(["103"], Entities(Tables.Of(["park,,,local-authority:A,r,", "park,,,,r,103"]), "park|r|local-authority:A"));

    [Fact]
    public void An_entry_that_has_an_entity_keeps_it_without_any_check()
    {
        var tables = Tables.Of(["park,,,,r,103"], old: ["999,410,"]);
        Assert.Equal(["999"], Entities(tables, "park|r||999"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void An_unknown_entity_is_told_here_and_to_those_who_assign_entities()
    {
        Assert.Equal([""], Entities(Tables.Of([]), "park|A 1|"));
        Assert.Equal(["2/0 entity: unknown entity [park:A 1]"], Entries.Show(_issues));
        Assert.Equal(["2/0 entity: unknown entity [park:A 1]"], Entries.Show(_operational));
    }

    [Fact]
    public void An_entry_without_a_reference_is_told_here_only()
    {
        Assert.Equal([""], Entities(Tables.Of([]), "park||"));
        Assert.Equal(["2/0 entity: unknown entity - missing reference [park:]"], Entries.Show(_issues));
        Assert.Empty(_operational.Issues);
    }

    [Theory]
    [InlineData("99", true)]
    [InlineData("100", false)]
    [InlineData("199", false)]
    [InlineData("200", true)]
    public void An_entity_outside_the_datasets_range_is_told_and_used_and_the_maximum_is_outside(string entity, bool outside)
    {
        Assert.Equal([entity], Entities(Tables.Of([$"park,,,,r,{entity}"]), "park|r|"));
        Assert.Equal(outside ? [$"2/0 entity: entity number out of range [{entity}]"] : [], Entries.Show(_issues));
    }

    [Fact]
    public void Without_a_range_the_run_fails_as_soon_as_something_is_found()
    {
        var open = new DatasetSpecification("park", "park", "", "", "", "");
        Assert.Equal([""], Entities(Tables.Of([]), open, [], "park|r|"));
        Assert.Throws<RunFailedException>(() => Entities(Tables.Of(["park,,,,r,1"]), open, [], "park|r|"));
    }

    [Fact]
    public void An_entity_that_is_no_number_fails_the_run() =>
        Assert.Equal("lookup.csv gives line 2 the entity 'x', which is not a number.", Assert.Throws<RunFailedException>(() => Entities(Tables.Of(["park,,,,r,x"]), "park|r|")).Message);

    [Fact]
    public void A_replaced_entity_becomes_its_replacement_after_the_check_and_a_withdrawn_one_vanishes_without_an_issue()
    {
        var tables = Tables.Of(["park,,,,a,101", "park,,,,b,102", "park,,,,c,103"], old: ["101,301,900", "102,410,", "103,301,"]);
        Assert.Equal(["900", "", ""], Entities(tables, "park|a|", "park|b|", "park|c|"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void An_entry_without_a_prefix_is_left_alone()
    {
        Assert.Equal([""], Entities(Tables.Of(["park,,,,r,101"]), "|r||"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void The_issues_of_an_entry_learn_its_first_entity()
    {
        _issues.Add("name", "t", "", entryNumber: 1);
        Entities(Tables.Of(["park,,,local-authority:A,r,101", "park,,,local-authority:B,r,102"]), Park, ["local-authority:B", "local-authority:A"], "park|r|");
        Assert.Equal("102", _issues.EntityOf(Assert.Single(_issues.Issues)));
    }

    [Fact]
    public void With_several_providers_an_entry_goes_on_once_for_each_that_knows_it_in_their_order()
    {
        var tables = Tables.Of(["park,,,local-authority:A,r,101", "park,,,local-authority:B,r,102"]);
        var rows = Process(tables, Park, ["local-authority:B", "local-authority:X", "local-authority:A"], "park|r|");
        Assert.Equal(["prefix=park|reference=r|organisation=local-authority:B|entity=102", "prefix=park|reference=r|organisation=local-authority:A|entity=101"], Entries.Show(rows));
        Assert.Equal(["local-authority:B", "local-authority:A"], rows.Select(row => row.Organisation));
        Assert.Equal([(2, 1), (2, 1)], rows.Select(row => (row.LineNumber, row.EntryNumber)));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void With_several_providers_an_entity_goes_on_once_and_is_checked_for_each()
    {
        var tables = Tables.Of(["park,,,,r,900"]);
        Assert.Equal(["900"], Entities(tables, Park, ["local-authority:A", "local-authority:B"], "park|r|"));
        Assert.Equal(["2/0 entity: entity number out of range [900]", "2/0 entity: entity number out of range [900]"], Entries.Show(_issues));
    }

    [Fact]
    public void With_several_providers_the_entrys_own_organisation_is_the_only_candidate()
    {
        var tables = Tables.Of(["park,,,local-authority:A,r,101", "park,,,local-authority:B,r,102"]);
        Assert.Equal(["101"], Entities(tables, Park, ["local-authority:B", "local-authority:C"], "park|r|local-authority:A"));
    }

    [Fact]
    public void With_several_providers_an_entry_that_nobody_knows_is_told_once_and_disappears()
    {
        Assert.Empty(Process(Tables.Of([]), Park, ["local-authority:A", "local-authority:B"], "park|r|", "park||"));
        Assert.Equal(["2/0 entity: unknown entity [park:r]", "3/0 entity: unknown entity - missing reference [park:]"], Entries.Show(_issues));
        Assert.Equal(["2/0 entity: unknown entity [park:r]"], Entries.Show(_operational));
    }

    [Fact]
    public void With_several_providers_a_withdrawn_entity_is_an_unknown_one()
    {
        Assert.Empty(Process(Tables.Of(["park,,,,r,101"], old: ["101,410,"]), Park, ["local-authority:A", "local-authority:B"], "park|r|"));
        Assert.Equal(["2/0 entity: unknown entity [park:r]"], Entries.Show(_issues));
    }

    [Fact]
    public void With_several_providers_two_entities_with_one_replacement_are_one()
    {
        var tables = Tables.Of(["park,,,local-authority:A,r,101", "park,,,local-authority:B,r,102"], old: ["101,301,102"]);
        Assert.Equal(["102"], Entities(tables, Park, ["local-authority:A", "local-authority:B"], "park|r|"));
    }

    [Fact]
    public void With_several_providers_an_entry_with_an_entity_or_without_a_prefix_passes() =>
        Assert.Equal(["999", ""], Entities(Tables.Of([]), Park, ["local-authority:A", "local-authority:B"], "park|r||999", "|r||"));

    private string[] Entities(EntityTables tables, params string[] lines) => Entities(tables, Park, [], lines);

    private string[] Entities(EntityTables tables, DatasetSpecification dataset, string[] providers, params string[] lines) =>
        [.. Process(tables, dataset, providers, lines).Select(row => row["entity"] ?? "")];

    private List<Row> Process(EntityTables tables, DatasetSpecification dataset, string[] providers, params string[] lines) =>
        [.. new EntityLookupPhase(dataset, tables, providers, _issues, _operational).Process(Entries.Of(Fields, lines))];
}
