using DigitalLand.Datasets.Assemble;

namespace DigitalLand.Datasets.Tests;

public sealed class EntityWindowsTests
{
    [Theory]
    [InlineData(new long[0], "")]
    [InlineData(new long[] { 5 }, "0..1")]
    [InlineData(new long[] { 5, 100_005 }, "0..2")]
    [InlineData(new long[] { 5, 100_006 }, "0..1 1..2")]
    [InlineData(new long[] { 5, 100_004, 100_005, 100_006 }, "0..2 2..4")]
    [InlineData(new long[] { 5, 200_005 }, "0..1 1..2")]
    [InlineData(new long[] { 5, 5, 6, 900_000, 900_001 }, "0..3 3..5")]
    public void Numbers_are_split_into_windows_of_100000_from_the_smallest_on(long[] ascending, string windows) =>
        Assert.Equal(windows, string.Join(' ', EntityWindows.Of(ascending)));
}
