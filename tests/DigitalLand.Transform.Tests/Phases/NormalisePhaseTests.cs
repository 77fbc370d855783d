using System.Text.RegularExpressions;
using DigitalLand.Core.Csv;
using DigitalLand.Transform.Phases;
using DigitalLand.Transform.Tests.Datatypes;

namespace DigitalLand.Transform.Tests.Phases;

public sealed partial class NormalisePhaseTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n\f", "")]
    [InlineData(" a b ", "a b")]
    [InlineData("\u00a0a\u00a0", "\u00a0a\u00a0")]
    [InlineData("\va\v", "\va\v")]
    [InlineData("a\nb", "a\r\nb")]
    [InlineData("a\r\nb\rc\n", "a\r\nbc")]
    [InlineData("a\n\nb", "a\r\n\r\nb")]
    [InlineData("null", "")]
    [InlineData("<NULL>>", "")]
    [InlineData("<<Null", "")]
    [InlineData("N/A", "")]
    [InlineData("#na", "")]
    [InlineData("##n/A", "")]
    [InlineData("na", "")]
    [InlineData("??", "")]
    [InlineData("-", "")]
    [InlineData("---", "")]
    [InlineData(" - ", "")]
    [InlineData("#", "#")]
    [InlineData("<>", "<>")]
    [InlineData(">null", ">null")]
    [InlineData("n.a.", "n.a.")]
    [InlineData("nan", "nan")]
    [InlineData("none", "none")]
    [InlineData("--1", "--1")]
    [InlineData("- -", "- -")]
    [InlineData("?!", "?!")]
    [InlineData("<na>", "<na>")]
    public void A_cell_is_trimmed_and_blank_where_it_means_nothing(string cell, string expected) => Assert.Equal(expected, NormalisePhase.Normalise(cell));

    [Fact]
    public void Random_cells_become_what_the_patterns_of_the_reference_make_of_them()
    {
        var random = new Random(Seed.New());
        for (var i = 0; i < 50_000; i++)
        {
            var cell = random.Text("<>#nNuUlLaA/?-- \n", random.Next(1, 8));
            Assert.True(Plain(cell) == NormalisePhase.Normalise(cell), System.Text.Json.JsonSerializer.Serialize(cell));
        }
    }

    [Fact]
    public void Blank_lines_are_dropped_and_numbers_go_on() =>
        Assert.Equal(["1:a,b", "4:1,2", "7:x,"], Lines("a,b\n\n,\n1,2\n-,null\n??\n x ,\n"));

    [Fact]
    public void A_line_that_a_skip_pattern_matches_at_its_start_is_dropped_the_header_too() =>
        Assert.Equal(["2:a,b", "5:x,1"], Lines("Title,\na,b\n1,x\n1,y\nx,1\n", "Title", "1,"));

    [Fact]
    public void Skip_patterns_see_normalised_cells_joined_by_commas_without_quotes() =>
        Assert.Equal(["1:h,h"], Lines("h,h\n\" a, b \",N/A\n", "a, b,$"));

    [Fact]
    public void Skip_patterns_mind_the_case() => Assert.Equal(["1:Total", "2:x"], Lines("Total\nx\n", "total"));

    private static string[] Lines(string text, params string[] skips)
    {
        using var reader = new CsvReader(new StringReader(text));
        return [.. new NormalisePhase(skips).Process(reader).Select(line => $"{line.Number}:{string.Join(',', line.Cells)}")];
    }

    private static string Plain(string cell)
    {
        var value = cell.Trim(' ', '\n', '\r', '\t', '\f').Replace("\r", "").Replace("\n", "\r\n");
        return NullPatterns().Aggregate(value, (text, pattern) => pattern.Replace(text, ""));
    }

    private static Regex[] NullPatterns() => [Null(), NotApplicable(), Unknown(), Dashes()];

    [GeneratedRegex("^<*[Nn][Uu][Ll][Ll]>*$")]
    private static partial Regex Null();

    [GeneratedRegex("^#*[Nn]/?[Aa]$")]
    private static partial Regex NotApplicable();

    [GeneratedRegex(@"^\?*$")]
    private static partial Regex Unknown();

    [GeneratedRegex("^-+$")]
    private static partial Regex Dashes();
}
