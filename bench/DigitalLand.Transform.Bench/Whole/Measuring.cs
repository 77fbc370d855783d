using System.Security.Cryptography;
using DigitalLand.Transform.Bench.Inputs;

namespace DigitalLand.Transform.Bench.Whole;

/// <summary>Measures an input: several runs of the program, whole processes with a cold start, and one inside this process.</summary>
internal static class Measuring
{
    public static Measurement Measure(BenchInput input, int runs, TimeProvider clock, CancellationToken cancel)
    {
        using var folder = new WorkFolder(input);
        var environment = folder.Environment();
        foreach (var arguments in WorkFolder.Preparations())
        {
            // The first of these also builds the program, where its sources have changed.
            MeasuredProcess.Run(Repository.Program, arguments, folder.Root, environment, clock);
        }

        var calibration = input.Reference is null ? null : Calibration.Measure();
        var costs = new List<ProcessCost>();
        for (var i = 0; i < runs; i++)
        {
            cancel.ThrowIfCancellationRequested();
            costs.Add(MeasuredProcess.Run(Repository.Program, folder.PipelineArguments(), folder.Root, environment, clock));
        }

        costs.Sort((left, right) => left.Wall.CompareTo(right.Wall));
        var isEqual = input.Reference is { } reference ? Sha256(folder.Transformed) == reference.TransformedSha256 : (bool?)null;
        var inside = InProcessRun.Run(input, folder, cancel);
        return new Measurement(input, costs[costs.Count / 2], costs[^1].Wall, inside, new FileInfo(folder.Resource).Length, folder.OutputBytes(), calibration, isEqual);
    }

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
