using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

public sealed class MultiPolygonTests : IDisposable
{
    private readonly GeometryNormaliser _normaliser = new(new CoordinateSystems(gridPath: null));

    public static TheoryData<string, string, string> Vectors => new()
    {
        { "POLYGON((51.5 -0.1,51.6 -0.1,51.6 0.1,51.5 -0.1))", "MULTIPOLYGON (((-0.100000 51.500000,0.100000 51.600000,-0.100000 51.600000,-0.100000 51.500000)))", "WGS84 flipped" },
        { "POLYGON Z((-1 52 3,-1.1 52.1 3,-1 52.1 3,-1 52 3))", "MULTIPOLYGON (((-1.000000 52.000000,-1.000000 52.100000,-1.100000 52.100000,-1.000000 52.000000)))", "" },
        { "POLYGON((0 0,1 1,1 0,0 0))", "", "WGS84 out of bounds of England|Geometry must be in England" },
        {
            "MULTIPOLYGON(((-1 52,-1.2 52,-1.2 52.2,-1 52.2,-1 52)),((-1.05 52.05,-1.1 52.05,-1.1 52.1,-1.05 52.1,-1.05 52.05)))",
            "MULTIPOLYGON (((-1.200000 52.000000,-1.000000 52.000000,-1.000000 52.200000,-1.200000 52.200000,-1.200000 52.000000),(-1.050000 52.100000,-1.050000 52.050000,-1.100000 52.050000,-1.100000 52.100000,-1.050000 52.100000)))",
            "invalid geometry - fixed=Nested shells[-1.05 52.05]"
        },
        {
            "MULTIPOLYGON(((-1 52,-1.1 52,-1.1 52.1,-1 52.1,-1 52)),((-1 52,-1.1 52,-1.1 52.1,-1 52.1,-1 52)))",
            "MULTIPOLYGON (((-1.100000 52.000000,-1.000000 52.000000,-1.000000 52.100000,-1.100000 52.100000,-1.100000 52.000000)))",
            "invalid geometry - fixed=Self-intersection[-1 52]"
        },
        {
            "MULTIPOLYGON(((-1 52,-1.1 52,-1.1 52.1,-1 52.1,-1 52)),((-1 52.1,-1.1 52.1,-1.1 52.2,-1 52.2,-1 52.1)))",
            "MULTIPOLYGON (((-1.100000 52.100000,-1.100000 52.000000,-1.000000 52.000000,-1.000000 52.100000,-1.000000 52.200000,-1.100000 52.200000,-1.100000 52.100000)))",
            "invalid geometry - fixed=Self-intersection[-1 52.1]"
        },
        {
            "POLYGON((-1 52,-1.1 52,-1.1 52.1,-1.05 52,-1 52.1,-1 52))",
            "MULTIPOLYGON (((-1.100000 52.100000,-1.100000 52.000000,-1.050000 52.000000,-1.100000 52.100000)),((-1.000000 52.100000,-1.050000 52.000000,-1.000000 52.000000,-1.000000 52.100000)))",
            "invalid geometry - fixed=Ring Self-intersection[-1.05 52]"
        },
        {
            "POLYGON((-1 52,-1.1 52,-1.1 52.1,-1 52.1,-1 52),(-2 53,-2.1 53.1,-2 53.1,-2 53))",
            "MULTIPOLYGON (((-1.100000 52.100000,-1.100000 52.000000,-1.000000 52.000000,-1.000000 52.100000,-1.100000 52.100000)),((-2.000000 53.100000,-2.100000 53.100000,-2.000000 53.000000,-2.000000 53.100000)))",
            "invalid geometry - fixed=Hole lies outside shell[-2 53]"
        },
        {
            "MULTIPOLYGON (((-7946.4687 6701859.138,-7925.9829 6701856.258,-7926.5076 6701852.447,-7946.5692 6701855.314,-7946.4687 6701859.138)))",
            "MULTIPOLYGON (((-0.071384 51.453226,-0.071385 51.453205,-0.071205 51.453189,-0.071200 51.453210,-0.071384 51.453226)))",
            "Mercator"
        },
        {
            "MULTIPOLYGON(((-1 52,-1.1 52.1,-1 52.1,-1 52)),((5 60,5.1 60.1,5 60.1,5 60)))",
            "MULTIPOLYGON (((-1.000000 52.000000,-1.000000 52.100000,-1.100000 52.100000,-1.000000 52.000000)),((5.000000 60.000000,5.100000 60.100000,5.000000 60.100000,5.000000 60.000000)))",
            ""
        },
        {
            "POLYGON((-1 52,-1.1 52.1,-1 52.1,-1.1 52,-1 52))",
            "MULTIPOLYGON (((-1.100000 52.000000,-1.000000 52.000000,-1.050000 52.050000,-1.100000 52.000000)),((-1.000000 52.100000,-1.100000 52.100000,-1.050000 52.050000,-1.000000 52.100000)))",
            "invalid geometry - fixed=Self-intersection[-1.05 52.05]"
        },
        { "POLYGON((0 51,0 51.0000004,0.0000004 51,0 51))", "", "" },
        {
            "GEOMETRYCOLLECTION(POLYGON((-1 52,-1 52.1,-1.1 52.1,-1 52)),POINT(-1 52))",
            "MULTIPOLYGON (((-1.000000 52.000000,-1.000000 52.100000,-1.100000 52.100000,-1.000000 52.000000)))",
            ""
        },
        { "GEOMETRYCOLLECTION(POINT(-1 52),POLYGON((-1 52,-1 52.1,-1.1 52.1,-1 52)))", "", "Unexpected geom type within GeometryCollection|Geometry must be a polygon" },
        { "POINT( -0.127972   51.507722 )", "", "Unexpected geom type=*|Geometry must be a multipolygon" },
        { "LINEARRING(0 0, 1 1, 1 0, 0 0)", "", "Unexpected geom type=*|Geometry must be a multipolygon" },
        { "MULTIPOINT(1 2, EMPTY)", "", "invalid WKT=*|Geometry must be in Well-Known Text (WKT) format" },
        { "POLYGONZ((-1 52 3,-1.1 52.1 3,-1 52.1 3,-1 52 3))", "", "invalid WKT=*|Geometry must be in Well-Known Text (WKT) format" },
        { "[1]", "", "invalid WKT=*|Geometry must be in Well-Known Text (WKT) format" },
        { "{\"type\":\"Feature\",\"geometry\":null}", "", "invalid WKT=*|Geometry must be in Well-Known Text (WKT) format" },
        { "POLYGON EMPTY", "", "" },
        { "MULTIPOLYGON(EMPTY)", "", "" },
        { "{\"type\":\"Point\",\"coordinates\":[-0.1,51.5]}", "POINT (-0.100000 51.500000)", "Unexpected geom type=*|Geometry must be a multipolygon;invalid type geojson" },
        { "{\"type\":\"LineString\",\"coordinates\":[[-0.1,51.5],[-0.2,51.5]]}", "", "Unexpected geom type=*|Geometry must be a multipolygon;invalid type geojson" },
        {
            "{\"type\":\"Polygon\",\"coordinates\":[[[530000,180000],[530100,180000],[530100,180100]]]}",
            "MULTIPOLYGON (((530000.000000 180000.000000,530100.000000 180000.000000,530100.000000 180100.000000,530000.000000 180000.000000)))",
            "invalid type geojson"
        },
        {
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[-0.143512,51.558395], [-0.143592,51.558364],[-0.143665,51.558334],[-0.143677,51.558329], [-0.143698,51.558348],[-0.143702,51.558352],[-0.143686,51.558392],[-0.143673,51.558398],[-0.143658,51.558404],[-0.143558,51.558442],[-0.143512,51.558395],[-0.143512,51.558395]]]]}",
            "MULTIPOLYGON (((-0.143512 51.558395,-0.143558 51.558442,-0.143686 51.558392,-0.143702 51.558352,-0.143677 51.558329,-0.143512 51.558395)))",
            "invalid type geojson"
        },
        {
            "MULTIPOLYGON (((-0.1434494279 51.46626361,-0.1434646353 51.46627914,-0.143515539 51.4663375,-0.1435648475 51.4663926,-0.1435988703 51.46643054,-0.1436227923 51.46646195,-0.1436840978 51.46644134,-0.1436913831 51.4664392,-0.1437519691 51.46641858,-0.1437548832 51.46641773,-0.1436953554 51.46634835,-0.1435837312 51.46621808,-0.1435209507 51.46623957,-0.1434494279 51.46626361)))",
            "MULTIPOLYGON (((-0.143449 51.466264,-0.143465 51.466279,-0.143599 51.466431,-0.143623 51.466462,-0.143755 51.466418,-0.143584 51.466218,-0.143449 51.466264)))",
            ""
        },
        {
            "MULTIPOLYGON (((-0.111483 51.472552,-0.111481 51.472541,-0.111373 51.472542,-0.111372 51.472551,-0.111483 51.472552)),((-0.111483 51.472541,-0.111481 51.472541,-0.111481 51.472541,-0.111483 51.472541)))",
            "MULTIPOLYGON (((-0.111483 51.472552,-0.111481 51.472541,-0.111373 51.472542,-0.111372 51.472551,-0.111483 51.472552)))",
            "invalid geometry - fixed=Too few points in geometry component[-0.111483 51.472541]"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_geometry_is_normalised_as_the_reference_normalises_it(string input, string output, string issues)
    {
        var normalised = _normaliser.MultiPolygon(input);

        Assert.Equal(issues.Replace("*", input), Described(normalised.Issues));
        Assert.Equal(output, normalised.Value);
    }

    [Fact]
    public void Recorded_geometries_come_out_as_recorded()
    {
        var recorded = CsvTable.Read(System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "geometries.csv")).Rows;
        foreach (var row in recorded)
        {
            var normalised = _normaliser.MultiPolygon(row["value"]);

            Assert.Equal(row["geometry"], normalised.Value);
            Assert.Equal(row["issues"].Replace("*", row["value"]), Described(normalised.Issues));
        }

        Assert.InRange(recorded.Count, 100, 200);
    }

    [Fact]
    public void Overlapping_parts_cancel_each_other_where_they_overlap()
    {
        var normalised = _normaliser.MultiPolygon("MULTIPOLYGON(((-1 52,-1.1 52.1,-1 52.1,-1 52)),((-1.05 52.06,-1.1 52.2,-1 52.2,-1.05 52.06)))");

        Assert.Equal(2, normalised.Value.Split(")),((").Length);
        Assert.Contains("-1.064286 52.100000", normalised.Value, StringComparison.Ordinal);
        Assert.Contains("-1.035714 52.100000", normalised.Value, StringComparison.Ordinal);
        Assert.Equal("invalid geometry - fixed=Self-intersection[-1.06428571428571 52.1]", Described(normalised.Issues));
    }

    [Fact]
    public void Overlapping_members_of_a_collection_are_merged_without_an_issue()
    {
        var normalised = _normaliser.MultiPolygon("GEOMETRYCOLLECTION(POLYGON((-1 52,-1 52.1,-1.1 52.1,-1.1 52,-1 52)),POLYGON((-1.05 52,-1.05 52.1,-1.15 52.1,-1.15 52,-1.05 52)))");

        Assert.Empty(normalised.Issues);
        Assert.StartsWith("MULTIPOLYGON (((", normalised.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(")),((", normalised.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\"MultiPoint\",\"coordinates\":[[-0.1,51.5],[-0.2,51.5]]}", "unexpected geometry MultiPoint")]
    [InlineData("MULTIPOLYGON(EMPTY,((-1 52,-1 52.1,-1.1 52.1,-1 52)))", "first part")]
    [InlineData("GEOMETRYCOLLECTION(MULTIPOLYGON EMPTY,POLYGON((-1 52,-1 52.1,-1.1 52.1,-1 52)))", "first part")]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 52.1,-1 52.1,-1 52),(-1.05 52.05,-1.06 52.06,-1.05 52.05))", "unexpected geometry LinearRing")]
    public void What_aborts_the_reference_fails_the_run(string input, string reason)
    {
        var error = Assert.Throws<RunFailedException>(() => _normaliser.MultiPolygon(input));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_work_side_by_side()
    {
        const string bowTie = "POLYGON((-1 52,-1.1 52.1,-1 52.1,-1.1 52,-1 52))";
        var expected = _normaliser.MultiPolygon(bowTie).Value;

        Parallel.For(0, 400, _ => Assert.Equal(expected, _normaliser.MultiPolygon(bowTie).Value));

        // Valid polygons of several sizes, so that memory kept from one would show in another.
        var shapes = new RandomShapes(seed: 7);
        var texts = Enumerable.Range(0, 400).Select(_ => shapes.Next()).Where(text => _normaliser.TryMultiPolygonFast(text, out var _)).ToArray();
        var alone = Array.ConvertAll(texts, text => _normaliser.MultiPolygonByGeos(text).Value);
        Parallel.For(0, texts.Length * 20, i => Assert.Equal(alone[i % texts.Length], _normaliser.MultiPolygon(texts[i % texts.Length]).Value));
    }

    /// <summary>GEOS would look for them for ever.</summary>
    [Theory]
    [InlineData("POLYGON((-1 52,-1.1 52,-1.1 1e308,-1 52.1,-1 52))")]
    [InlineData("GEOMETRYCOLLECTION(POLYGON((-1 52,-1.1 52,-1.1 52.1,-1 52)),POLYGON((-1 52,-1.1 52,-1e307 52.1,-1 52)))")]
    public void A_coordinate_that_is_nowhere_on_Earth_fails_the_run(string wkt)
    {
        var error = Assert.Throws<RunFailedException>(() => _normaliser.MultiPolygon(wkt));
        Assert.Contains("nowhere on Earth", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _normaliser.Dispose();

    /// <summary>Issues as <c>type=value|message</c>, joined by semicolons; empty values and messages are left out.</summary>
    private static string Described(IEnumerable<ValueIssue> issues) => string.Join(';', issues.Select(issue =>
        issue.IssueType + (issue.Value.Length > 0 ? "=" + issue.Value : "") + (issue.Message.Length > 0 ? "|" + issue.Message : "")));
}
