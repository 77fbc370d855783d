using System.Globalization;
using System.Numerics;
using System.Text;
using DigitalLand.Transform.Formats.GeoJson;
using DigitalLand.Transform.Tests.Datatypes;

namespace DigitalLand.Transform.Tests.Formats;

public sealed class GeoJsonTenDigitsTests
{
    [Theory]
    [InlineData(0.12345678901234, "0.123456789")]
    [InlineData(0.00001234567890123, "0.0000123457")]
    [InlineData(1e-7, "0.0000001")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(-1e-15, "-0.0")]
    [InlineData(0.99999999995, "1.0")]
    [InlineData(0.20000000015, "0.2")]
    [InlineData(0.2999999999, "0.3")]
    [InlineData(0.12999999996, "0.13")]
    [InlineData(1.00000000001, "1.0")]
    [InlineData(1.000000001, "1.000000001")]
    [InlineData(-2, "-2")]
    [InlineData(2, "2.0")]
    [InlineData(123456789.123456, "123456789.1")]
    [InlineData(1234567890.9, "1234567891.0")]
    [InlineData(9999999999.4, "9999999999.0")]
    [InlineData(512345.6789012345, "512345.6789")]
    public void An_ordinate_is_written_as_GDAL_writes_it(double value, string expected)
    {
        Span<byte> text = stackalloc byte[TenDigits.Longest];
        Assert.True(TenDigits.TryOrdinate(value, text, out var written));
        Assert.Equal(expected, Encoding.ASCII.GetString(text[..written]));
    }

    [Theory]
    [InlineData(9999999999.5)]
    [InlineData(1e10)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void An_ordinate_that_needs_an_exponent_is_refused(double value) =>
        Assert.False(TenDigits.TryOrdinate(value, new byte[TenDigits.Longest], out _));

    [Fact]
    public void Ten_significant_digits_are_those_of_exact_arithmetic()
    {
        var random = new Random(Seed.New());
        Span<byte> text = stackalloc byte[TenDigits.Longest];
        for (var count = 0; count < 200_000; count++)
        {
            var value = Value(random);
            if (TenDigits.TrySignificant(value, text, out var written))
            {
                Assert.Equal(value.ToString("G10", CultureInfo.InvariantCulture), Encoding.ASCII.GetString(text[..written]));
            }
            else
            {
                Assert.True(Math.Abs(value) is < 1e-4 or >= 9999999999.5, $"{value:R} was refused");
            }
        }
    }

    [Fact]
    public void Rounding_fast_is_rounding_exactly()
    {
        var random = new Random(Seed.New());
        for (var count = 0; count < 200_000; count++)
        {
            var size = Math.Abs(Value(random));
            var decimals = random.Next(14);
            if (size * Math.Pow(10, decimals) < 9e9)
            {
                Assert.Equal(Reference(size, decimals), TenDigits.Round(size, decimals));
                Assert.Equal(Reference(size, decimals), TenDigits.RoundExactly(size, decimals));
            }
        }
    }

    /// <summary>Ordinates of every size, many of them on a tie or right beside one.</summary>
    private static double Value(Random random)
    {
        var value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 12));
        return random.Next(4) switch
        {
            0 => Math.Round(value * 1e4) / 1e4,
            1 => (Math.Floor(value * 1024) + 0.5) / 1024,
            2 => Math.BitIncrement(double.Parse(value.ToString("E9", CultureInfo.InvariantCulture).Replace("E", "5E", StringComparison.Ordinal), CultureInfo.InvariantCulture)),
            _ => value,
        };
    }

    /// <summary>The nearest of three neighbours by comparing fractions: another way to the same number.</summary>
    private static long Reference(double size, int decimals)
    {
        var (numerator, denominator) = (BigInteger.One, BigInteger.One);
        var rest = size;
        while (rest != Math.Floor(rest))
        {
            rest *= 2;
            denominator *= 2;
        }

        numerator = new BigInteger(rest) * BigInteger.Pow(10, decimals);
        var low = BigInteger.Divide(numerator, denominator);
        var toLow = numerator - (low * denominator);
        var toHigh = ((low + 1) * denominator) - numerator;
        return (long)(toLow < toHigh || (toLow == toHigh && low.IsEven) ? low : low + 1);
    }
}
