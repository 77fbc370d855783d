using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class FilterPhaseTests
{
    [Fact]
    public void Without_patterns_every_entry_stays() => Assert.Equal(["a=1", "a=2"], Filter([], "a", "1", "2"));

    [Fact]
    public void An_entry_without_a_field_that_has_a_pattern_stays() => Assert.Equal(["a=1"], Filter([("b", "x")], "a|b", "1"));

    [Fact]
    public void A_pattern_matches_at_the_start_and_minds_the_case() =>
        Assert.Equal(["a=Park", "a=Parkland"], Filter([("a", "Park")], "a", "Park", "Parkland", "park", "The Park", ""));

    [Fact]
    public void The_last_field_of_the_entry_that_has_a_pattern_decides_alone()
    {
        (string, string)[] patterns = [("a", "yes"), ("b", "yes")];
        Assert.Equal(["a=no|b=yes", "a=yes|b=yes"], Filter(patterns, "a|b", "yes|no", "no|yes", "yes|yes"));
        Assert.Equal(["b=no|a=yes"], Filter(patterns, "b|a", "no|yes", "yes|no"));
    }

    [Fact]
    public void A_field_that_a_short_entry_lacks_does_not_decide() => Assert.Equal(["a=yes"], Filter([("a", "yes"), ("b", "yes")], "a|b", "yes", "no"));

    [Fact]
    public void Looking_ahead_can_turn_a_pattern_round() => Assert.Equal(["a=keep", "a="], Filter([("a", "(?!drop)")], "a", "keep", "drop this", ""));

    private static string[] Filter((string Field, string Pattern)[] patterns, string fields, params string[] lines) =>
        Entries.Show(new FilterPhase(new(patterns.Select(pair => KeyValuePair.Create(pair.Field, pair.Pattern)))).Process(Entries.Of(fields, lines)));
}
