using System.Globalization;
using System.Text;
using DigitalLand.Geometry.Centroids;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

/// <summary>The centroid in whole numbers against its slow twin, GEOS.</summary>
public sealed class MillionthCentroidTests : IDisposable
{
    private readonly GeometryNormaliser _normaliser = new(new CoordinateSystems(gridPath: null));

    [Theory]
    [InlineData(81, 3)]
    [InlineData(82, 50)]
    [InlineData(83, 4_000)]
    [InlineData(84, 400_000)]
    public void Centroids_of_random_polygons_are_those_of_GEOS(int seed, int radius)
    {
        var random = new Random(seed);
        var found = 0;
        const int Rounds = 2000;
        for (var round = 0; round < Rounds; round++)
        {
            var wkt = $"MULTIPOLYGON ({string.Join(", ", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Polygon(random, radius)))})";
            if (MillionthCentroid.TryFind(Encoding.UTF8.GetBytes(wkt), out var x, out var y))
            {
                found++;
                Assert.True(_normaliser.CentroidByGeos(wkt) == MillionthCentroid.Text(x, y), $"seed {seed}: {wkt}");
            }
        }

        Assert.True(found > Rounds / 2, $"Only {found} of {Rounds} were found without GEOS.");
    }

    [Theory]
    [InlineData("POINT (1 2)")]
    [InlineData("MULTIPOLYGON EMPTY")]
    [InlineData("MULTIPOLYGON (((1 2")]
    [InlineData("POLYGON ((0 0,0 1,1 1,1 0))")]
    [InlineData("POLYGON ((0 0,0 1,0 2,0 0))")]
    [InlineData("POLYGON ((0 0 1,0 1 1,1 1 1,0 0 1))")]
    [InlineData("POLYGON ((0 0,0 1.0000001,1 1,0 0))")]
    [InlineData("POLYGON ((0 0,0 1e1,1 1,0 0))")]
    [InlineData("POLYGON ((0 0,0 1,1 1,0 0)) POINT (1 1)")]
    public void Other_texts_are_left_to_GEOS(string wkt) => Assert.False(MillionthCentroid.TryFind(Encoding.UTF8.GetBytes(wkt), out _, out _));

    public void Dispose() => _normaliser.Dispose();

    /// <summary>A star not far from the others, in any direction, sometimes with a hole.</summary>
    private static string Polygon(Random random, int radius)
    {
        var (x, y) = (-1_000_000 + random.Next(20 * radius), 52_000_000 + random.Next(20 * radius));
        return random.Next(3) == 0 && radius > 10
            ? $"({Ring(random, x, y, radius, 2 * radius)}, {Ring(random, x, y, radius / 4, radius / 2)})"
            : $"({Ring(random, x, y, radius, 3 * radius)})";
    }

    private static string Ring(Random random, int x, int y, int least, int greatest)
    {
        var corners = random.Next(5, 30);
        var points = Enumerable.Range(0, corners).Select(i =>
        {
            var (angle, distance) = (2 * Math.PI * i / corners, random.Next(least, greatest + 1));
            return FormattableString.Invariant($"{Degrees(x + (distance * Math.Cos(angle)))} {Degrees(y + (distance * Math.Sin(angle)))}");
        }).ToList();
        points.Add(points[0]);
        if (random.Next(2) == 0)
        {
            points.Reverse();
        }

        return $"({string.Join(',', points)})";
    }

    private static string Degrees(double millionths) => (Math.Round(millionths) / 1e6).ToString("F6", CultureInfo.InvariantCulture);
}
