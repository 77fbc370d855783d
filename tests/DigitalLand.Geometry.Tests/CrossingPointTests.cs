using System.Globalization;
using System.Numerics;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

public sealed class CrossingPointTests
{
    private const int Seed = 937;

    [Fact]
    public void A_crossing_is_reported_with_the_digits_of_doubled_precision()
    {
        using var normaliser = new GeometryNormaliser(new CoordinateSystems(gridPath: null));

        var normalised = normaliser.MultiPolygon("POLYGON((-0.037809 51.973177,-0.027792 51.972584,-0.034634 51.972159,-0.031123 51.97152,-0.025 51.974323,-0.025238 51.976788,-0.027342 51.978637,-0.030032 51.979999,-0.033762 51.981017,-0.037833 51.980102,-0.039874 51.977734,-0.039483 51.975241,-0.037809 51.973177))");

        // GEOS 3.11.1 says -0.0286834676640311, the reference's GEOS 3.11.4 what is expected here.
        Assert.Equal("Self-intersection[-0.0286834676640312 51.9726367743161]", Assert.Single(normalised.Issues).Value);
    }

    [Theory]
    [InlineData("Ring Self-intersection[-1.05 52]")]
    [InlineData("Self-intersection[-1 52]")]
    [InlineData("Self-intersection[-1.2 52.5]")]
    public void A_reason_about_anything_but_two_crossing_segments_stays(string reason) =>
        Assert.Equal(reason, CrossingPoint.Sharpen(reason, static () => Ring(-1, 52, -1.1, 52.1, -1, 52.1, -1.1, 52, -1, 52)));

    [Fact]
    public void The_crossing_is_the_correctly_rounded_one()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 2000; i++)
        {
            // Two segments through the neighbourhood of a point, from sides that are apart.
            double x = (random.NextDouble() * 4) - 2, y = 50 + (random.NextDouble() * 5), size = Math.Pow(10, -1 - (3 * random.NextDouble()));
            double Beside(double centre, int side) => centre + (side * size * (0.8 + (0.4 * random.NextDouble())));
            double[] a = [Beside(x, -1), Beside(y, -1), Beside(x, 1), Beside(y, 1)], b = [Beside(x, -1), Beside(y, 1), Beside(x, 1), Beside(y, -1)];
            var (exactX, exactY) = ExactCrossing(a, b);
            var reason = string.Create(CultureInfo.InvariantCulture, $"Self-intersection[{exactX + 1e-13:G15} {exactY - 1e-13:G15}]");
            var shape = Shape.Multiple(ShapeType.MultiPolygon, Ring([.. a, .. b]));

            var expected = string.Create(CultureInfo.InvariantCulture, $"Self-intersection[{exactX:G15} {exactY:G15}]");
            var actual = CrossingPoint.Sharpen(reason, () => shape);
            Assert.True(expected == actual, $"seed {Seed}: {actual} instead of {expected} for {string.Join(' ', a)}, {string.Join(' ', b)}");
        }
    }

    private static Shape Ring(params double[] xy) => Shape.Of(ShapeType.Polygon, new Path(xy));

    /// <summary>By whole numbers: doubles of this size are multiples of 2^-70, or near enough for the digits that are printed.</summary>
    private static (double X, double Y) ExactCrossing(double[] a, double[] b)
    {
        static BigInteger Whole(double value) => new(Math.ScaleB(value, 70));
        static (BigInteger X, BigInteger Y, BigInteger W) Line(double[] s) =>
            (Whole(s[1]) - Whole(s[3]), Whole(s[2]) - Whole(s[0]), (Whole(s[0]) * Whole(s[3])) - (Whole(s[2]) * Whole(s[1])));
        static double Quotient(BigInteger numerator, BigInteger denominator) => double.Parse($"{numerator * BigInteger.Pow(10, 30) / (denominator << 70)}E-30", CultureInfo.InvariantCulture);

        var (p, q) = (Line(a), Line(b));
        var w = (p.X * q.Y) - (q.X * p.Y);
        return (Quotient((p.Y * q.W) - (q.Y * p.W), w), Quotient((q.X * p.W) - (p.X * q.W), w));
    }
}
