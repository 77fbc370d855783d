using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Tests.Definitions;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("digital-land transform --offset 0", "digital-land|transform|--offset|0")]
    [InlineData("  a \t b\n  c ", "a|b|c")]
    [InlineData("a 'b c' \"d 'e'\" f\"g h\"i", "a|b c|d 'e'|fg hi")]
    [InlineData("a --x=${{ params.a }}b ${{item}}", "a|--x=${{ params.a }}b|${{item}}")]
    [InlineData("a '' $b $(c) *", "a||$b|$(c)|*")]
    [InlineData("a 'x > y' \"|\"", "a|x > y||")]
    [InlineData("", "")]
    public void A_command_line_is_words(string text, string words) =>
        Assert.Equal(text.Length == 0 ? [] : text.Contains("\"|\"") ? ["a", "x > y", "|"] : words.Split('|'), CommandWords.Split(text));

    [Theory]
    [InlineData("a | b")]
    [InlineData("a && b")]
    [InlineData("a > file")]
    [InlineData("a 'b")]
    public void What_only_a_shell_understands_is_refused(string text) => Assert.Throws<FormatException>(() => CommandWords.Split(text));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2d", 172_800)]
    [InlineData("1800m", 108_000)]
    public void A_length_of_time_is_read(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0s")]
    [InlineData("10")]
    [InlineData("1m1h")]
    [InlineData("-5m")]
    public void What_is_no_length_of_time_is_refused(string text) => Assert.Throws<FormatException>(() => Duration.Parse(text));
}
