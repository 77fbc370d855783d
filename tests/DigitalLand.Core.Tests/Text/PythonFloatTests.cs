using System.Globalization;
using DigitalLand.Core.Text;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Text;

public sealed class PythonFloatTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.543611, "-1.543611")]
    [InlineData(51.5, "51.5")]
    [InlineData(100.0, "100.0")]
    [InlineData(12345.678, "12345.678")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.0001234, "0.0001234")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(-2.5e-10, "-2.5e-10")]
    [InlineData(1e-100, "1e-100")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e22, "1e+22")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_number_is_printed_as_Python_prints_it(double value, string expected) => Assert.Equal(expected, PythonFloat.Text(value));

    [Fact]
    public void Any_double_reads_back_as_itself_and_has_a_point_or_an_exponent()
    {
        var random = new Random(Seed.New());
        for (var i = 0; i < 20_000; i++)
        {
            var value = random.Next(2) == 0
                ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))
                : Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 20)), 6);
            if (double.IsFinite(value))
            {
                var text = PythonFloat.Text(value);
                Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));
                Assert.Matches(@"^-?(\d+\.\d+|\d(\.\d*[1-9])?e[-+]\d{2,3})$", text);
            }
        }
    }
}
