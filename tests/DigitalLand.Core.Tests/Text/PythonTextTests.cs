using DigitalLand.Core.Text;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Text;

public sealed class PythonTextTests
{
    // Every character of the basic plane for which Python's str.isspace is true.
    private const string WhiteSpace =
        "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    [Fact]
    public void White_space_is_what_Python_takes_for_it()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            Assert.Equal(WhiteSpace.Contains((char)c), PythonText.IsWhiteSpace((char)c));
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\n", "")]
    [InlineData("a b", "a b")]
    [InlineData("\u00a0a\u001f", "a")]
    [InlineData("\u200ba\ufeff", "\u200ba\ufeff")]
    public void Trimming_takes_white_space_from_both_ends(string text, string expected) => Assert.Equal(expected, PythonText.Strip(text));

    [Fact]
    public void Text_without_outer_white_space_is_not_copied()
    {
        var text = new string("a b".AsSpan());
        Assert.Same(text, PythonText.Strip(text));
        Assert.Same(text, PythonText.SqueezeWhiteSpace(text));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("a", "a")]
    [InlineData(" a  b\t\nc ", "a b c")]
    [InlineData("a\u00a0b", "a b")]
    [InlineData("a b ", "a b")]
    public void Every_run_of_white_space_becomes_one_space(string text, string expected) => Assert.Equal(expected, PythonText.SqueezeWhiteSpace(text));

    [Fact]
    public void Squeezing_is_splitting_and_joining()
    {
        var random = new Random(Seed.New());
        for (var i = 0; i < 20_000; i++)
        {
            var text = random.Text("ab  \t\u00a0\u001d\u2028", 12);
            Assert.Equal(string.Join(' ', text.Split([.. WhiteSpace], StringSplitOptions.RemoveEmptyEntries)), PythonText.SqueezeWhiteSpace(text));
        }
    }
}
