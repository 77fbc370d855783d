using DigitalLand.Core.Configurations;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class DefaultPhaseTests
{
    private readonly IssueLog _issues = new("park", "R");

    [Fact]
    public void A_blank_or_absent_field_takes_the_value_of_another()
    {
        Assert.Equal(["a=1|b=1", "a=1|b=2"], Default([("b", "a")], [], "a|b", "1|", "1|2"));
        Assert.Equal(["a=1|c=1"], Default([("c", "a")], [], "a", "1"));
        Assert.Equal(["2/1 b: default-field [a]", "2/1 c: default-field [a]"], Entries.Show(_issues));
    }

    [Fact]
    public void A_field_that_was_filled_may_fill_the_next_and_not_the_one_before()
    {
        Assert.Equal(["a=1|b=1|c=1"], Default([("b", "a"), ("c", "b")], [], "a|b|c", "1||"));
        Assert.Equal(["a=1|b=1|c="], Default([("c", "b"), ("b", "a")], [], "a|b|c", "1||"));
    }

    [Fact]
    public void A_blank_source_fills_nothing_and_says_nothing()
    {
        Assert.Equal(["a=|b=", "a="], Default([("b", "a")], [], "a|b", "|", ""));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void Fixed_values_fill_what_is_still_blank_in_their_order()
    {
        Assert.Equal(["a=1|b=1|c=y"], Default([("b", "a")], [("c", "y"), ("b", "x")], "a|b", "1|"));
        Assert.Equal(["2/1 b: default-field [a]", "2/1 c: default-value [y]"], Entries.Show(_issues));
    }

    [Fact]
    public void A_blank_fixed_value_fills_nothing() => Assert.Equal(["a="], Default([], [("a", ""), ("b", "")], "a", ""));

    [Fact]
    public void The_runs_organisation_and_entry_date_are_no_issues()
    {
        Assert.Equal(["name=n|organisation=local-authority:A|entry-date=2024-01-01"], Default([], [("organisation", "local-authority:A"), ("entry-date", "2024-01-01")], "name", "n"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void A_default_organisation_from_another_field_is_one()
    {
        Default([("organisation", "OrganisationURI")], [], "OrganisationURI", "u");
        Assert.Equal(["2/1 organisation: default-field [OrganisationURI]"], Entries.Show(_issues));
    }

    private string[] Default((string Field, string Other)[] fields, (string Field, string Value)[] values, string columns, params string[] lines)
    {
        var configuration = new ResourceConfiguration
        {
            Columns = [],
            Concats = [],
            ColumnFilters = [],
            FieldFilters = [],
            Skips = [],
            Patches = new Dictionary<string, OrderedDictionary<string, string>>(),
            DefaultFields = new(fields.Select(pair => KeyValuePair.Create(pair.Field, pair.Other))),
            DefaultValues = new(values.Select(pair => KeyValuePair.Create(pair.Field, pair.Value))),
            Combines = [],
            Providers = [],
        };
        return Entries.Show(new DefaultPhase(configuration, _issues).Process(Entries.Of(columns, lines)));
    }
}
