using DigitalLand.Core;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class PatchPhaseTests
{
    private readonly IssueLog _issues = new("park", "asked-for");
    private readonly Dictionary<string, OrderedDictionary<string, string>> _patches = [];

    [Theory]
    [InlineData("old", "new", "old", "new")]
    [InlineData("old", "new", "OLD park", "new")]
    [InlineData("old$", "new", "old park", "old park")]
    [InlineData("park", "new", "old park", "old park")]
    [InlineData("(o)(l)d", @"\2-\g<1>", "Old", "l-O")]
    [InlineData("(?P<x>o).*", @"\g<x>", "old", "o")]
    [InlineData("a (b)", "new", "a (b)", "new")]
    [InlineData("a (b)", @"[\1]", "a b", "[b]")]
    [InlineData("a.c", "new", "abc", "new")]
    [InlineData(@"\S+\s", "", "x y", "")]
    public void A_pattern_at_the_start_replaces_the_whole_value_whatever_the_case(string pattern, string replacement, string value, string expected)
    {
        Add("name", pattern, replacement);
        Assert.Equal([$"name={expected}"], Patch("name", value));
        Assert.Equal(expected == value ? [] : [$"2/1 name: patch [{value}]"], Entries.Show(_issues));
    }

    [Fact]
    public void A_pattern_that_is_the_value_is_meant_literally()
    {
        Add("name", "x+y", "new");
        Assert.Equal(["name=new", "name=new", "name=x-y"], Patch("name", "x+y", "xxy", "x-y"));
    }

    [Fact]
    public void A_blank_pattern_takes_any_value_a_blank_one_too()
    {
        Add("OrganisationURI", "", "known");
        Assert.Equal(["OrganisationURI=known", "OrganisationURI=known"], Patch("OrganisationURI", "", "anything"));
        Assert.Equal(["2/1 OrganisationURI: patch []", "3/2 OrganisationURI: patch [anything]"], Entries.Show(_issues));
    }

    [Fact]
    public void The_first_pattern_that_matches_wins_and_the_rest_is_not_asked()
    {
        Add("name", "a", "first");
        Add("name", "ab", "second");
        Assert.Equal(["name=first"], Patch("name", "abc"));
    }

    [Fact]
    public void A_match_that_changes_nothing_ends_the_search_without_an_issue()
    {
        Add("name", "same", "same");
        Add("name", "s", "other");
        Assert.Equal(["name=same"], Patch("name", "same"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void Patterns_of_the_field_come_before_those_of_every_field()
    {
        Add("", "x", "every");
        Add("name", "x", "own");
        Add("name", "y", "own");
        Add("", "xz", "never");
        Assert.Equal(["name=every|size=every"], Patch("name|size", "x|x"));
        Assert.Equal(["name=own|size=y"], Patch("name|size", "y|y"));
    }

    [Fact]
    public void A_pattern_of_both_keeps_the_fields_place_and_takes_the_replacement_for_every_field()
    {
        Add("name", "a", "own");
        Add("name", "", "anything");
        Add("", "a", "every");
        Assert.Equal(["name=every", "name=anything"], Patch("name", "a", "b"));
    }

    [Fact]
    public void Issues_stand_in_the_order_of_the_fields_and_carry_the_name_of_the_file()
    {
        Add("", "x", "y");
        Patch("b|a", "x|x", "x|");
        Assert.Equal(["2/1 b: patch [x]", "2/1 a: patch [x]", "3/2 b: patch [x]"], Entries.Show(_issues));
        Assert.All(_issues.Issues, issue => Assert.Equal("file", issue.Resource));
    }

    [Fact]
    public void A_template_that_names_no_group_fails_the_run_only_where_its_pattern_matches()
    {
        Add("name", "x", @"\1");
        Assert.Equal(["name=a"], Patch("name", "a"));
        Assert.Throws<RunFailedException>(() => Patch("name", "x"));
    }

    [Fact]
    public void A_literal_match_has_no_groups()
    {
        Add("name", "(a)", @"\1");
        Assert.Equal(["name=a"], Patch("name", "a"));
        Assert.Throws<RunFailedException>(() => Patch("name", "(a)"));
    }

    private void Add(string field, string pattern, string replacement)
    {
        if (!_patches.TryGetValue(field, out var patterns))
        {
            _patches[field] = patterns = [];
        }

        patterns[pattern] = replacement;
    }

    private string[] Patch(string fields, params string[] lines) => Entries.Show(new PatchPhase(new PatchTable(_patches), "file", _issues).Process(Entries.Of(fields, lines)));
}
