using System.Collections.Frozen;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Lookups;
using DigitalLand.Transform.Phases;
using DigitalLand.Transform.Tests.Lookups;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class FactLookupPhaseTests
{
    private readonly IssueLog _issues = new("park", "R");

    [Fact]
    public void An_organisations_own_reference_comes_before_anybodys()
    {
        var tables = Tables.Of(["tree,,,local-authority:A,t,1", "tree,,,,t,2"]);
        Assert.Equal("1", LookUp(tables, "tree", "t", "local-authority:A"));
        Assert.Equal("1", LookUp(tables, "tree", "t", "local-authority-eng:A"));
        Assert.Equal("2", LookUp(tables, "tree", "t", "local-authority:B"));
        Assert.Equal("2", LookUp(tables, "tree", "t", ""));
    }

    [Theory]
    [InlineData("local-authority:A", null)]
    [InlineData("development-corporation:A", null)]
    [InlineData("government-organisation:A", null)]
    [InlineData("national-park:A", "2")]
    public void Anybodys_reference_does_not_mean_an_entity_that_some_organisation_owns(string owner, string? expected) =>
        Assert.Equal(expected, LookUp(Tables.Of(["tree,,,,t,2", $"lake,,,{owner},x,2"]), "tree", "t", "local-authority:B"));

    [Fact]
    public void A_fact_without_an_organisation_finds_it_all_the_same() =>
        Assert.Equal("2", LookUp(Tables.Of(["tree,,,,t,2", "lake,,,local-authority:A,x,2"]), "tree", "t", ""));

    [Fact]
    public void After_an_owned_entity_the_rules_are_asked() =>
        Assert.Equal("105", LookUp(Tables.Of(["tree,,,,5,2", "lake,,,local-authority:A,x,2"], ["tree,,,100,0,999"]), "tree", "5", "local-authority:B"));

    [Fact]
    public void A_plan_is_looked_for_among_its_kinds_in_order()
    {
        Assert.Equal("1", LookUp(Tables.Of(["plan,,,,p,1", "local-plan,,,,p,2"]), "plan", "p", ""));
        Assert.Equal("2", LookUp(Tables.Of(["supplementary-plan,,,,p,5", "waste-plan,,,,p,4", "minerals-plan,,,,p,3", "local-plan,,,,p,2"]), "plan", "p", ""));
        Assert.Equal("3", LookUp(Tables.Of(["waste-plan,,,,p,4", "minerals-plan,,,,p,3"]), "plan", "p", ""));
        Assert.Equal("4", LookUp(Tables.Of(["supplementary-plan,,,,p,5", "waste-plan,,,local-authority:A,p,4"]), "plan", "p", "local-authority:A"));
        Assert.Equal("5", LookUp(Tables.Of(["supplementary-plan,,,,p,5"]), "plan", "p", ""));
        Assert.Null(LookUp(Tables.Of(["local-plan,,,,p,2"]), "tree", "p", ""));
    }

    [Fact]
    public void An_owned_entity_among_the_kinds_of_plan_is_passed_over() =>
        Assert.Equal("3", LookUp(Tables.Of(["local-plan,,,,p,2", "local-plan,,,local-authority:A,q,2", "minerals-plan,,,,p,3"]), "plan", "p", "local-authority:B"));

    [Fact]
    public void A_replaced_entity_is_not_followed_and_its_range_not_checked()
    {
        Assert.Equal("1", LookUp(Tables.Of(["tree,,,,t,1"], old: ["1,301,2"]), "tree", "t", ""));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void Nothing_found_is_nothing_said_unless_the_prefix_must_exist()
    {
        var tables = Tables.Of(["conservation-area,,,,gone,1", "tree,,,,gone,1"], old: ["1,410,"]);
        _issues.MoveTo(9, 8);
        Assert.Null(LookUp(tables, "tree", "x", ""));
        Assert.Null(LookUp(tables, "tree", "gone", ""));
        Assert.Empty(_issues.Issues);
        Assert.Null(LookUp(tables, "conservation-area", "x", ""));
        Assert.Null(LookUp(tables, "conservation-area", "gone", ""));
        Assert.Null(LookUp(tables, "plan", "x", ""));
        Assert.Equal(
            ["2/8 conservation-area: missing associated entity [x]", "2/8 conservation-area: missing associated entity [gone]", "2/8 plan: missing associated entity [x]"],
            Entries.Show(_issues));
    }

    [Theory]
    [InlineData("", "t", "1")]
    [InlineData("tree", "", "1")]
    [InlineData("tree", "t", "")]
    public void A_fact_without_prefix_reference_or_entity_is_not_looked_up(string prefix, string reference, string entity)
    {
        var fact = Entries.Fact(entity, "f", "v");
        (fact.Prefix, fact.Reference) = (prefix, reference);
        Assert.Null(Assert.Single(Phase(Tables.Of(["tree,,,,t,1", ",,,,t,1", "tree,,,,,1"])).Process([fact])).ReferenceEntity);
    }

    [Fact]
    public void The_number_of_an_entry_means_nothing_here() => Assert.Null(LookUp(Tables.Of(["tree,,1,,,7"]), "tree", "t", ""));

    private FactLookupPhase Phase(EntityTables tables) => new(tables, new[] { "conservation-area" }.ToFrozenSet(), _issues);

    private string? LookUp(EntityTables tables, string prefix, string reference, string organisation)
    {
        var fact = Entries.Fact("100", "f", "v", organisation: organisation);
        (fact.Prefix, fact.Reference) = (prefix, reference);
        return Assert.Single(Phase(tables).Process([fact])).ReferenceEntity;
    }
}
