using System.Text;
using DigitalLand.Core;

namespace DigitalLand.Transform.Tests;

/// <summary>A run that fails leaves every earlier output as it was, and nothing half-written beside it.</summary>
public sealed class PipelineFailureTests : IDisposable
{
    private readonly TinyPipeline _tiny = new();

    [Fact]
    public void A_datatype_that_cannot_be_normalised() => LeavesEarlierOutputs<RunFailedException>(["reference,odd", "a,", "b,{}"]);

    [Fact]
    public void An_entity_that_is_no_number()
    {
        _tiny.Folder.Write("pipeline/lookup.csv", "prefix,organisation,reference,entity", "park,local-authority:A,a,101", "park,local-authority:A,x,many");
        LeavesEarlierOutputs<RunFailedException>(["reference", "a", "x"]);
    }

    [Fact]
    public void A_replacement_that_names_no_group()
    {
        _tiny.Folder.Write("pipeline/patch.csv", "field,pattern,value", @"name,x,\1");
        LeavesEarlierOutputs<RunFailedException>(["reference,name", "a,n", "b,x"]);
    }

    [Fact]
    public void A_run_that_is_cancelled() => LeavesEarlierOutputs<OperationCanceledException>(["reference", "a", "b"], new CancellationToken(canceled: true));

    /// <summary>No failure of the run, as in the reference: the resource has no encoding, so it has no rows, and the logs say so.</summary>
    [Fact]
    public void A_byte_that_is_not_UTF_8_in_the_middle_is_a_failed_conversion_and_leaves_nothing_beside_the_outputs()
    {
        var lines = Enumerable.Range(0, 2_000).Select(i => $"a,Café park in the county 公園 {i}\n").Prepend("reference,name\n").ToArray();
        _tiny.Folder.Write("resource/r1", "reference,name", "a,earlier");
        _tiny.Run("r1", "local-authority:A");
        var files = Outputs().Keys.ToList();
        _tiny.Folder.WriteBytes("resource/r1", [.. Encoding.UTF8.GetBytes(string.Concat(lines[..1000])), 0xFF, .. Encoding.UTF8.GetBytes(string.Concat(lines[1000..]))]);
        var outcome = _tiny.Run("r1", "local-authority:A");
        Assert.NotNull(outcome.ConversionFailure);
        Assert.Empty(_tiny.Facts("r1"));
        Assert.Contains(",failed,", Assert.Single(_tiny.Log("converted-resource/r1.csv")), StringComparison.Ordinal);
        Assert.Equal(files, Outputs().Keys);
    }

    public void Dispose() => _tiny.Dispose();

    private void LeavesEarlierOutputs<TException>(string[] lines, CancellationToken? cancel = null)
        where TException : Exception
    {
        var request = _tiny.Request("r1", "local-authority:A") with { HarmonisedPath = _tiny.Folder["out/harmonised/r1.csv"] };
        _tiny.Folder.Write("resource/r1", "reference,name", "a,earlier");
        _tiny.Run(request);
        var before = Outputs();
        Assert.Contains("out/harmonised/r1.csv", before.Keys);

        _tiny.Folder.Write("resource/r1", lines);
        Assert.Throws<TException>(() => _tiny.Pipeline.Run(request, cancel ?? TestContext.Current.CancellationToken));
        Assert.Equal(before, Outputs());
    }

    private SortedDictionary<string, string> Outputs() =>
        new(_tiny.Folder.Files().Where(file => file.StartsWith("out/", StringComparison.Ordinal)).ToDictionary(file => file, _tiny.Folder.Read), StringComparer.Ordinal);
}
