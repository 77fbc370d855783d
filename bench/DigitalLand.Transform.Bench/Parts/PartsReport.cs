using BenchmarkDotNet.Reports;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>Prints what the parts took as one table.</summary>
internal static class PartsReport
{
    /// <param name="summaries">Of parts that all ran to their end.</param>
    public static void Write(TextWriter writer, IReadOnlyCollection<Summary> summaries)
    {
        var table = new MarkdownTable("part", "plain .NET / ours", "ns each", "each second", "allocated, B each");
        foreach (var report in summaries.SelectMany(summary => summary.Reports))
        {
            var descriptor = report.BenchmarkCase.Descriptor;
            var nanoseconds = Median(report);
            table.Add(
                descriptor.WorkloadMethodDisplayInfo.Trim('\''),
                descriptor.Baseline ? "" : Baseline(summaries, report) is { } baseline ? $"{Median(baseline) / nanoseconds:0.0}x" : "-",
                $"{nanoseconds:N0}",
                $"{1e9 / nanoseconds:N0}",
                $"{report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0:N0}");
        }

        table.WriteTo(writer);
    }

    /// <summary>The plain way of the same class and category.</summary>
    private static BenchmarkReport? Baseline(IEnumerable<Summary> summaries, BenchmarkReport report)
    {
        var descriptor = report.BenchmarkCase.Descriptor;
        return summaries.SelectMany(summary => summary.Reports).FirstOrDefault(other =>
            other.BenchmarkCase.Descriptor is var candidate && candidate.Baseline && candidate.Type == descriptor.Type && candidate.Categories.SequenceEqual(descriptor.Categories));
    }

    private static double Median(BenchmarkReport report) => report.ResultStatistics!.Median;
}
