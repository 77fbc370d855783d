using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;

namespace DigitalLand.Collection.Tests.Plan;

/// <summary>Recorded collections of real size come out byte for byte.</summary>
public sealed class GoldenCollectionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("col-brownfield-land")]
    [InlineData("col-conservation-area")]
    [InlineData("col-conservation-area-incremental")]
    public void A_recorded_collection_comes_out_the_same(string name)
    {
        var golden = Golden.Case(name);
        Golden.Copy(Path.Combine(golden, "input"), _folder.Path);
        SampleCollection.SaveCsv(_folder, Now);
        foreach (var file in new[] { "log.csv", "resource.csv", "source.csv", "endpoint.csv" })
        {
            Assert.Equal(File.ReadAllText(Path.Combine(golden, "expected", file)), File.ReadAllText(_folder[file]));
        }

        using var rules = new StringWriter();
        MakeRules.Write(TransformPlan.Build(CollectionStore.Load(_folder.Path, new PinnedClock(Now)), Now), rules);
        Assert.Equal(
            File.ReadAllText(Path.Combine(golden, "expected", "pipeline.mk")),
            rules.ToString().Replace(_folder.Path[1..], "collection", StringComparison.Ordinal).Replace("/collection", "collection", StringComparison.Ordinal));
    }
}
