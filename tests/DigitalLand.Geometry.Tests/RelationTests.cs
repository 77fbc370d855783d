using System.Globalization;
using DigitalLand.Geometry.Relations;

namespace DigitalLand.Geometry.Tests;

/// <summary>The answers are those of SpatiaLite 5.0.1 on GEOS 3.11.1 to the same questions.</summary>
public sealed class RelationTests : IDisposable
{
    private const string Square = "POLYGON((0 0,10 0,10 10,0 10,0 0))";

    private readonly GeometryReader _reader = GeometryReader.Create();

    [Theory]
    [InlineData("POINT (5 5)", true, true)]
    [InlineData("POINT(0 5)", false, true)]
    [InlineData("point(5\n5)", true, true)]
    [InlineData("POINT Z(5 5 1)", true, true)]
    [InlineData("POINT(11 5)", false, false)]
    [InlineData("  POLYGON  ( ( 1 1 , 3 1 , 3 3 , 1 1 ) ) ", true, true)]
    [InlineData("POLYGON((1 1,3 3,3 1,1 3,1 1))", true, true)]
    [InlineData("POLYGON((10 0,20 0,20 10,10 10,10 0))", false, true)]
    [InlineData("GEOMETRYCOLLECTION(POINT(5 5))", true, true)]
    [InlineData("MULTIPOINT(1 1,2 2)", true, true)]
    public void A_geometry_lies_within_a_square_or_touches_it(string wkt, bool within, bool intersects)
    {
        using var square = _reader.Read(Square)!;
        using var prepared = square.Prepare();
        using var geometry = _reader.Read(wkt)!;
        Assert.Equal(within, prepared.Contains(geometry));
        Assert.Equal(intersects, prepared.Intersects(geometry));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("MULTIPOLYGON EMPTY")]
    [InlineData("POINT EMPTY")]
    [InlineData("GEOMETRYCOLLECTION EMPTY")]
    [InlineData("SRID=4326;POINT(5 5)")]
    [InlineData("POLYGON((1 1,3 1,3 3))")]
    public void What_SpatiaLite_does_not_read_is_not_read(string wkt) => Assert.Null(_reader.Read(wkt));

    [Theory]
    [InlineData(Square, "POLYGON((5 0,15 0,15 10,5 10,5 0))", 50.0)]
    [InlineData(Square, "POLYGON((10 0,20 0,20 10,10 10,10 0))", 0.0)]
    [InlineData(Square, "POLYGON((20 0,30 0,30 10,20 10,20 0))", null)]
    [InlineData("POLYGON((0 0,10 10,10 0,0 10,0 0))", "POLYGON((1 1,3 3,3 1,1 3,1 1))", null)]
    public void The_shared_area_is_known_where_both_are_valid_and_meet(string first, string second, double? area)
    {
        using var one = _reader.Read(first)!;
        using var other = _reader.Read(second)!;
        Assert.Equal(area, one.SharedArea(other));
        Assert.Equal(area, other.SharedArea(one));
    }

    [Fact]
    public void The_centroid_is_the_centre_of_gravity()
    {
        using var triangle = _reader.Read("POLYGON((0 0,6 0,0 6,0 0))")!;
        using var centroid = triangle.Centroid();
        Assert.Equal(new Envelope(2, 2, 2, 2), centroid.Envelope());
        Assert.Equal(18, triangle.Area());
        Assert.True(triangle.IsValid);
    }

    /// <summary>The oracle compares every pair of envelopes.</summary>
    [Fact]
    public void The_index_finds_every_geometry_whose_envelope_meets()
    {
        const int Seed = 20260820;
        var random = new Random(Seed);
        var geometries = Enumerable.Range(0, 300).Select(_ => _reader.Read(Box(random))!).ToArray();
        using var index = _reader.CreateIndex();
        for (var i = 0; i < geometries.Length; i++)
        {
            index.Add(geometries[i], i);
        }

        var found = new List<int>();
        foreach (var geometry in geometries)
        {
            index.Find(geometry, found);
            var expected = Enumerable.Range(0, geometries.Length).Where(other => geometry.Envelope().Meets(geometries[other].Envelope()));
            Assert.True(expected.SequenceEqual(found.Order()), $"seed {Seed}, {geometry.Envelope()}");
        }

        Array.ForEach(geometries, geometry => geometry.Dispose());
    }

    public void Dispose() => _reader.Dispose();

    private static string Box(Random random)
    {
        var (x, y, width, height) = (random.Next(100), random.Next(100), random.Next(1, 12), random.Next(1, 12));
        return string.Create(CultureInfo.InvariantCulture, $"POLYGON(({x} {y},{x + width} {y},{x + width} {y + height},{x} {y + height},{x} {y}))");
    }
}
