using DigitalLand.Core.Configurations;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class ConcatFieldPhaseTests
{
    private static readonly ConcatRule Point = new(["posX", "posY"], " ", "POINT(", ")");
    private readonly ColumnFieldLog _log = new("park", "R");

    [Fact]
    public void Parts_are_joined_between_the_ends() => Assert.Equal(["posX=1.02|posY=2.04|point=POINT(1.02 2.04)"], Concat([("point", Point)], "posX|posY", "1.02|2.04"));

    [Fact]
    public void The_field_is_written_even_when_every_part_is_blank() => Assert.Equal(["posX=|posY=|point=POINT()"], Concat([("point", Point)], "posX|posY", "|"));

    [Fact]
    public void A_value_that_the_field_has_already_is_the_first_part() =>
        Assert.Equal(["name=a|b=b|c=c"], Concat([("c", new ConcatRule(["x"], "", "", ""))], "name|b|c", "a|b|c"));

    [Theory]
    [InlineData("x|y|z", "x-y-z")]
    [InlineData("|y|z", "y-z")]
    [InlineData("x||z", "x-z")]
    [InlineData("x|\u00a0|z", "x-z")]
    [InlineData("\u00a0|y|z", "\u00a0-y-z")]
    [InlineData("x|y", "x-y")]
    [InlineData("x", "x")]
    public void Blank_and_white_and_absent_parts_do_not_count_but_a_white_value_of_the_field_does(string cells, string expected) =>
        Assert.EndsWith($"name={expected}", Concat([("name", new ConcatRule(["a", "b", "absent"], "-", "", ""))], "name|a|b", cells)[0].Split("|a=")[0]);

    [Fact]
    public void Columns_are_named_exactly() => Assert.Equal(["PosX=1|posx=2|point=POINT()"], Concat([("point", Point)], "PosX|posx", "1|2"));

    [Fact]
    public void A_rule_sees_what_the_rule_before_it_made() => Assert.Equal(
        ["a=1|b=<1>|c=<1>!"],
        Concat([("b", new ConcatRule(["a"], "", "<", ">")), ("c", new ConcatRule(["b"], "", "", "!"))], "a", "1"));

    [Fact]
    public void The_log_has_one_row_a_rule_with_column_and_field_the_other_way_round()
    {
        Concat([("point", Point), ("name", new ConcatRule(["a", ""], "-", "", ""))], "a");
        Assert.Equal([("point", "POINT(posX posY)"), ("name", "a-")], _log.Mappings);
    }

    [Fact]
    public void Every_row_of_one_layout_gets_one_layout()
    {
        var rows = new ConcatFieldPhase(Rules(("point", Point)), _log).Process(Entries.Of("posX|posY", "1|2", "3|4")).ToList();
        Assert.Same(rows[0].Layout, rows[1].Layout);
    }

    private static OrderedDictionary<string, ConcatRule> Rules(params (string Field, ConcatRule Rule)[] rules) =>
        new(rules.Select(rule => KeyValuePair.Create(rule.Field, rule.Rule)));

    private string[] Concat((string Field, ConcatRule Rule)[] rules, string fields, params string[] lines) =>
        Entries.Show(new ConcatFieldPhase(Rules(rules), _log).Process(Entries.Of(fields, lines)));
}
