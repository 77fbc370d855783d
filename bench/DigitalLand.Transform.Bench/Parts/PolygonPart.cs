using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using DigitalLand.Geometry;
using DigitalLand.Transform.Bench.Inputs;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>Multipolygons of 40 corners: WKT in, coordinate system found and left, validity, orientation, WKT out.</summary>
public class PolygonPart
{
    private const int Polygons = 200;
    private const int Corners = 40;

    private readonly GeometryNormaliser _geometry = new(Grid.Systems());
    private string[] _degrees = [];
    private string[] _metres = [];
    private string[] _crossing = [];

    [GlobalSetup]
    public void Setup()
    {
        var invention = new Invention(1);
        _degrees = Many(() => invention.Polygon(invention.Position(), 0.006, Corners, "0.00000000"));
        _metres = Many(() => invention.Polygon(invention.GridPosition(), 400, Corners, "0.00"));
        _crossing = Array.ConvertAll(_degrees, SwapTwoCorners);
    }

    [GlobalCleanup]
    public void Cleanup() => _geometry.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Polygons, Description = "double.Parse and \"F6\" of every number of a polygon")]
    public int Plain()
    {
        var sum = 0;
        var text = new StringBuilder();
        foreach (var polygon in _degrees)
        {
            text.Clear();
            foreach (var corner in polygon["MULTIPOLYGON (((".Length..^")))".Length].Split(','))
            {
                var numbers = corner.Split(' ');
                text.Append(CultureInfo.InvariantCulture, $"{double.Parse(numbers[0], CultureInfo.InvariantCulture):F6} {double.Parse(numbers[1], CultureInfo.InvariantCulture):F6},");
            }

            sum += text.ToString().Length;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Polygons, Description = "multipolygon in degrees, 40 corners")]
    public int Degrees() => Sum(_degrees);

    [Benchmark(OperationsPerInvoke = Polygons, Description = "multipolygon in National Grid metres, 40 corners")]
    public int Metres() => Sum(_metres);

    [Benchmark(OperationsPerInvoke = Polygons, Description = "multipolygon that crosses itself, repaired by GEOS")]
    public int Crossing() => Sum(_crossing);

    private static string[] Many(Func<string> polygon) => [.. Enumerable.Range(0, Polygons).Select(_ => polygon())];

    private static string SwapTwoCorners(string polygon)
    {
        var corners = polygon.Split(',');
        (corners[Corners / 2], corners[(Corners / 2) + 1]) = (corners[(Corners / 2) + 1], corners[Corners / 2]);
        return string.Join(',', corners);
    }

    private int Sum(string[] polygons)
    {
        var sum = 0;
        foreach (var polygon in polygons)
        {
            sum += _geometry.MultiPolygon(polygon).Value.Length;
        }

        return sum;
    }
}
