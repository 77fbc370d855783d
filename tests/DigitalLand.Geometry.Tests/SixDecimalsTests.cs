using System.Globalization;

namespace DigitalLand.Geometry.Tests;

public sealed class SixDecimalsTests
{
    private const int Seed = 612;

    [Theory]
    [InlineData(0, "0.000000")]
    [InlineData(-0.0, "-0.000000")]
    [InlineData(-0.0000001, "-0.000000")]
    [InlineData(0.0000005, "0.000000")]
    [InlineData(0.00000050000000000001, "0.000001")]
    [InlineData(0.0078125, "0.007812")]
    [InlineData(-0.0234375, "-0.023438")]
    [InlineData(-0.9453125, "-0.945312")]
    [InlineData(51.5234375, "51.523438")]
    [InlineData(-1.5, "-1.500000")]
    [InlineData(530000.1234565, "530000.123457")]
    [InlineData(1e15, "1000000000000000.000000")]
    public void A_number_is_written_with_six_decimals(double value, string expected) => Assert.Equal(expected, Written(value));

    [Fact]
    public void Writing_and_rounding_agree_with_the_exact_decimal_expansion()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 200000; i++)
        {
            var value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 15));
            if (i % 4 == 0)
            {
                // On or beside a half in the seventh decimal, where a scaled product is not to be trusted.
                value = Math.BitIncrement((Math.Floor(value * 1e6) + 0.5) / 1e6) + ((random.Next(3) - 1) * Math.BitIncrement(0));
            }

            if (i % 16 == 1)
            {
                // Exactly a half.
                value = random.Next(int.MinValue, int.MaxValue) / 128.0;
            }

            var exact = value.ToString("F6", CultureInfo.InvariantCulture);
            Assert.True(exact == Written(value), $"seed {Seed}: {value:R}");
            Assert.True(double.Parse(exact, CultureInfo.InvariantCulture).Equals(SixDecimals.Round(value)), $"seed {Seed}: {value:R}");
        }
    }

    private static string Written(double value)
    {
        Span<char> text = stackalloc char[SixDecimals.MaxLength];
        return new string(text[..SixDecimals.Write(value, text)]);
    }
}
