using DigitalLand.Core;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class DecimalDatatypeTests
{
    private readonly DecimalDatatype _decimal = new("hectares");

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData(" 1.5 ", "1.5")]
    [InlineData("1_000", "1000")]
    [InlineData("1,000.55", "1000.55")]
    [InlineData("1e3", "1000")]
    [InlineData("1E-7", "0")]
    [InlineData("0.0000005", "0")]
    [InlineData("0.0000015", "0.000002")]
    [InlineData("-0", "-0")]
    [InlineData("-0.0", "-0")]
    [InlineData("12.3456785", "12.345678")]
    [InlineData("12.3456775", "12.345678")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("9999999999999999999999", "9999999999999999999999")]
    [InlineData("£5", "5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("+5", "5")]
    [InlineData("2.5e2", "250")]
    [InlineData("000", "0")]
    [InlineData("00034.33520000", "34.3352")]
    [InlineData("£1,200.00", "1200")]
    [InlineData("_1", "1")]
    [InlineData("1_", "1")]
    [InlineData("1__0", "10")]
    [InlineData("٣.٥", "3.5")]
    [InlineData("0.9999995", "1")]
    [InlineData("0.9999985", "0.999998")]
    [InlineData("1e-999999999999", "0")]
    public void A_decimal_is_rounded_half_to_even_at_six_places(string text, string expected) =>
        Assert.Equal(Normalised.Clean(expected), _decimal.Normalise(text));

    [Theory]
    [InlineData("1.2 ha", "1.2 ha")]
    [InlineData("--5", "--5")]
    [InlineData("1,e", "1e")]
    [InlineData("_", "_")]
    [InlineData(".", ".")]
    [InlineData("infin", "infin")]
    [InlineData("1 2", "1 2")]
    [InlineData("1e99999999999999999999", "1e99999999999999999999")]
    public void What_is_no_number_is_an_invalid_decimal(string text, string quoted) =>
        Rejection.Expect(_decimal.Normalise(text), "invalid decimal", quoted, "hectares must be a decimal number");

    [Theory]
    [InlineData("-0.0000001", "-0.0000001")]
    [InlineData("-inf", "-inf")]
    [InlineData("-1,000", "-1000")]
    public void A_number_below_zero_is_too_small(string text, string quoted) =>
        Rejection.Expect(_decimal.Normalise(text), "too small", quoted, "hectares must be larger than 0.0");

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e22")]
    [InlineData("-NaN")]
    [InlineData("sNaN")]
    [InlineData("9999999999999999999999.9999999")]
    public void A_number_that_cannot_be_rounded_fails_the_run_and_is_named(string text)
    {
        var error = Assert.Throws<RunFailedException>(() => _decimal.Normalise(text));

        Assert.Contains("'hectares'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shortcut_agrees_with_exact_arithmetic()
    {
        var seed = Seed.New();
        var random = new Random(seed);
        var shortcuts = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var text = random.Text("00011259.-", 12);
            if (DecimalText.IsRounded(text))
            {
                shortcuts++;
                Assert.Equal(text, PythonDecimal.TryParse(text)?.ToRoundedText());
            }
        }

        Assert.True(shortcuts > 1000, $"only {shortcuts} texts took the shortcut");
    }
}
