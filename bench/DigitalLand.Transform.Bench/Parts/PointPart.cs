using System.Globalization;
using BenchmarkDotNet.Attributes;
using DigitalLand.Geometry;
using DigitalLand.Transform.Bench.Inputs;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>Points: text in, coordinate system found and left, six decimals out.</summary>
public class PointPart
{
    private const int Points = 1000;

    private readonly GeometryNormaliser _geometry = new(Grid.Systems());
    private string[] _degrees = [];
    private string[] _metres = [];
    private (string X, string Y)[] _pairs = [];

    [GlobalSetup]
    public void Setup()
    {
        var invention = new Invention(1);
        var positions = Enumerable.Range(0, Points).Select(_ => invention.Position()).ToArray();
        var metres = Enumerable.Range(0, Points).Select(_ => invention.GridPosition()).ToArray();
        _degrees = Array.ConvertAll(positions, position => $"POINT ({Invention.Pair(position.Longitude, position.Latitude, "0.00000000")})");
        _metres = Array.ConvertAll(metres, position => $"POINT ({Invention.Pair(position.Easting, position.Northing, "0.00")})");
        _pairs = Array.ConvertAll(metres, position => (position.Easting.ToString("0.0", CultureInfo.InvariantCulture), position.Northing.ToString("0.0", CultureInfo.InvariantCulture)));
    }

    [GlobalCleanup]
    public void Cleanup() => _geometry.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Points, Description = "two double.Parse, two ToString(\"F6\")")]
    public int Plain()
    {
        var sum = 0;
        foreach (var (x, y) in _pairs)
        {
            var (xValue, yValue) = (double.Parse(x, CultureInfo.InvariantCulture), double.Parse(y, CultureInfo.InvariantCulture));
            sum += $"POINT ({xValue.ToString("F6", CultureInfo.InvariantCulture)} {yValue.ToString("F6", CultureInfo.InvariantCulture)})".Length;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points, Description = "point, WKT in degrees")]
    public int Degrees() => Sum(_degrees);

    [Benchmark(OperationsPerInvoke = Points, Description = "point, WKT in National Grid metres")]
    public int Metres() => Sum(_metres);

    [Benchmark(OperationsPerInvoke = Points, Description = "GeoX and GeoY in National Grid metres")]
    public int Pairs()
    {
        var sum = 0;
        foreach (var (x, y) in _pairs)
        {
            sum += _geometry.Point(x, y, out _, out _).Value.Length;
        }

        return sum;
    }

    private int Sum(string[] points)
    {
        var sum = 0;
        foreach (var point in points)
        {
            sum += _geometry.Point(point).Value.Length;
        }

        return sum;
    }
}
