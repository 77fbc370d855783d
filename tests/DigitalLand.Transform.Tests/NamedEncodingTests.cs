using DigitalLand.Core;

namespace DigitalLand.Transform.Tests;

/// <summary>A guess at an encoding is told; a name that somebody gives counts instead.</summary>
public sealed class NamedEncodingTests : IDisposable
{
    /// <summary>Windows-1252, which detection takes for the Windows-1250 that it shares most letters with.</summary>
    private static readonly byte[] Windows1252 = [.. "reference,name\na,Na"u8, 0xef, .. "ve caf"u8, 0xe9, .. " \n"u8];

    private readonly TinyPipeline _tiny = new();

    public NamedEncodingTests()
    {
        Directory.CreateDirectory(_tiny.Folder["resource"]);
        _tiny.Folder.WriteBytes("resource/r1", Windows1252);
    }

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void A_guess_is_told_with_the_way_out()
    {
        var outcome = _tiny.Run("r1", "local-authority:A");

        var warning = Assert.Single(outcome.Warnings);
        Assert.Contains("is a guess", warning, StringComparison.Ordinal);
        Assert.Contains("--encoding", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cp1252")]
    [InlineData("Windows-1252")]
    public void The_name_of_the_request_counts(string encoding)
    {
        var outcome = _tiny.Run(_tiny.Request("r1", "local-authority:A") with { Encoding = encoding });

        Assert.Empty(outcome.Warnings);
        Assert.Contains("101 name=Naïve café", _tiny.Facts("r1"));
        Assert.Contains("text/csv;charset=cp1252", _tiny.Log("dataset-resource/r1.csv")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_the_configuration_counts()
    {
        _tiny.Folder.Write("pipeline/convert.csv", "endpoint,parameters", """E,"{""encoding"": ""cp1252""}" """.Trim());

        Assert.Empty(_tiny.Run("r1", "local-authority:A").Warnings);
        Assert.Contains("101 name=Naïve café", _tiny.Facts("r1"));
    }

    [Fact]
    public void A_name_that_is_none_fails_the_run()
    {
        var error = Assert.Throws<RunFailedException>(() => _tiny.Run(_tiny.Request("r1") with { Encoding = "cp9999" }));

        Assert.Equal("There is no encoding 'cp9999'. Name a Python codec, such as cp1252, latin_1 or utf_8.", error.Message);
        Assert.False(File.Exists(_tiny.Folder["out/transformed/r1.csv"]));
    }
}
