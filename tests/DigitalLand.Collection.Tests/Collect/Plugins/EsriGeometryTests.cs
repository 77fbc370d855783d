using System.Text;
using DigitalLand.Collection.Collect.Plugins;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Tests.Collect.Plugins;

public sealed class EsriGeometryTests
{
    [Theory]
    [InlineData("""{"x":1,"y":2}""", """{"type": "Point", "coordinates": [1, 2]}""")]
    [InlineData("""{"x":0,"y":2}""", "null")]
    [InlineData("""{"x":0.0,"y":2}""", "null")]
    [InlineData("""{"x":NaN,"y":2}""", """{"type": "Point", "coordinates": [NaN, 2]}""")]
    [InlineData("""{"x":"NaN","y":"NaN"}""", """{"type": "Point", "coordinates": ["NaN", "NaN"]}""")]
    [InlineData("""{"x":1}""", "null")]
    [InlineData("""{"points":[[1,2]]}""", """{"type": "Point", "coordinates": [1, 2]}""")]
    [InlineData("""{"points":[[1,2],[3,4]]}""", """{"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}""")]
    [InlineData("""{"paths":[[[1,2],[3,4]]]}""", """{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}""")]
    [InlineData("""{"paths":[]}""", """{"type": "MultiLineString", "coordinates": []}""")]
    [InlineData("""{"rings":[]}""", "null")]
    [InlineData("""{"rings":[[[0,0],[1,1]]]}""", "null")]
    [InlineData("""{"rings":[[[0,0],[1,1],[0,0]]]}""", "null")]
    [InlineData("""{"rings":[[[0,0],[1,1],[1,0]]]}""", """{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 0]]]}""")]
    [InlineData("""{"rings":[[[0,0],[1,0],[1,1],[0.0,0]]]}""", """{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0.0, 0]]]}""")]
    [InlineData(
        """{"rings":[[[0,0],[0,9],[9,9],[0,0]],[[1,1],[2,2],[1,2],[1,1]]]}""",
        """{"type": "Polygon", "coordinates": [[[0, 0], [0, 9], [9, 9], [0, 0]], [[1, 1], [2, 2], [1, 2], [1, 1]]]}""")]
    [InlineData(
        """{"rings":[[[1,1],[2,2],[1,2],[1,1]],[[0,0],[0,9],[9,9],[0,0]],[[5,0],[5,9],[9,9],[5,0]]]}""",
        """{"type": "MultiPolygon", "coordinates": [[[[0, 0], [0, 9], [9, 9], [0, 0]]], [[[5, 0], [5, 9], [9, 9], [5, 0]]]]}""")]
    [InlineData("""{"curvePaths":[]}""", "null")]
    public void A_geometry_becomes_GeoJSON(string esri, string expected)
    {
        var feature = (OrderedDictionary<string, object?>)PythonJsonReader.Read($$"""{"geometry":{{esri}}}""")!;
        var text = new StringBuilder();
        PythonJson.Write(text, EsriGeometry.Feature(feature)["geometry"]);
        Assert.Equal(expected, text.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData("-")]
    [InlineData("\"\n\"")]
    [InlineData("\"\\x\"")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("nul")]
    public void What_Python_refuses_is_refused(string text) => Assert.Throws<FormatException>(() => PythonJsonReader.Read(text));

    [Theory]
    [InlineData("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\": 3, \"b\": 2}")]
    [InlineData("[-0, -0.0, 1E2, 1e999, -1e999, 12345678901234567890]", "[0, -0.0, 100.0, Infinity, -Infinity, 12345678901234567890]")]
    [InlineData("\"\\ud800\\/\"", "\"\\ud800/\"")]
    public void What_Python_reads_is_printed_as_Python_prints_it(string text, string expected)
    {
        var printed = new StringBuilder();
        PythonJson.Write(printed, PythonJsonReader.Read(text));
        Assert.Equal(expected, printed.ToString());
    }
}
