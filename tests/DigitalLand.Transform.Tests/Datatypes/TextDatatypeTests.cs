using DigitalLand.Core;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class TextDatatypeTests
{
    [Theory]
    [InlineData("a  b\r\nc", "a b c")]
    [InlineData(" \"q\" ", "q")]
    [InlineData("a \" b", "a  b")]
    [InlineData("“q”", "“q")]
    [InlineData("\u00a0x\u00a0y\u200b", "x y\u200b")]
    [InlineData("a\u001cb", "a b")]
    [InlineData("\"", "")]
    public void A_string_has_single_spaces_and_no_closing_quotes(string text, string expected) =>
        Assert.Equal(Normalised.Clean(expected), new StringDatatype().Normalise(text));

    [Theory]
    [InlineData("a;b", "a, b")]
    [InlineData("a, ,b", "a, b")]
    [InlineData(" ,a,", "a")]
    [InlineData("a - b", "a-b")]
    [InlineData("a\r\nb", "a, b")]
    [InlineData("1 Main St ; ; Town - on - Sea", "1 Main St, Town-on-Sea")]
    [InlineData("a\"b", "ab")]
    [InlineData("-", "-")]
    [InlineData(", ,", "")]
    [InlineData("a -- b", "a-b")]
    [InlineData("a–b", "a–b")]
    [InlineData("11 Main Street,Town,  County", "11 Main Street, Town, County")]
    [InlineData("”11” \"Main -  Street\"\nTown;County", "11 Main-Street, Town, County")]
    [InlineData("1 High Street", "1 High Street")]
    [InlineData(" \"a\"\t b ", "a b")]
    public void An_address_is_one_line_of_parts_between_commas(string text, string expected) =>
        Assert.Equal(Normalised.Clean(expected), new AddressDatatype().Normalise(text));

    [Theory]
    [InlineData("y", "yes")]
    [InlineData(" N ", "no")]
    [InlineData("Yes", "yes")]
    [InlineData("NO\u00a0", "no")]
    [InlineData(" ", "")]
    public void A_flag_is_yes_or_no(string text, string expected) => Assert.Equal(Normalised.Clean(expected), new FlagDatatype("hazardous").Normalise(text));

    [Theory]
    [InlineData(" TRUE ", "true")]
    [InlineData("1", "1")]
    public void Any_other_flag_is_invalid(string text, string quoted) =>
        Rejection.Expect(new FlagDatatype("hazardous").Normalise(text), "invalid flag", quoted, "hazardous must be yes or no");

    [Fact]
    public void A_curie_is_kept_as_it_is() => Assert.Equal(Normalised.Clean(" a : b "), new CurieDatatype().Normalise(" a : b "));
}
