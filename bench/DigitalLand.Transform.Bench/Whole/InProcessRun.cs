using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform.Bench.Inputs;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Bench.Whole;

/// <summary>What only the inside of a run can tell.</summary>
/// <param name="Outcome">How much there was to do.</param>
/// <param name="AllocatedBytes">On the managed heap, by the specification, configuration and lookups too.</param>
internal sealed record InsideView(PipelineOutcome Outcome, long AllocatedBytes);

/// <summary>The run of an input once more, in this process.</summary>
internal static class InProcessRun
{
    public static InsideView Run(BenchInput input, WorkFolder folder, CancellationToken cancel)
    {
        var clock = new PinnedClock(DateTimeOffset.Parse($"{input.RunDate}T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var specification = Specification.Load(folder["specification"]);
        var configuration = PipelineConfiguration.Load(folder["pipeline"], input.Dataset);
        var categories = CategoryValues.Load(specification, input.Dataset, configuration.Migrations, new CategoryFiles(folder["var/cache/dataset"], download: null, _ => { }));
        using var pipeline = new Pipeline(
            input.Dataset,
            specification,
            configuration,
            new Organisation(CsvTable.Read(folder["var/cache/organisation.csv"])),
            EntityOrganisations.Load(folder["var/cache/config.sqlite3"]),
            categories,
            Systems(input),
            clock);
        var outcome = pipeline.Run(folder.Request("in-process"), cancel);
        return new InsideView(outcome, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    private static CoordinateSystems Systems(BenchInput input) =>
        input.Grids is { } grids ? new CoordinateSystems(Path.Combine(grids, CoordinateSystems.GridFileName)) : CoordinateSystems.FromEnvironment();
}
