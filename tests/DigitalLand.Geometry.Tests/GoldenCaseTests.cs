using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Geometry.Tests;

/// <summary>
/// Every geometry of recorded runs of the reference, entry by entry: our value is the fact's, and our issues are those that it logged, in order.
/// </summary>
public sealed class GoldenCaseTests(ITestOutputHelper output)
{
    /// <summary>Case, field, column of the resource, and how many entries at least have to be compared.</summary>
    public static TheoryData<string, string, string, int> Cases => new()
    {
        { "ca-csv-messy-polygons", "geometry", "wkt", 200 },
        { "ca-csv-bad-geometry", "geometry", "wkt", 55 },
        { "ca-csv-wkt-27700", "geometry", "geometry", 100 },
        { "ca-csv-wkt-27700-nogrid", "geometry", "geometry", 100 },
        { "ca-csv-wkt-3857", "geometry", "geometry", 50 },
        { "ca-csv-wkt-4326", "geometry", "geometry", 130 },
        { "ca-csv-old-entity", "geometry", "geometry", 50 },
        { "ca-csv-duplicates-missing", "geometry", "geometry", 90 },
        { "ca-csv-duplicates-missing", "point", "point", 90 },
        { "ca-csv-endpoint-columns", "geometry", "wkt", 50 },
        { "ca-csv-utf8sig", "geometry", "geometry", 20 },
        { "ca-geojson-4326", "geometry", "WKT", 100 },
        { "ca-geojson-crs27700", "geometry", "WKT", 50 },
        { "ca-gml", "geometry", "WKT", 40 },
        { "ca-kml", "geometry", "WKT", 40 },
        { "ca-shapefile-zip", "geometry", "WKT", 40 },
        { "ca-real-lambeth-southwark", "geometry", "geometry", 40 },
        { "a4a-csv-fact-lookup", "geometry", "geometry", 90 },
        { "tb-gml-like-csv-lookup-rule", "geometry", "geometry", 90 },
        { "tree-csv-points-4326", "point", "point", 350 },
        { "tree-csv-points-27700", "point", "point", 350 },
        { "bl-csv-wgs84", "GeoX,GeoY", "", 190 },
        { "bl-csv-osgb", "GeoX,GeoY", "", 120 },
        { "bl-csv-osgb-nogrid", "GeoX,GeoY", "", 120 },
        { "bl-csv-bad-coordinates", "GeoX,GeoY", "", 100 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_issues_are_the_recorded_ones(string name, string field, string column, int least)
    {
        using var golden = new GoldenCase(name);
        var compared = 0;
        foreach (var (entry, row) in golden.Entries)
        {
            var expectedIssues = golden.GeometryIssues(entry, field);
            Normalised actual;
            if (field == "GeoX,GeoY")
            {
                actual = golden.Normaliser.Point(HarmonisedDecimal(row["GeoX"]), HarmonisedDecimal(row["GeoY"]), out var x, out var y);
                if (golden.HasFacts(entry) && golden.Fact(entry, "GeoX") is var geoX and not null)
                {
                    Assert.Equal((geoX, golden.Fact(entry, "GeoY")), (x, y));
                }
            }
            else
            {
                // "N/A" and "<null>" are blanked before a datatype sees it.
                var value = row[column].Trim();
                actual = value is "" or "N/A" or "<null>" ? Normalised.Clean("")
                    : field == "point" ? golden.Normaliser.Point(value)
                    : golden.Normaliser.MultiPolygon(value);
                if (golden.HasFacts(entry))
                {
                    Assert.Equal($"entry {entry}: {golden.Fact(entry, field) ?? ""}", $"entry {entry}: {actual.Value}");
                }
            }

            Assert.Equal(expectedIssues, actual.Issues.Select(issue => $"entry {entry}: {issue.IssueType}={issue.Value}|{issue.Message}"));
            compared++;
        }

        output.WriteLine($"{name}: {compared} entries");
        Assert.InRange(compared, least, int.MaxValue);
    }

    [Fact]
    public void Combined_geometries_are_the_recorded_ones()
    {
        using var golden = new GoldenCase("ca-csv-combine-geometry");
        var values = golden.Entries
            .Select(entry => (Entity: golden.Entity(entry.Number), golden.Normaliser.MultiPolygon(entry.Row["geometry"]).Value, entry.Number))
            .ToLookup(entry => entry.Entity);

        foreach (var entity in values.Where(entity => entity.Key is not null))
        {
            var distinct = entity.Select(entry => entry.Value).Where(value => value.Length > 0).Distinct().Order(CodePointComparer.Instance);
            Assert.Equal(golden.Fact(entity.First().Number, "geometry"), golden.Normaliser.CombineMultiPolygons([.. distinct]));
        }

        Assert.InRange(values.Count, 20, 100);
    }

    /// <summary>What the decimal datatype makes of GeoX before the pair is looked at.</summary>
    private static string HarmonisedDecimal(string raw) =>
        decimal.TryParse(raw.Replace(",", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.######", CultureInfo.InvariantCulture)
            : "";
}
