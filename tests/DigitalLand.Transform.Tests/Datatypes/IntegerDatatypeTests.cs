using DigitalLand.Core;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class IntegerDatatypeTests
{
    private readonly IntegerDatatype _integer = new("dwellings");

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData(" 12 ", "12")]
    [InlineData("1_000", "1000")]
    [InlineData("+5", "5")]
    [InlineData("-0", "0")]
    [InlineData("007", "7")]
    [InlineData("5.0000", "5")]
    [InlineData("1.0\n", "1")]
    [InlineData("12", "12")]
    [InlineData("0", "0")]
    [InlineData("000", "0")]
    [InlineData("٣", "3")]
    [InlineData("-0.0", "0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void An_integer_is_kept_in_canonical_digits(string text, string expected) => Assert.Equal(Normalised.Clean(expected), _integer.Normalise(text));

    [Theory]
    [InlineData("1.00 ", "1.00 ")]
    [InlineData("1.0.0", "1.0")]
    [InlineData("1,000", "1,000")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.", "1.")]
    [InlineData("_1", "_1")]
    [InlineData("1_", "1_")]
    [InlineData("1__0", "1__0")]
    [InlineData("+_1", "+_1")]
    [InlineData("- 1", "- 1")]
    [InlineData("5\u001c", "5\u001c")]
    [InlineData(".0", "")]
    [InlineData("1.0\n\n", "1.0\n\n")]
    public void What_Python_would_not_take_for_an_integer_is_invalid(string text, string quoted) =>
        Rejection.Expect(_integer.Normalise(text), "invalid integer", quoted, "dwellings must be a number");

    [Fact]
    public void More_digits_than_Python_converts_are_invalid()
    {
        var longest = new string('9', 4300);

        Assert.Equal(longest, _integer.Normalise(longest).Value);
        Rejection.Expect(_integer.Normalise(longest + "9"), "invalid integer", longest + "9", "dwellings must be a number");
    }

    [Theory]
    [InlineData("-1.0", "-1")]
    public void A_number_below_zero_is_too_small(string text, string quoted) =>
        Rejection.Expect(_integer.Normalise(text), "too small", quoted, "dwellings must be larger than 0");
}
