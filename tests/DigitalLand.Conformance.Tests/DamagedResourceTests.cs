using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Testing;
using DigitalLand.Transform;

namespace DigitalLand.Conformance.Tests;

/// <summary>Whole resources with random damage: a run ends or fails with a sentence, and how many workers there are changes nothing.</summary>
public sealed class DamagedResourceTests
{
    private static readonly int Rounds = LongTests.Are ? 200 : 8;

    public static TheoryData<string> Cases => [.. RecordedCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_damaged_resource_gives_the_same_bytes_with_one_worker_and_with_three(string name)
    {
        var seed = Seed.New();
        var recorded = RecordedCase.Read(name);
        var content = File.ReadAllBytes(recorded.Input);
        using var fixture = new DatasetFixture(recorded);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Mutation.Of(content, new Random(seed + round));
            var input = fixture.Folder.WriteBytes($"damaged-{round}", damaged);
            var where = $"TEST_SEED={seed}, round {round}";
            var one = Outcome(fixture, fixture.Request($"one-{round}", input) with { Workers = 1 }, where);
            var three = Outcome(fixture, fixture.Request($"three-{round}", input) with { Workers = 3 }, where);
            Assert.Equal(one, three);
            AssertSameFiles(new OutputFolder(fixture.Folder[$"one-{round}"]), new OutputFolder(fixture.Folder[$"three-{round}"]), where);
        }
    }

    /// <summary>What the run says, or why it failed.</summary>
    private static string Outcome(DatasetFixture fixture, PipelineRequest request, string where)
    {
        try
        {
            var outcome = fixture.Pipeline.Run(request, TestContext.Current.CancellationToken);
            return $"{outcome.Lines} lines, {outcome.Entries} entries, {outcome.Facts} facts, {outcome.ConversionFailure}";
        }
        catch (RunFailedException failure)
        {
            return failure.Message;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{where}: the run threw {fault.GetType().Name}.", fault);
        }
    }

    private static void AssertSameFiles(OutputFolder one, OutputFolder three, string where)
    {
        Assert.Equal(one.Files, three.Files);
        Assert.DoesNotContain(one.Files, file => file.EndsWith(".part", StringComparison.Ordinal));
        foreach (var file in one.Files)
        {
            if (file.StartsWith("converted-resource", StringComparison.Ordinal))
            {
                // Its other columns hold the time that it took.
                Assert.Equal(Statuses(one.At(file)), Statuses(three.At(file)));
            }
            else
            {
                RecordedFile.AssertSameBytes($"{where}: {file}", File.ReadAllBytes(one.At(file)), File.ReadAllBytes(three.At(file)));
            }
        }
    }

    private static string[] Statuses(string path) => [.. CsvTable.Read(path).Rows.Select(row => $"{row["status"]} {row["exception"]}")];
}
