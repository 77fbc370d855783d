using System.Globalization;
using System.Text;
using DigitalLand.Datasets.Packages.Flattened;

namespace DigitalLand.Datasets.Tests;

public sealed class CoordinateTests
{
    /// <summary>The quick way, in whole millionths, against floating-point numbers throughout.</summary>
    [Fact]
    public void Coordinate_is_read_and_written_as_a_floating_point_number_is()
    {
        var random = new Random(61);
        string[] odd = ["0", "-0", "-0.0", "0.0000001", ".5", "5.", "-.5", "1e2", "+3", "1.2345678", "123456789.123456", "999999999.999999", "1234567890.123456", "-0.000001", "00012.5"];
        var texts = odd.Concat(Enumerable.Range(0, 20_000).Select(_ =>
            ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(1, 9))).ToString("F" + random.Next(9), CultureInfo.InvariantCulture)));
        var digits = new byte[336];
        foreach (var text in texts)
        {
            var value = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.True(Coordinate.TryParse(Encoding.ASCII.GetBytes(text), out var coordinate), text);
            Assert.True(value.Equals(coordinate.Value), text);
            var expected = value.ToString("F6", CultureInfo.InvariantCulture).TrimEnd('0');
            Assert.Equal(expected.EndsWith('.') ? expected + "0" : expected, Encoding.ASCII.GetString(digits, 0, coordinate.Write(digits)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1-2")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public void What_is_no_finite_number_is_not_read(string text) => Assert.False(Coordinate.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
