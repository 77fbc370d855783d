using DigitalLand.Transform.Bench.Inputs;

namespace DigitalLand.Transform.Bench.Whole;

/// <summary>All that was found out about one input.</summary>
/// <param name="Cost">Of the run with the median wall time.</param>
/// <param name="Slowest">Wall time of the slowest run: how quiet the machine was.</param>
/// <param name="Calibration">Seconds of the calibration loop just before; null where it could not be timed.</param>
/// <param name="IsEqual">Whether the transformed file is the reference's; null where that is not known.</param>
internal sealed record Measurement(BenchInput Input, ProcessCost Cost, TimeSpan Slowest, InsideView Inside, long InputBytes, long OutputBytes, double? Calibration, bool? IsEqual)
{
    public int Rows => Inside.Outcome.Lines - 1;

    /// <summary>What the reference's seconds are multiplied with to be seconds of this machine now; 1 where that is not known.</summary>
    public double Scale => Input.Reference is { } reference && Calibration is { } now ? now / reference.CalibrationSeconds : 1;

    public double PerSecond(double amount) => amount / Cost.Wall.TotalSeconds;
}
