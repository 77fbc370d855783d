using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class ParsePhaseTests
{
    [Fact]
    public void The_first_line_names_the_columns_and_entries_count_from_one()
    {
        var rows = Parse((3, "a|b"), (4, "1|2"), (9, "3|4"));
        Assert.Equal(["a=1|b=2", "a=3|b=4"], Entries.Show(rows));
        Assert.Equal([(4, 1), (9, 2)], rows.Select(row => (row.LineNumber, row.EntryNumber)));
    }

    [Fact]
    public void A_short_line_lacks_its_last_columns_and_a_long_one_loses_its_last_cells() => Assert.Equal(["a=1", "a=1|b=2"], Entries.Show(Parse((1, "a|b"), (2, "1"), (3, "1|2|3"))));

    [Fact]
    public void Of_two_columns_with_one_name_the_last_that_the_line_has_counts_in_the_place_of_the_first() =>
        Assert.Equal(["a=3|b=2", "a=1|b=2"], Entries.Show(Parse((1, "a|b|a"), (2, "1|2|3"), (3, "1|2"))));

    [Fact]
    public void A_column_may_have_no_name() => Assert.Equal(["=x|a=1"], Entries.Show(Parse((1, "|a"), (2, "x|1"))));

    [Fact]
    public void Nothing_gives_nothing()
    {
        Assert.Empty(Parse());
        Assert.Empty(Parse((1, "a")));
    }

    private static List<Row> Parse(params (int Number, string Cells)[] lines) => [.. new ParsePhase().Process(lines.Select(line => new Line(line.Number, line.Cells.Split('|'))))];
}
