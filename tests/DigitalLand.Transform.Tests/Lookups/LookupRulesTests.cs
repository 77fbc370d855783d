using DigitalLand.Core;
using DigitalLand.Testing;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Tests.Lookups;

public sealed class LookupRulesTests
{
    [Theory]
    [InlineData("5", "105")]
    [InlineData(" 5\u00a0", "105")]
    [InlineData("+5", "105")]
    [InlineData("-5", "95")]
    [InlineData("1_0", "110")]
    [InlineData("0005", "105")]
    [InlineData("-10", "90")]
    [InlineData("-11", "")]
    [InlineData("100", "200")]
    [InlineData("101", "")]
    [InlineData("5a", "")]
    [InlineData("5.0", "")]
    [InlineData("--5", "")]
    [InlineData("+ 5", "")]
    [InlineData("1__0", "")]
    [InlineData("_1", "")]
    [InlineData("1_", "")]
    [InlineData("", "")]
    [InlineData("99999999999999999999999999", "")]
    public void A_reference_that_is_a_whole_number_gets_its_entity_by_arithmetic_within_bounds(string reference, string expected) =>
        Assert.Equal(expected, Rules("Title Boundary,,,100,90,200").Find("title-boundary".Replace("-", ""), reference, ""));

    [Fact]
    public void The_first_rule_that_fits_counts()
    {
        var rules = Rules("park,,,100,100,109", "park,,local-authority:A,200,0,999", "park,,,300,0,999", "tree,,,400,0,999");
        Assert.Equal("105", rules.Find("park", "5", "local-authority:A"));
        Assert.Equal("220", rules.Find("park", "20", "local-authority:A"));
        Assert.Equal("320", rules.Find("park", "20", "local-authority:B"));
        Assert.Equal("420", rules.Find("tree", "20", ""));
        Assert.Equal("", rules.Find("lake", "20", ""));
    }

    [Fact]
    public void A_resources_rules_come_after_the_general_ones()
    {
        var rules = Rules("park,R,,100,0,999", "park,,,200,0,205");
        Assert.Equal(("205", "110"), (rules.ForResource("R").Find("park", "5", ""), rules.ForResource("R").Find("park", "10", "")));
        Assert.Equal("", rules.ForResource("S").Find("park", "10", ""));
    }

    [Fact]
    public void A_rule_without_all_three_numbers_is_none() => Assert.Equal("", Rules("park,,,,0,999", "park,,,1,,999", "park,,,1,0,").Find("park", "5", ""));

    [Fact]
    public void A_number_that_is_none_is_refused_with_file_and_record() =>
        Assert.EndsWith("lookup-rule.csv, record 3: the offset 'many' is not a number.", Assert.Throws<RunFailedException>(() => Rules("park,,,1,0,9", "park,,,many,0,9")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_that_rules_do_not_know_is_refused()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("lookup-rule.csv", "prefix,offset,entity-min");
        Assert.Equal($"{path} has the column 'entity-min', which lookup rules do not know.", Assert.Throws<RunFailedException>(() => LookupRules.Load(folder.Path)).Message);
    }

    private static LookupRules Rules(params string[] rules) => Tables.Of([], rules).Rules;
}
