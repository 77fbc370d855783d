using DigitalLand.Core;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class CoordinateDatatypeTests
{
    private readonly CoordinateDatatype _longitude = new("longitude");

    [Theory]
    [InlineData("-3.77687", "-3.77687")]
    [InlineData("257267", "257267")]
    [InlineData("1,200.00", "1200")]
    [InlineData("-0.0000001", "-0")]
    [InlineData("NaN", "NaN")]
    [InlineData("-0", "-0")]
    [InlineData("51.50000049", "51.5")]
    public void A_coordinate_has_no_bounds(string text, string expected) => Assert.Equal(Normalised.Clean(expected), _longitude.Normalise(text));

    [Theory]
    [InlineData("£5")]
    [InlineData("foo")]
    public void What_is_no_number_is_an_invalid_decimal(string text) =>
        Rejection.Expect(_longitude.Normalise(text), "invalid decimal", text, "longitude must be a decimal number");

    [Theory]
    [InlineData("Infinity")]
    [InlineData("-1e22")]
    public void A_number_that_cannot_be_rounded_fails_the_run(string text) => Assert.Throws<RunFailedException>(() => _longitude.Normalise(text));
}
