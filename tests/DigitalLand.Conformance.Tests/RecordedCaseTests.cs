using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Conformance.Tests;

/// <summary>What the reference made of some resources is what we make of them.</summary>
public sealed class RecordedCaseTests
{
    public static TheoryData<string> Cases => [.. RecordedCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_resource_becomes_the_recorded_files(string name)
    {
        var recorded = RecordedCase.Read(name);
        using var fixture = new DatasetFixture(recorded);
        var request = fixture.Request("out") with { Workers = 3 };

        var outcome = fixture.Pipeline.Run(request, TestContext.Current.CancellationToken);

        Assert.Null(outcome.ConversionFailure);
        Assert.All(
            recorded.ExpectedFiles.Except(["converted.csv", "harmonised.csv"], StringComparer.Ordinal),
            file => RecordedFile.AssertEqual(file, recorded.Expected(file), fixture.Output(request, file), recorded.Arguments.OpenEntries));
    }

    /// <summary>Entries then go through as one stream, another way than the batches above.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void With_the_harmonised_entries_saved_it_becomes_the_recorded_files_too(string name)
    {
        var recorded = RecordedCase.Read(name);
        using var fixture = new DatasetFixture(recorded);
        var request = fixture.Request("out") with { HarmonisedPath = fixture.Folder[$"out/harmonised/{recorded.Arguments.Resource}.csv"] };

        fixture.Pipeline.Run(request, TestContext.Current.CancellationToken);

        Assert.All(
            recorded.ExpectedFiles.Except(["converted.csv"], StringComparer.Ordinal),
            file => RecordedFile.AssertEqual(file, recorded.Expected(file), fixture.Output(request, file), recorded.Arguments.OpenEntries));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_resource_is_converted_to_the_recorded_table(string name)
    {
        var recorded = RecordedCase.Read(name);
        var log = new DatasetResourceLog("", recorded.Arguments.Resource);

        var converted = Convert(recorded, log);

        // A CSV that is converted to itself is kept once.
        var expected = recorded.Expected("converted.csv");
        RecordedFile.AssertSameBytes("converted.csv", File.ReadAllBytes(File.Exists(expected) ? expected : recorded.Input), converted);
        var row = Assert.Single(CsvTable.Read(recorded.Expected("dataset-resource.csv")).Rows);
        Assert.Equal(row["mime-type"], log.MimeType);
    }

    private static byte[] Convert(RecordedCase recorded, DatasetResourceLog log)
    {
        var clock = new PinnedClock(DateTimeOffset.UnixEpoch);
        using var table = new ConvertPhase(log, new ConvertedResourceLog("", recorded.Arguments.Resource), clock).Process(recorded.Input, "", TestContext.Current.CancellationToken);
        Assert.NotNull(table);
        using var bytes = new MemoryStream();
        using (var writer = new CsvWriter(bytes))
        {
            while (table.Reader.Read())
            {
                writer.WriteRecord(table.Reader.ToArray());
            }
        }

        return bytes.ToArray();
    }
}
