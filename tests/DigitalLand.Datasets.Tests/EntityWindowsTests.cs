using DigitalLand.Datasets.Assemble;

namespace DigitalLand.Datasets.Tests;

public sealed class EntityWindowsTests
{
    [Theory]
    [InlineData(new long[] { 5 }, "0")]
    [InlineData(new long[] { 5, 100_005 }, "0 0")]
    [InlineData(new long[] { 5, 100_006 }, "0 1")]
    [InlineData(new long[] { 5, 100_004, 100_005, 100_006 }, "0 0 1 1")]
    [InlineData(new long[] { 5, 200_005 }, "0 2")]
    [InlineData(new long[] { 5, 6, 900_000, 900_001 }, "0 0 8 8")]
    [InlineData(new[] { long.MinValue, long.MaxValue }, "0 184467440737095")]
    public void Numbers_lie_in_windows_of_100000_from_the_smallest_on(long[] ascending, string expected)
    {
        var windows = new EntityWindows(ascending[0], ascending[^1]);
        Assert.Equal(expected, string.Join(' ', ascending.Select(windows.Of)));
    }

    [Fact]
    public void Field_is_in_the_windows_that_it_was_said_of()
    {
        var windows = new EntityWindows(1, 1_000_000);
        windows.Add(3, 7);
        Assert.True(windows.Has(3, 7));
        Assert.False(windows.Has(3, 8));
        Assert.False(windows.Has(2, 7));
    }
}
