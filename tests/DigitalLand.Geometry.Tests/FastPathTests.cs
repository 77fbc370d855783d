using System.Globalization;
using System.IO.Compression;
using DigitalLand.Core.Csv;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

/// <summary>The fast path for polygons gives what GEOS gives, or nothing; and it gives something for nearly all real polygons.</summary>
public sealed class FastPathTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 3110;

    private readonly GeometryNormaliser _normaliser = new(new CoordinateSystems(gridPath: null));
    private int _all;
    private int _fast;

    [Theory]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 52.1,-1 52))")]
    [InlineData(" multipolygon Z\n(((-1 52 1,-1.1 52 2,-1.1 52.1 3,-1 52 1)))")]
    [InlineData("MULTIPOLYGON(((-1 52,-1.1 52,-1.1 52.1,-1 52)),((-1.2 52,-1.3 52,-1.3 52.1,-1.2 52)))")]
    [InlineData("POLYGON((-1 52,-1 52,-1.1 52,-1.1 52.1,-1 52,-1 52))")]
    [InlineData("POLYGON((1e-05 52,0.1 52,0.1 52.1,1e-05 52))and more")]
    [InlineData("POLYGON((-1.23456789012345678 52,-1.1 52,-1.1 52.1,-1.23456789012345678 52))")]
    [InlineData("POLYGON((-1 52,-1.05 52.0000009,-1.1 52,-1.1 52.1,-1 52))")]
    [InlineData("POLYGON((0.0078125 52.0078125,-0.0078125 52,-1.1 52.1,0.0078125 52.0078125))")]
    [InlineData("POLYGON((530000 180000,530100 180000,530100 180100,530000 180000))")]
    [InlineData("POLYGON((52 -1,52 -1.1,52.1 -1.1,52 -1))")]
    public void A_valid_polygon_is_done_without_GEOS(string value)
    {
        Compare(value);
        Assert.Equal(1, _fast);
    }

    [Theory]
    [InlineData("POLYGON((-1 52,-1.1 52.11,-1 52.1,-1.1 52,-1 52))")]
    [InlineData("POLYGON((-1 52,-1.1 52.1,-1.11 52.02,-1 52.1,-1 52))")]
    [InlineData("POLYGON((-1.1 52,-1 52,-1 52.1,-1.1 52.1,-1.1 52.03,-1.03 52.031,-1.04 52.07,-1.07 52.07,-1.072 52.01,-1.1 52.002,-1.1 52))")]
    [InlineData("POLYGON((-1.03 52.031,-1.04 52.07,-1.07 52.07,-1.072 52.01,-1.1 52.002,-1.1 52,-1 52,-1 52.1,-1.1 52.1,-1.1 52.03,-1.03 52.031))")]
    public void A_ring_that_crosses_itself_once_is_repaired_without_GEOS(string value)
    {
        Compare(value);
        Assert.Equal(1, _fast);
    }

    [Fact]
    public void Rings_that_cross_themselves_come_out_as_GEOS_makes_them()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 10000; i++)
        {
            Compare(CrossedRing(random));
        }

        output.WriteLine($"seed {Seed}: {_fast} of {_all} shapes without GEOS");
        Assert.InRange(_fast, _all / 2, _all);
    }

    [Theory]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 52.1,-1.05 52,-1 52.1,-1 52))")]
    [InlineData("POLYGON((-1 52,-1.1 52.1,-1.11 52,-1 52.1,-1 52))")]
    [InlineData("POLYGON((-1 52,-1.1 52.11,-1 52.1,-1.1 52,-1 52),(-1.03 52.05,-1.031 52.05,-1.031 52.051,-1.03 52.05))")]
    [InlineData("POLYGON((-1 52,-1.1 52.1,-1.2 52,-1.2 52.1,-1.1 52.001,-1 52.1,-1 52))")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 52.1,-1 52.1,-1 52),(-1 52.05,-1.05 52.04,-1.05 52.06,-1 52.05))")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 52.1,-1 52.1,-1 52),(-2 52.05,-2.05 52.04,-2.05 52.06,-2 52.05))")]
    [InlineData("MULTIPOLYGON(((-1 52,-1.2 52,-1.2 52.2,-1 52.2,-1 52)),((-1.05 52.05,-1.1 52.05,-1.1 52.1,-1.05 52.1,-1.05 52.05)))")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1 52,-1 52))")]
    [InlineData("POLYGON((-0.0000001 52,-0.1 52,-0.1 52.1,-0.0000001 52))")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 52.1))")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 nan,-1 52))")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 52.1,-1 52)")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 1-2,-1 52))")]
    [InlineData("POLYGON M((-1 52 1,-1.1 52 1,-1.1 52.1 1,-1 52 1))")]
    [InlineData("POLYGONZ((-1 52 1,-1.1 52 1,-1.1 52.1 1,-1 52 1))")]
    [InlineData("POLYGON EMPTY")]
    [InlineData("POLYGON((5 60,5.1 60.1,5 60.1,5 60))")]
    [InlineData("POLYGON((-6 50,-6 53,2 53,2 50,-6 50))")]
    [InlineData("POINT(-1 52)")]
    [InlineData("")]
    public void All_else_is_left_to_GEOS(string value) => Assert.False(_normaliser.TryMultiPolygonFast(value, out _));

    [Fact]
    public void Random_shapes_come_out_as_GEOS_makes_them()
    {
        var shapes = new RandomShapes(Seed);
        for (var i = 0; i < 10000; i++)
        {
            Compare(shapes.Next());
        }

        output.WriteLine($"seed {Seed}: {_fast} of {_all} shapes without GEOS");
        Assert.InRange(_fast, _all / 4, _all * 3 / 4);
    }

    [Fact]
    public void Recorded_polygons_come_out_as_GEOS_makes_them_and_the_valid_are_nearly_all_fast()
    {
        var valid = 0;
        foreach (var (name, field, column, _) in GoldenCaseTests.Cases.Select(static row => row.Data))
        {
            if (field == "geometry")
            {
                using var golden = new GoldenCase(name);
                foreach (var (_, row) in golden.Entries)
                {
                    Compare(row[column], golden.Normaliser);
                    valid += IsValid(golden.Normaliser, row[column]) ? 1 : 0;
                }
            }
        }

        output.WriteLine($"{_fast} shapes without GEOS, of {valid} that need no repair and {_all} in all");
        Assert.InRange(_fast, valid * 95 / 100, _all);
    }

    [Fact]
    public void Fifty_thousand_polygons_are_nearly_all_fast_and_a_sample_is_compared()
    {
        const int sample = 50;
        var file = Directory.GetFiles(SharedFolder.Find("bench", "conservation-area-50k"), "1d*.gz")[0];
        using var unpacked = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        var header = reader.ReadLine();
        Assert.EndsWith(",geometry", header, StringComparison.Ordinal);
        int rows = 0, fast = 0;
        while (reader.ReadLine() is { } line)
        {
            // The geometry is the last field, and the only one that holds this word.
            var value = line[line.IndexOf("MULTIPOLYGON", StringComparison.Ordinal)..].TrimEnd('"');
            fast += _normaliser.TryMultiPolygonFast(value, out _) ? 1 : 0;
            if (rows++ % sample == 0)
            {
                Compare(value);
            }
        }

        output.WriteLine($"{fast} of {rows} shapes without GEOS, {_all} compared");
        Assert.InRange(fast, rows * 95 / 100, rows);
    }

    [Fact]
    public void Shapes_that_are_noded_here_come_out_as_those_that_GEOS_nodes()
    {
        var (shapes, random) = (new RandomShapes(Seed + 1), new Random(Seed));
        var repaired = 0;
        for (var i = 0; i < 6000; i++)
        {
            var value = i % 3 == 0 ? shapes.Next() : CrossedRing(random, exchanges: 2 + (i % 2));
            var byGeos = _normaliser.MultiPolygonByGeos(value);
            repaired += byGeos.Issues.Any(static issue => issue.IssueType == "invalid geometry - fixed") ? 1 : 0;
            var normalised = _normaliser.MultiPolygon(value);
            Assert.True(Unsigned(byGeos.Value) == Unsigned(normalised.Value), $"{value}\nas the reference: {byGeos.Value}\nnoded here:       {normalised.Value}");
            Assert.Equal(byGeos.Issues, normalised.Issues);
        }

        output.WriteLine($"seeds {Seed}, {Seed + 1}: {repaired} shapes were repaired");
        Assert.InRange(repaired, 1000, 6000);
    }

    public void Dispose() => _normaliser.Dispose();

    /// <summary>Where points of both signs of zero fall together on its grid, GEOS lets a random number decide which sign stays: two runs of the reference may differ.</summary>
    private static string Unsigned(string wkt) => wkt.Replace("-0.000000", "0.000000", StringComparison.Ordinal);

    /// <summary>A circle or a spiral of some turns of a second circle, most with two vertices exchanged, begun anywhere, in either direction, at any scale down to the grid's.</summary>
    private static string CrossedRing(Random random, int exchanges = 1)
    {
        var size = Math.Pow(10, 0.5 + (random.NextDouble() * 4)) / 1e6;
        var corners = random.Next(4, 30);
        var isLimacon = random.Next(3) == 0;
        var ring = new List<(double X, double Y)>();
        for (var i = 0; i < corners; i++)
        {
            var angle = 2 * Math.PI * i / corners * (isLimacon ? 2 : 1);
            var radius = (isLimacon ? 0.6 + (0.4 * Math.Cos(angle / 2)) : 1) * (0.95 + (0.05 * random.NextDouble()));
            ring.Add((-1.5 + (size * radius * Math.Cos(angle)), 52 + (size * radius * Math.Sin(angle))));
        }

        if (!isLimacon || random.Next(4) == 0)
        {
            for (var i = 0; i < exchanges; i++)
            {
                int from = random.Next(corners), to = (from + random.Next(1, 3)) % corners;
                (ring[from], ring[to]) = (ring[to], ring[from]);
            }
        }

        var start = random.Next(corners);
        ring = [.. ring[start..], .. ring[..start]];
        if (random.Next(2) == 0)
        {
            ring.Reverse();
        }

        return "POLYGON ((" + string.Join(',', ring.Append(ring[0]).Select(static point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.000000} {point.Y:0.000000}"))) + "))";
    }

    private static bool IsValid(GeometryNormaliser normaliser, string value) =>
        normaliser.MultiPolygonByGeos(value) is { Value.Length: > 0 } byGeos && !byGeos.Issues.Any(static issue => issue.IssueType.StartsWith("invalid", StringComparison.Ordinal));

    private void Compare(string value) => Compare(value, _normaliser);

    private void Compare(string value, GeometryNormaliser normaliser)
    {
        _all++;
        if (normaliser.TryMultiPolygonFast(value, out var fast))
        {
            _fast++;
            var byGeos = normaliser.MultiPolygonByGeos(value);
            Assert.True(byGeos.Value == fast.Value, $"{value}\nby GEOS: {byGeos.Value}\nfast:    {fast.Value}");
            Assert.Equal(byGeos.Issues, fast.Issues);
        }
    }
}
