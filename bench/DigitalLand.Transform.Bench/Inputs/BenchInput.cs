namespace DigitalLand.Transform.Bench.Inputs;

/// <summary>A big resource and all that transforming it takes.</summary>
internal abstract class BenchInput
{
    public abstract string Name { get; }

    public abstract string Dataset { get; }

    public abstract string Resource { get; }

    public abstract IReadOnlyList<string> Endpoints { get; }

    public abstract IReadOnlyList<string> Organisations { get; }

    public abstract string EntryDate { get; }

    /// <summary>The day on which the run is to take place.</summary>
    public abstract string RunDate { get; }

    /// <summary>The specification's folder.</summary>
    public abstract string Specification { get; }

    /// <summary>The OSTN15 grid's folder, or null to leave it to the machine.</summary>
    public virtual string? Grids => null;

    /// <summary>What the reference took; null where it never ran on this.</summary>
    public virtual RecordedRun? Reference => null;

    /// <summary>Writes the resource, the configuration, organisations and categories.</summary>
    public abstract void LayOut(WorkFolder folder);
}

/// <summary>What the reference's <c>pipeline</c> took as a whole process, and what it wrote.</summary>
/// <param name="CalibrationSeconds">Of the calibration loop, then and there.</param>
/// <param name="TransformedSha256">Of the transformed file, in hexadecimal.</param>
internal sealed record RecordedRun(double WallSeconds, double CpuSeconds, long PeakBytes, double CalibrationSeconds, string TransformedSha256);
