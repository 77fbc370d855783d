using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

public sealed class CoordinateSystemsTests(ITestOutputHelper output)
{
    private const string ProjData = "/usr/share/proj";
    private const int Seed = 20240514;
    private const int Points = 5000;

    /// <summary>Degrees: a tenth of a micrometre, far below the sixth decimal.</summary>
    private const double Tolerance = 1e-12;

    private static string GridPath => SharedFolder.Find("data", "grids", CoordinateSystems.GridFileName);

    [Fact]
    public void The_grid_gives_what_PROJ_gives_with_it()
    {
        using var proj = new Proj("EPSG:27700", ProjData, System.IO.Path.GetDirectoryName(GridPath)!);
        var systems = new CoordinateSystems(GridPath);

        Compare(proj.Transform, (x, y) => systems.FromBritishNationalGrid(x, y), 1000, 1000000);
        Assert.True(systems.HasGrid);
        Assert.False(systems.HasMissedGrid);
    }

    [Fact]
    public void Without_the_grid_Helmert_gives_what_PROJ_gives_and_it_is_known()
    {
        using var proj = new Proj("EPSG:27700", ProjData);
        var systems = new CoordinateSystems(gridPath: null);

        Assert.False(systems.HasMissedGrid);
        Compare(proj.Transform, (x, y) => systems.FromBritishNationalGrid(x, y), 1000, 1000000);
        Assert.False(systems.HasGrid);
        Assert.True(systems.HasMissedGrid);
    }

    [Fact]
    public void Positions_far_beyond_the_grid_go_where_PROJ_takes_them()
    {
        using var proj = new Proj("EPSG:27700", ProjData, System.IO.Path.GetDirectoryName(GridPath)!);
        var systems = new CoordinateSystems(GridPath);

        Compare(proj.Transform, (x, y) => systems.FromBritishNationalGrid(x, y), -1000000, 2000000);
    }

    [Fact]
    public void Near_positions_have_the_six_decimals_of_the_exact_ones()
    {
        var systems = new CoordinateSystems(GridPath);
        var random = new Random(Seed);
        int near = 0, all = 200000;
        var largest = 0.0;
        for (var i = 0; i < all; i++)
        {
            double x = -20000 + (random.NextDouble() * 720000), y = -20000 + (random.NextDouble() * 1300000);
            if (i % 4 == 0)
            {
                // Where squares meet.
                x = Math.Round(x / 8192) * 8192;
            }

            if (systems.TryNearBritishNationalGrid(x, y, out var position))
            {
                near++;
                var exact = systems.FromBritishNationalGrid(x, y);
                largest = Math.Max(largest, Math.Max(Math.Abs(exact.Longitude - position.Longitude), Math.Abs(exact.Latitude - position.Latitude)));
                Assert.True(Text(exact) == Text(position), $"seed {Seed}: ({x}, {y}) is {exact}, nearly {position}");
            }
        }

        output.WriteLine($"seed {Seed}: {near} of {all} positions, largest difference {largest} degrees");
        Assert.InRange(near, all * 3 / 4, all);
        Assert.InRange(largest, 0, 1e-10);
    }

    [Fact]
    public void Web_Mercator_is_what_PROJ_takes_it_for()
    {
        using var proj = new Proj("EPSG:3857", ProjData);

        Compare(proj.Transform, CoordinateSystems.FromWebMercator, -10000000, 10000000);
    }

    [Theory]
    [InlineData(177556.8532, 38417.5298, "-5.118622 50.203865")]
    [InlineData(530015, 180415, "-0.127960 51.507718")]
    public void Ordnance_Survey_positions_are_exact_with_the_grid(double easting, double northing, string expected) =>
        Assert.Equal(expected, Text(new CoordinateSystems(GridPath).FromBritishNationalGrid(easting, northing)));

    [Fact]
    public void A_shape_in_grid_metres_is_exact_with_the_grid()
    {
        using var normaliser = new GeometryNormaliser(new CoordinateSystems(GridPath));

        var normalised = normaliser.MultiPolygon("Polygon ((177556.8532 38417.5297999997,177554.4128 38418.3279999997,177549.4009 38419.9708999991,177547.6712 38420.5159000009,177548.2506 38422.5782999992,177549.7508 38422.1910999995,177553.3995 38420.8543999996,177555.9324 38419.9307000004,177557.5129 38419.3800000008,177556.8532 38417.5297999997))");

        Assert.Equal("MULTIPOLYGON (((-5.118622 50.203865,-5.118614 50.203882,-5.118724 50.203904,-5.118745 50.203907,-5.118752 50.203888,-5.118728 50.203884,-5.118622 50.203865)))", normalised.Value);
        Assert.Equal("OSGB", Assert.Single(normalised.Issues).IssueType);
    }

    [Fact]
    public void A_broken_grid_fails_with_its_name_when_it_is_first_needed()
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "geometries.csv");
        var systems = new CoordinateSystems(path);

        var error = Assert.Throws<RunFailedException>(() => systems.FromBritishNationalGrid(530000, 180000));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private void Compare(Func<double, double, (double Longitude, double Latitude)> expected, Func<double, double, (double Longitude, double Latitude)> actual, double low, double high)
    {
        var random = new Random(Seed);
        var largest = 0.0;
        for (var i = 0; i < Points; i++)
        {
            double x = low + (random.NextDouble() * (high - low)), y = low + (random.NextDouble() * (high - low));
            var (theirs, ours) = (expected(x, y), actual(x, y));
            largest = Math.Max(largest, Math.Max(Math.Abs(theirs.Longitude - ours.Longitude), Math.Abs(theirs.Latitude - ours.Latitude)));
            Assert.True(largest < Tolerance, $"seed {Seed}: ({x}, {y}) is {ours}, PROJ says {theirs}");
            Assert.Equal(Text(theirs), Text(ours));
        }

        output.WriteLine($"seed {Seed}: {Points} positions, largest difference {largest} degrees");
    }

    private static string Text((double Longitude, double Latitude) position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Longitude:F6} {position.Latitude:F6}");
}
