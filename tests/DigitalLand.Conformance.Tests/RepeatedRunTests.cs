using DigitalLand.Core.Csv;

namespace DigitalLand.Conformance.Tests;

/// <summary>One pipeline serves a night of resources, and the last is treated as the first.</summary>
public sealed class RepeatedRunTests
{
    private static readonly int Runs = LongTests.Are ? 500 : 100;

    [Fact]
    public void The_last_of_many_resources_of_one_pipeline_gives_the_same_bytes_as_the_first()
    {
        var recorded = RecordedCase.Read("ca-csv-cp1252");
        using var fixture = new DatasetFixture(recorded);
        var first = Outputs(fixture, "first");
        Assert.Contains(first, file => file.Value.Length > 20_000);

        for (var run = 2; run < Runs; run++)
        {
            fixture.Pipeline.Run(fixture.Request("between"), TestContext.Current.CancellationToken);
        }

        Assert.Equal(first, Outputs(fixture, "last"));
        Assert.Equal(File.ReadAllBytes(recorded.Expected("transformed.csv")), File.ReadAllBytes(fixture.Output(fixture.Request("last"), "transformed.csv")));
    }

    /// <summary>Every file of a run as text, but for the log that holds the time it took, of which the status is told.</summary>
    private static Dictionary<string, string> Outputs(DatasetFixture fixture, string output)
    {
        fixture.Pipeline.Run(fixture.Request(output), TestContext.Current.CancellationToken);
        var folder = new OutputFolder(fixture.Folder[output]);
        return folder.Files.ToDictionary(
            file => file,
            file => file.StartsWith("converted-resource", StringComparison.Ordinal)
                ? Assert.Single(CsvTable.Read(folder.At(file)).Rows)["status"]
                : Convert.ToBase64String(File.ReadAllBytes(folder.At(file))),
            StringComparer.Ordinal);
    }
}
