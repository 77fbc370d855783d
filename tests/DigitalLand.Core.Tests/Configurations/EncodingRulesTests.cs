namespace DigitalLand.Core.Tests.Configurations;

/// <summary>convert.csv: the encoding that somebody who knows the file has named.</summary>
public sealed class EncodingRulesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_resource_wins_over_the_endpoint_and_the_endpoint_over_everything()
    {
        _folder.Files.Write(
            "convert.csv",
            "dataset,endpoint,resource,plugin,parameters",
            """,,,,"{""encoding"": ""cp1250""}" """.Trim(),
            """,E,,,"{""encoding"": ""cp1252""}" """.Trim(),
            """,,R,,"{""encoding"": ""latin_1""}" """.Trim(),
            """tree,,S,,"{""encoding"": ""utf_8""}" """.Trim());

        Assert.Equal("cp1250", _folder.For("other").Encoding);
        Assert.Equal("cp1252", _folder.For("other", "E").Encoding);
        Assert.Equal("latin_1", _folder.For("R", "E").Encoding);
        Assert.Equal("cp1250", _folder.For("S").Encoding);
    }

    [Fact]
    public void Other_parameters_name_none()
    {
        _folder.Files.Write("convert.csv", "endpoint,parameters", "E,", """E,"{""sheet"": ""2""}" """.Trim());

        Assert.Equal("", _folder.For("R", "E").Encoding);
    }

    [Theory]
    [InlineData("cp1252")]
    [InlineData("""[""cp1252""]""")]
    [InlineData("""{""encoding"": 1252}""")]
    public void Parameters_that_are_not_an_object_of_texts_are_named_with_file_and_record(string parameters)
    {
        _folder.Files.Write("convert.csv", "endpoint,parameters", $"E,\"{parameters}\"");

        var error = Assert.Throws<RunFailedException>(_folder.Load);
        Assert.Contains("convert.csv, record 2", error.Message, StringComparison.Ordinal);
    }
}
