using System.Text;

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>JSON and GeoJSON that is cut off, too deep, or holds what JSON does not have.</summary>
[Collection(BadInputCollection.Name)]
public sealed class JsonTests(RunTemporaryFolder temporary) : IDisposable
{
    private readonly BadInputFixture _fixture = new(temporary);

    [Theory]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"ty", "FILE is not JSON, or nested more than 512 deep, at line 1, byte 45")]
    [InlineData("[{\"a\":1}\n,] ", "FILE is not JSON, or nested more than 512 deep, at line 2, byte 2")]
    [InlineData("[{\"a\":1}] and more", "FILE is not JSON, or nested more than 512 deep, at line 1, byte 11")]
    [InlineData("[{\"a\":1},2,\"x\"]", "the JSON list in FILE holds something that is not an object")]
    [InlineData("[{\"a\":1},{\"b\":2}]", "an object of the JSON list in FILE has the member 'b', which the first one has not")]
    [InlineData("{\"columns\":[1],\"data\":[1,2]}", "the member 'data' in FILE holds something that is not a list")]
    [InlineData("[{\"a\":\"\\ud800\"}]", "FILE holds half of a surrogate pair (\\ud800 to \\udfff on its own), which is no character")]
    [InlineData("[{\"\\udfff\":1}]", "FILE holds half of a surrogate pair (\\ud800 to \\udfff on its own), which is no character")]
    [InlineData("{\"error\":\"no such layer\"}", "ogr2ogr cannot read FILE: it is of no kind that GDAL knows (exit code 1)")]
    public void It_cannot_be_read_and_says_why(string json, string why) => Assert.Equal(why, _fixture.Failure(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("[{\"a\":", "}]")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"a\":", "},\"geometry\":null}]}")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":", "}}]}")]
    public void Ten_thousand_brackets(string before, string after) =>
        Assert.StartsWith(
            "FILE is not JSON, or nested more than 512 deep, at line 1, byte ",
            _fixture.Failure(Encoding.UTF8.GetBytes(before + new string('[', 10_000) + new string(']', 10_000) + after)),
            StringComparison.Ordinal);

    /// <summary>Only CSV is left for what does not begin as the reference looks for it.</summary>
    [Theory]
    [InlineData("[1,2]")]
    [InlineData("[]")]
    [InlineData(" {\"reference\":\"A\"}")]
    public void Other_JSON_is_taken_for_CSV(string json) => Assert.Empty(_fixture.Facts(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""[{"reference":"A","name":NaN},{"reference":"B","name":-Infinity}]""", "1 name=nan", "2 name=-inf")]
    [InlineData("""[{"reference":"A","name":["NaN \\ Infinity",NaN,Infinity]}]""", """1 name=['NaN \\ Infinity', nan, inf]""")]
    [InlineData("""[{"reference":"A","name":"first","name":"last"}]""", "1 name=last")]
    [InlineData("""[{"reference":"A","name":1e999}]""", "1 name=inf")]
    public void What_Python_reads_is_read(string json, params string[] facts) => Assert.Equal(facts, _fixture.Facts(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[NaN,1]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1e999,51],[1,51],[1,52],[1e999,51]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[],[]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[]]]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""")]
    public void A_shape_without_a_place_loses_the_shape_alone(string geometry)
    {
        var feature = $$"""{"type":"Feature","properties":{"reference":"A","name":"kept"},"geometry":{{geometry}}}""";
        Assert.Equal(["1 name=kept"], _fixture.Facts(Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{feature}}]}""")));
    }

    public void Dispose() => _fixture.Dispose();
}
