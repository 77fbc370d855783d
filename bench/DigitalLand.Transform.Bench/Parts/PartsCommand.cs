using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DigitalLand.Core;
using Perfolizer.Horology;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>The verb that measures the hot parts one by one, each beside the plain .NET way of doing about the same.</summary>
internal static class PartsCommand
{
    private static readonly Type[] Parts =
    [
        typeof(CsvInPart), typeof(DatatypePart), typeof(PointPart), typeof(PolygonPart), typeof(ConversionPart), typeof(LookupPart), typeof(FactHashPart), typeof(FactOutPart),
    ];

    public static Command Create()
    {
        var names = new Argument<string[]>("name-prefix") { Description = "Measure only parts whose names begin so, such as Csv or Polygon.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("parts", "Measure the hot parts one by one.") { names };
        command.SetAction(result => Run(result.GetValue(names) ?? []));
        return command;
    }

    private static int Run(string[] prefixes)
    {
        var chosen = Parts.Where(part => prefixes.Length == 0 || Array.Exists(prefixes, prefix => part.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray();
        if (chosen.Length == 0)
        {
            throw new WrongUseException($"The parts are {string.Join(", ", Parts.Select(part => part.Name))}.");
        }

        var artifacts = Directory.CreateTempSubdirectory("transform-bench-parts-").FullName;
        try
        {
            var summaries = new List<Summary>();
            foreach (var part in chosen)
            {
                Console.Error.WriteLine($"{part.Name} ...");
                summaries.Add(Complete(BenchmarkRunner.Run(part, Configuration(artifacts))));
            }

            PartsReport.Write(Console.Out, summaries);
            return 0;
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    /// <exception cref="RunFailedException">A benchmark of the part did not run to its end.</exception>
    private static Summary Complete(Summary summary)
    {
        var failed = summary.Reports.Where(report => report.ResultStatistics is null).SelectMany(report => report.ExecuteResults).SelectMany(result => result.Errors);
        var errors = summary.ValidationErrors.Where(error => error.IsCritical).Select(error => error.Message).Concat(failed).ToArray();
        return errors.Length == 0 && summary.Reports.Length > 0 && summary.Reports.All(report => report.ResultStatistics is not null)
            ? summary
            : throw new RunFailedException($"{summary.Title} did not run: {string.Join(' ', errors)}");
    }

    /// <summary>In this process, which is set up as the program is: a project generated for each part would not build under this repository's rules.</summary>
    private static ManualConfig Configuration(string artifacts) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(11).WithIterationTime(TimeInterval.FromMilliseconds(200)))
        .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(artifacts);
}
