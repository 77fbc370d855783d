using BenchmarkDotNet.Attributes;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform.Bench.Inputs;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>A National Grid position to degrees, exact to the last digit: what is asked where the near way is not certain of six decimals.</summary>
public class ConversionPart
{
    private const int Positions = 1000;

    private readonly CoordinateSystems _exact = Grid.Systems();
    private readonly CoordinateSystems _without = new(gridPath: null);
    private (double Easting, double Northing)[] _positions = [];

    [GlobalSetup]
    public void Setup()
    {
        var invention = new Invention(1);
        _positions = [.. Enumerable.Range(0, Positions).Select(_ => invention.GridPosition())];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Positions, Description = "National Grid to degrees by Helmert's transformation, off by metres")]
    public double Helmert() => Sum(_without);

    [Benchmark(OperationsPerInvoke = Positions, Description = "National Grid to degrees by the OSTN15 grid")]
    public double Ostn15() => Sum(_exact);

    private double Sum(CoordinateSystems systems)
    {
        var sum = 0.0;
        foreach (var (easting, northing) in _positions)
        {
            sum += systems.FromBritishNationalGrid(easting, northing).Longitude;
        }

        return sum;
    }
}
