using System.Text;

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>XML that wants more than to be read.</summary>
[Collection(BadInputCollection.Name)]
public sealed class XmlTests(RunTemporaryFolder temporary) : IDisposable
{
    private const string Secret = "kept on this machine";

    private readonly BadInputFixture _fixture = new(temporary);

    [Fact]
    public void An_external_entity_in_KML() => Assert.StartsWith("ogr2ogr cannot read FILE: ", Failure(Kml($"""<!ENTITY x SYSTEM "file://{SecretFile()}">""", "&x;")), StringComparison.Ordinal);

    [Fact]
    public void A_billion_laughs_in_KML() => Assert.StartsWith("ogr2ogr cannot read FILE: ", Failure(Kml(Laughs(), "&l9;")), StringComparison.Ordinal);

    [Fact]
    public void An_external_entity_in_GML_is_left_out() => Assert.DoesNotContain(_fixture.Facts(Gml($"""<!ENTITY x SYSTEM "file://{SecretFile()}">""", "&x;")), fact => fact.Contains(Secret, StringComparison.Ordinal));

    [Fact]
    public void A_billion_laughs_in_GML_ends_the_layer() => Assert.Empty(_fixture.Facts(Gml(Laughs(), "&l9;")));

    /// <summary>GDAL's own XML of directions to other data, which it would follow.</summary>
    [Theory]
    [InlineData("<OGRVRTDataSource><OGRVRTLayer name=\"secret\"><SrcDataSource>{0}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")]
    [InlineData("<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>")]
    public void Directions_to_other_data_are_not_followed(string xml) =>
        Assert.Equal(
            "ogr2ogr cannot read FILE: it is of no kind that GDAL knows (exit code 1)",
            Failure(Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>" + xml.Replace("{0}", SecretFile(), StringComparison.Ordinal))));

    [Fact]
    public void XML_of_another_kind() => Assert.Equal("ogr2ogr cannot read FILE: it is of no kind that GDAL knows (exit code 1)", Failure("<?xml version=\"1.0\"?><a/>"u8.ToArray()));

    [Fact]
    public void KML_that_is_cut_off() => Assert.StartsWith("ogr2ogr cannot read FILE: ERROR 4: ", Failure(Kml("", "a")[..120]), StringComparison.Ordinal);

    [Fact]
    public void A_web_page() => Assert.Equal("FILE is a web page, not data", Failure("<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray()));

    /// <summary>As in the reference, which knows a page by its doctype.</summary>
    [Fact]
    public void A_web_page_without_a_doctype_is_taken_for_CSV() => Assert.Empty(_fixture.Facts("<html>\n<body>Sign in</body>\n</html>\n"u8.ToArray()));

    public void Dispose() => _fixture.Dispose();

    private static byte[] Kml(string declarations, string name) => Encoding.UTF8.GetBytes(
        $"""<?xml version="1.0"?><!DOCTYPE r [{declarations}]><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>{name}</name><Point><coordinates>1,52</coordinates></Point></Placemark></Document></kml>""");

    private static byte[] Gml(string declarations, string name) => Encoding.UTF8.GetBytes(
        $"""<?xml version="1.0"?><!DOCTYPE r [{declarations}]><ogr:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:ogr="http://ogr.maptools.org/"><gml:featureMember><ogr:a fid="1"><ogr:reference>A</ogr:reference><ogr:name>{name}</ogr:name></ogr:a></gml:featureMember></ogr:FeatureCollection>""");

    private static string Laughs() =>
        "<!ENTITY l0 \"ha\">" + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));

    private string SecretFile()
    {
        var path = _fixture.Input + ".secret.csv";
        File.WriteAllText(path, $"reference,name\nA,{Secret}\n");
        return path;
    }

    private string Failure(byte[] content)
    {
        var failure = _fixture.Failure(content);
        Assert.DoesNotContain(Secret, failure, StringComparison.Ordinal);
        return failure;
    }
}
