namespace DigitalLand.Geometry.Tests;

public sealed class PathTests
{
    [Theory]
    [InlineData(new double[] { 0, 0, 1, 1, 1, 0, 0, 0 }, null, 4)]
    [InlineData(new double[] { 0, 0, 1, 1, 1, 0, 2, 2 }, null, 5)]
    [InlineData(new double[] { 0, 0, 1, 1, 0, 0 }, null, 4)]
    [InlineData(new double[] { 0, 0, 1, 1, 1, 0, 0, 0 }, new double[] { 5, 6, 7, 5 }, 4)]
    [InlineData(new double[] { 0, 0, 1, 1, 1, 0, 0, 0 }, new double[] { 5, 6, 7, 8 }, 5)]
    [InlineData(new double[] { 0, 0, 1, 1, 1, 0, 0, 0 }, new double[] { double.NaN, 6, 7, double.NaN }, 5)]
    [InlineData(new double[0], null, 0)]
    public void A_ring_is_closed_when_short_or_when_its_ends_differ_in_any_dimension(double[] xy, double[]? z, int count)
    {
        var closed = new Path(xy, z).ClosedAsRing();

        Assert.Equal(count, closed.Count);
        Assert.True(count == 0 || closed.EndsMeet);
        Assert.Equal(z is null ? null : count, closed.Z?.Length);
    }

    [Fact]
    public void The_signed_area_tells_the_direction_of_a_ring_of_any_length()
    {
        foreach (var corners in new[] { 3, 4, 8, 9, 127, 128, 129, 1000 })
        {
            var xy = Enumerable.Range(0, corners + 1)
                .SelectMany(i => new[] { Math.Cos(2 * Math.PI * (i % corners) / corners), Math.Sin(2 * Math.PI * (i % corners) / corners) })
                .ToArray();
            var ring = new Path(xy);

            var area = corners / 2.0 * Math.Sin(2 * Math.PI / corners);
            Assert.Equal(area, SignedArea.Of(ring), precision: 12);
            Assert.Equal(-area, SignedArea.Of(ring.Reversed()), precision: 12);
        }
    }
}
