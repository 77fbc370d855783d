using System.Text;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Packages.Flattened;

namespace DigitalLand.Datasets.Tests;

public sealed class GeoJsonGeometryTests
{
    private const string Anticlockwise = "[ [ 0.0, 0.0 ], [ 4.0, 0.0 ], [ 4.0, 4.0 ], [ 0.0, 0.0 ] ]";

    [Theory]
    [InlineData("POINT (-1.818045 52.989560)", "{ 'type': 'Point', 'coordinates': [ -1.818045, 52.98956 ] }")]
    [InlineData("point(-1e-1 52.12345678)", "{ 'type': 'Point', 'coordinates': [ -0.1, 52.123457 ] }")]
    [InlineData("POINT Z (1 2 3)", "{ 'type': 'Point', 'coordinates': [ 1.0, 2.0 ] }")]
    [InlineData("LINESTRING (0 0, 1 1.5)", "{ 'type': 'LineString', 'coordinates': [ [ 0.0, 0.0 ], [ 1.0, 1.5 ] ] }")]
    [InlineData("POLYGON ((0 0,4 0,4 4,0 0))", "{ 'type': 'Polygon', 'coordinates': [ " + Anticlockwise + " ] }")]
    [InlineData("POLYGON ((0 0,4 4,4 0,0 0))", "{ 'type': 'Polygon', 'coordinates': [ " + Anticlockwise + " ] }")]
    [InlineData("MULTIPOLYGON (((0 0,4 0,4 4,0 0)))", "{ 'type': 'Polygon', 'coordinates': [ " + Anticlockwise + " ] }")]
    [InlineData(
        "MULTIPOLYGON (((0 0,4 0,4 4,0 0)),((0 0,4 4,4 0,0 0)))",
        "{ 'type': 'MultiPolygon', 'coordinates': [ [ " + Anticlockwise + " ], [ " + Anticlockwise + " ] ] }")]
    [InlineData(
        "POLYGON ((0 0,4 0,4 4,0 0),(2 1,3 1,3 2,2 1))",
        "{ 'type': 'Polygon', 'coordinates': [ " + Anticlockwise + ", [ [ 2.0, 1.0 ], [ 3.0, 2.0 ], [ 3.0, 1.0 ], [ 2.0, 1.0 ] ] ] }")]
    [InlineData("MULTIPOINT (1 2, 3 4)", "{ 'type': 'MultiPoint', 'coordinates': [ [ 1.0, 2.0 ], [ 3.0, 4.0 ] ] }")]
    [InlineData("MULTIPOINT ((1 2), (3 4))", "{ 'type': 'MultiPoint', 'coordinates': [ [ 1.0, 2.0 ], [ 3.0, 4.0 ] ] }")]
    [InlineData(
        "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0,1 1))",
        "{ 'type': 'GeometryCollection', 'geometries': [ { 'type': 'Point', 'coordinates': [ 1.0, 2.0 ] }, { 'type': 'LineString', 'coordinates': [ [ 0.0, 0.0 ], [ 1.0, 1.0 ] ] } ] }")]
    public void Well_known_text_becomes_GeoJSON(string wkt, string geoJson)
    {
        Assert.True(TryWrite(wkt, out var written));
        Assert.Equal(geoJson.Replace('\'', '"'), written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a geometry")]
    [InlineData("POINT")]
    [InlineData("POINT EMPTY")]
    [InlineData("POINT (1)")]
    [InlineData("POINT (1 nan)")]
    [InlineData("POINT (1 2) POINT (1 2)")]
    [InlineData("MULTIPOLYGON EMPTY")]
    [InlineData("POLYGON ((0 0,4 0,4 4))")]
    [InlineData("POLYGON ((0 0,4 0,4 4,1 1))")]
    [InlineData("POLYGON ((0 0,4 0,0 0))")]
    [InlineData("POLYGON ((0 0,4 0,4 4,0 0)")]
    [InlineData("AVERYLONGWORDTHATISNOGEOMETRY (1 2)")]
    public void Other_text_is_no_geometry(string wkt) => Assert.False(TryWrite(wkt, out _));

    private static bool TryWrite(string wkt, out string written)
    {
        using var stream = new MemoryStream();
        var output = new Utf8Output(stream);
        var usable = GeoJsonGeometry.TryWrite(Encoding.UTF8.GetBytes(wkt), output);
        output.Flush();
        written = Encoding.UTF8.GetString(stream.ToArray());
        return usable;
    }
}
