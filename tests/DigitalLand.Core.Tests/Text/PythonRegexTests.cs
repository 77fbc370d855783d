using System.Text.RegularExpressions;
using DigitalLand.Core.Text;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Text;

public sealed class PythonRegexTests
{
    [Theory]
    [InlineData("b", "abc", false)]
    [InlineData("a", "abc", true)]
    [InlineData("", "abc", true)]
    [InlineData("x|b", "abc", false)]
    [InlineData("x|a", "abc", true)]
    [InlineData("abc$", "abc", true)]
    [InlineData("abc$", "abc\n", true)]
    [InlineData(@"abc\Z", "abc\n", false)]
    [InlineData(@"abc\Z", "abc", true)]
    [InlineData(@"a\\Z", @"a\Z", true)]
    [InlineData(@"a\\Z", @"a\z", false)]
    [InlineData(@"a\_b\-c", "a_b-c", true)]
    [InlineData(@"\x41b", "Ab", true)]
    [InlineData(@"a\u0041", "aA", true)]
    [InlineData(@"\xa0b", "\u00a0b", true)]
    [InlineData(@"(a)\1b", "aab", true)]
    [InlineData(@"(a)\x31", "a1", true)]
    [InlineData(@"\07b", "\ab", true)]
    [InlineData("ab?c", "ac", true)]
    [InlineData("ab{2}c", "abbc", true)]
    [InlineData("ab{0,2}c", "ac", true)]
    [InlineData("(ab)?c", "c", true)]
    [InlineData("(a(b)c)*d", "d", true)]
    [InlineData("[]a]b", "]b", true)]
    [InlineData("[^]a]b", "xb", true)]
    [InlineData(@"[\]a]b", "]b", true)]
    [InlineData("(a|b)c", "bc", true)]
    [InlineData("^^ab", "ab", true)]
    [InlineData("ab*", "a", true)]
    [InlineData(@"a\.?b", "ab", true)]
    [InlineData(@"(\))?b", "b", true)]
    [InlineData("([)])?b", "b", true)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("a.b", "a\rb", true)]
    [InlineData("^a\nb", "a\nb", true)]
    [InlineData("a{", "a{", true)]
    [InlineData("(?i)ABC", "abc", true)]
    [InlineData("ABC", "abc", false)]
    [InlineData("(?!x)a", "a", true)]
    [InlineData("(?P<n>a)(?P=n)", "aa", true)]
    [InlineData("(?P<n>a)(?P=n)", "ab", false)]
    [InlineData(@"\S+\s\d", "é\u00a05", true)]
    public void A_pattern_matches_at_the_start_and_need_not_reach_the_end(string pattern, string text, bool expected) =>
        Assert.Equal(expected, new PythonRegex(pattern).IsMatch(text));

    [Fact]
    public void Random_patterns_match_where_the_plain_expression_does()
    {
        string[] pieces = ["a", "b", "B", "1", "(", ")", "[", "]", "[^", "^", "$", "?", "*", "+", "{2}", "{0,1}", "|", ".", "-", @"\x61", @"\141", @"\]", @"\)", @"\\", @"\d", @"\u0062", "[aB]", "[a-b]", "[-a]", @"\?", "k", "s", "\n"];
        var random = new Random(Seed.New());
        var compared = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var pattern = string.Concat(random.GetItems(pieces, random.Next(1, 7)));
            var ignoreCase = random.Next(2) == 0;
            if (TryPlain(pattern, ignoreCase) is not { } plain)
            {
                Assert.Throws<RunFailedException>(() => new PythonRegex(pattern, ignoreCase).IsMatch("a"));
                continue;
            }

            compared++;
            var regex = new PythonRegex(pattern, ignoreCase);
            for (var j = 0; j < 20; j++)
            {
                var text = random.Text("aabbAB1^-])\\?\nks\u212a\u017f", 5);
                Assert.True(plain.IsMatch(text) == regex.IsMatch(text), $"'{pattern}' on '{text}', ignoring case: {ignoreCase}");
                Assert.True(plain.Match(text).Value == regex.Match(text).Value, $"'{pattern}' on '{text}', ignoring case: {ignoreCase}");
            }
        }

        Assert.True(compared > 500, $"only {compared} patterns were expressions");
    }

    [Theory]
    [InlineData("^<*[Nn][Uu][Ll][Ll]>*$", "<NULL>", true)]
    [InlineData("^<*[Nn][Uu][Ll][Ll]>*$", "xNULL", false)]
    [InlineData("^#*[Nn]/?[Aa]$", "n/a", true)]
    [InlineData("^#*[Nn]/?[Aa]$", "#NA\n", true)]
    [InlineData("^#*[Nn]/?[Aa]$", "a", false)]
    [InlineData(@"^\?*$", "", true)]
    [InlineData(@"^\?*$", "\n", true)]
    [InlineData(@"^\?*$", "\nx", false)]
    [InlineData("^-+$", "", false)]
    [InlineData("[a-c]+1", "b1", true)]
    [InlineData("[a-c]+1", "d1", false)]
    [InlineData("[-a]1", "-1", true)]
    [InlineData("a?", "x", true)]
    [InlineData("^,*[^,]*,*$", ",a,", true)]
    [InlineData("^,*[^,]*,*$", "a,b", false)]
    public void A_pattern_for_what_stands_for_nothing_is_told_by_its_first_character(string pattern, string text, bool expected)
    {
        Assert.Equal(expected, new PythonRegex(pattern).IsMatch(text));
        Assert.Equal(expected, new PythonRegex(pattern).Match(text).Success);
    }

    [Fact]
    public void Case_counts_only_where_it_is_asked_to()
    {
        Assert.False(new PythonRegex("É").IsMatch("é"));
        Assert.True(new PythonRegex("É", ignoreCase: true).IsMatch("é"));
    }

    [Theory]
    [InlineData("(a)(b)?", "a", @"[\1\2]", "[a]")]
    [InlineData("(a)(b)", "ab", @"\2\1\\", @"ba\")]
    [InlineData("(?P<x>a)", "a", @"\g<x>\g<1>\g<0>", "aaa")]
    [InlineData("(a)", "a", @"\1\n\t.", "a\n\t.")]
    [InlineData("(a)", "a", @"\.\-", @"\.\-")]
    [InlineData("(a)", "a", "$1 & ${x}", "$1 & ${x}")]
    [InlineData("(a)", "a", "", "")]
    [InlineData("(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)", "abcdefghij", @"\10\1", "ja")]
    public void A_template_is_expanded_with_the_groups(string pattern, string text, string template, string expected) =>
        Assert.Equal(expected, PythonRegex.Expand(template, new PythonRegex(pattern).Match(text)));

    [Theory]
    [InlineData(@"\2")]
    [InlineData(@"\g<x>")]
    [InlineData(@"\g<1")]
    [InlineData(@"\g<>")]
    [InlineData(@"\q")]
    [InlineData(@"a\")]
    public void A_template_that_Python_refuses_fails_the_run_and_is_quoted(string template)
    {
        var match = new PythonRegex("(a)").Match("a");
        Assert.Contains($"'{template}'", Assert.Throws<RunFailedException>(() => PythonRegex.Expand(template, match)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_pattern_fails_the_run_and_is_quoted() =>
        Assert.StartsWith("'(a' is not a regular expression:", Assert.Throws<RunFailedException>(() => new PythonRegex("(a")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_pattern_is_kept_as_it_was_written() => Assert.Equal(@"a\Z", new PythonRegex(@"a\Z").Pattern);

    private static Regex? TryPlain(string pattern, bool ignoreCase)
    {
        try
        {
            // By itself first: two brackets that do not belong together must not be saved by the group around them.
            _ = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
            return new Regex($@"\A(?:{pattern})", ignoreCase ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
