using DigitalLand.Core;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

public sealed class UnionAndCentroidTests : IDisposable
{
    private readonly GeometryNormaliser _normaliser = new(new CoordinateSystems(gridPath: null));

    [Fact]
    public void Overlapping_geometries_are_united_and_not_turned_round() => Assert.Equal(
        "MULTIPOLYGON (((-1.000000 52.100000,-1.000000 52.000000,-1.040000 52.040000,-1.050000 52.000000,-1.066667 52.066667,-1.100000 52.100000,-1.075000 52.100000,-1.100000 52.200000,-1.000000 52.200000,-1.025000 52.100000,-1.000000 52.100000)))",
        _normaliser.CombineMultiPolygons(["MULTIPOLYGON (((-1 52,-1 52.1,-1.1 52.1,-1 52)))", "MULTIPOLYGON (((-1.05 52,-1 52.2,-1.1 52.2,-1.05 52)))"]));

    [Fact]
    public void Nothing_united_is_an_empty_multipolygon() => Assert.Equal("MULTIPOLYGON EMPTY", _normaliser.CombineMultiPolygons([]));

    [Theory]
    [InlineData("MULTIPOLYGON (((-1 52,-1 52.1,-1.1 52.1,-1.1 52,-1 52)))", "POINT (-1.05 52.05)")]
    [InlineData("MULTIPOLYGON (((-1 52,-1 52.1,-1.1 52.1,-1 52)))", "POINT (-1.033333 52.066666999999995)")]
    [InlineData("MULTIPOLYGON (((1 52,1 54,3 54,3 52,1 52)))", "POINT (2 53)")]
    [InlineData("POINT (-0.123456789 51)", "POINT (-0.123457 51)")]
    [InlineData("MULTIPOLYGON EMPTY", "POINT EMPTY")]
    public void The_centroid_stands_on_the_grid_and_prints_the_product_of_grid_steps(string wkt, string point) => Assert.Equal(point, _normaliser.CentroidPoint(wkt));

    [Fact]
    public void A_text_that_is_not_WKT_has_no_centroid()
    {
        var error = Assert.Throws<RunFailedException>(() => _normaliser.CentroidPoint("MULTIPOLYGON (((1 2"));
        Assert.Contains("'MULTIPOLYGON (((1 2'", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _normaliser.Dispose();
}
