using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;
using DigitalLand.Transform;

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>Tests that look for temporary files, which no other test may be making meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BadInputCollection
{
    public const string Name = "bad input";
}

/// <summary>
/// Runs resources that are not what they should be in place of one that was: each run must end, leave whole files and no others, and say
/// in one sentence what is wrong.
/// </summary>
internal sealed class BadInputFixture : IDisposable
{
    private const string Resource = "resource";

    private readonly DatasetFixture _dataset;
    private readonly RunTemporaryFolder _temporary;
    private readonly PipelineRequest _request;

    public BadInputFixture(RunTemporaryFolder temporary)
    {
        _temporary = temporary;
        _dataset = new DatasetFixture(
            RecordedCase.Read("ca-csv-cp1252"),
            "prefix,organisation,reference,entity\nconservation-area,,A,44000001\nconservation-area,,B,44000002\n");
        Input = _dataset.Folder[Resource];
        _request = _dataset.Request("out", Input);
    }

    /// <summary>Where the resource lies.</summary>
    public string Input { get; }

    public PipelineOutcome Run(byte[] content)
    {
        File.WriteAllText(Input, "reference,name\nA,earlier\n");
        Assert.Equal(1, _dataset.Pipeline.Run(_request, TestContext.Current.CancellationToken).Entities);
        var files = Files();
        File.WriteAllBytes(Input, content);
        return RunAgain(files);
    }

    /// <summary>The sentence with which the conversion fails; the transformed file then has no rows and the log says <c>failed</c>.</summary>
    public string Failure(byte[] content)
    {
        var outcome = Run(content);

        Assert.NotNull(outcome.ConversionFailure);
        Assert.DoesNotContain(outcome.ConversionFailure, c => c is '\n' or '\r');
        Assert.InRange(outcome.ConversionFailure.Length, 10, 400 + (2 * Input.Length));
        Assert.Contains(Input, outcome.ConversionFailure, StringComparison.Ordinal);
        Assert.Equal(0, outcome.Facts);
        Assert.Empty(CsvTable.Read(_request.OutputPath).Rows);
        var log = Assert.Single(CsvTable.Read(_dataset.Output(_request, "converted-resource.csv")).Rows);
        Assert.Equal("failed", log["status"]);
        Assert.Equal(outcome.ConversionFailure, log["exception"]);
        return outcome.ConversionFailure.Replace(Input, "FILE", StringComparison.Ordinal);
    }

    /// <summary>The facts of a resource that can be read, as <c>reference field=value</c>, of fields that a resource gives.</summary>
    public string[] Facts(byte[] content)
    {
        var outcome = Run(content);

        Assert.Null(outcome.ConversionFailure);
        Assert.Equal("success", Assert.Single(CsvTable.Read(_dataset.Output(_request, "converted-resource.csv")).Rows)["status"]);
        return
        [
            .. CsvTable.Read(_request.OutputPath).Rows
                .Where(row => row["field"] is "name" or "notes" or "geometry")
                .Select(row => $"{row["entity"][^1]} {row["field"]}={row["value"]}")
                .Order(CodePointComparer.Instance),
        ];
    }

    public void Dispose() => _dataset.Dispose();

    private PipelineOutcome RunAgain(string[] files)
    {
        var outcome = _dataset.Pipeline.Run(_request, TestContext.Current.CancellationToken);
        Assert.Equal(files, Files());
        Assert.Empty(_temporary.Left);
        return outcome;
    }

    private string[] Files() => new OutputFolder(_dataset.Folder.Path).Files;
}
