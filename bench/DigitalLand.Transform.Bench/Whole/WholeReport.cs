namespace DigitalLand.Transform.Bench.Whole;

/// <summary>Prints measurements as tables: first how many times the reference's speed, then what it took, then memory by size.</summary>
internal static class WholeReport
{
    private const double Mega = 1e6;
    private const double Mebi = 1024 * 1024;

    public static void Write(TextWriter writer, IReadOnlyList<Measurement> measurements)
    {
        WriteRatios(writer, [.. measurements.Where(measurement => measurement.Input.Reference is not null)]);
        WriteCosts(writer, measurements);
        WriteMemory(writer, measurements);
    }

    private static void WriteRatios(TextWriter writer, Measurement[] measurements)
    {
        if (measurements.Length == 0)
        {
            return;
        }

        var table = new MarkdownTable("reference / ours", "wall", "CPU", "memory", "transformed file", "calibration, s (recorded)");
        foreach (var measurement in measurements)
        {
            var (reference, cost, scale) = (measurement.Input.Reference!, measurement.Cost, measurement.Scale);
            table.Add(
                measurement.Input.Name,
                $"**{reference.WallSeconds * scale / cost.Wall.TotalSeconds:0}x**",
                $"{reference.CpuSeconds * scale / cost.Cpu.TotalSeconds:0}x",
                $"{(double)reference.PeakBytes / cost.PeakBytes:0.0}x",
                measurement.IsEqual == true ? "equal" : "**differs**",
                $"{(measurement.Calibration is { } now ? $"{now:0.000}" : "-")} ({reference.CalibrationSeconds:0.000})");
        }

        table.WriteTo(writer);
        if (Array.Exists(measurements, measurement => measurement.Calibration is null))
        {
            writer.WriteLine("There is no python3 here, so the ratios are not scaled: they compare this machine with the one that the reference ran on.");
            writer.WriteLine();
        }
    }

    private static void WriteCosts(TextWriter writer, IEnumerable<Measurement> measurements)
    {
        var table = new MarkdownTable("input", "rows/s", "facts/s", "MB/s in", "MB/s out", "wall, s", "slowest, s", "CPU, s", "peak, MiB", "allocated, B/row", "rows", "facts", "issues", "MB in", "MB out");
        foreach (var measurement in measurements)
        {
            var (cost, outcome) = (measurement.Cost, measurement.Inside.Outcome);
            table.Add(
                measurement.Input.Name,
                $"{measurement.PerSecond(measurement.Rows):N0}",
                $"{measurement.PerSecond(outcome.Facts):N0}",
                $"{measurement.PerSecond(measurement.InputBytes / Mega):0.0}",
                $"{measurement.PerSecond(measurement.OutputBytes / Mega):0.0}",
                $"{cost.Wall.TotalSeconds:0.00}",
                $"{measurement.Slowest.TotalSeconds:0.00}",
                $"{cost.Cpu.TotalSeconds:0.00}",
                $"{cost.PeakBytes / Mebi:0}",
                $"{(double)measurement.Inside.AllocatedBytes / measurement.Rows:N0}",
                $"{measurement.Rows:N0}",
                $"{outcome.Facts:N0}",
                $"{outcome.Issues.Values.Sum():N0}",
                $"{measurement.InputBytes / Mega:0.0}",
                $"{measurement.OutputBytes / Mega:0.0}");
        }

        table.WriteTo(writer);
    }

    /// <summary>The curve of each dataset that came in more than one size.</summary>
    private static void WriteMemory(TextWriter writer, IReadOnlyList<Measurement> measurements)
    {
        var sizes = measurements.Select(measurement => measurement.Rows).Distinct().Order().ToArray();
        var curves = measurements.GroupBy(measurement => measurement.Input.Dataset).Where(group => group.Count() > 1).ToArray();
        if (curves.Length == 0)
        {
            return;
        }

        var table = new MarkdownTable(["peak memory, MiB", .. sizes.Select(size => $"{size:N0} rows")]);
        foreach (var curve in curves)
        {
            string Cell(int size) => curve.FirstOrDefault(measurement => measurement.Rows == size) is { } found ? $"{found.Cost.PeakBytes / Mebi:0}" : "";
            table.Add([curve.Key, .. sizes.Select(Cell)]);
        }

        table.WriteTo(writer);
    }
}
