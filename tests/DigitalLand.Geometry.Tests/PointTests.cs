using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

public sealed class PointTests : IDisposable
{
    private readonly GeometryNormaliser _normaliser = new(new CoordinateSystems(gridPath: null));

    [Theory]
    [InlineData("POINT( -0.127972   51.507722 )", "POINT (-0.127972 51.507722)", "")]
    [InlineData("point z (-0.127972 51.507722 7)", "POINT (-0.127972 51.507722)", "")]
    [InlineData("POINT(51.5 -0.1)", "POINT (-0.100000 51.500000)", "WGS84 flipped")]
    [InlineData("POINT(5000 5000)", "", "OSGB out of bounds of England")]
    [InlineData("POINT(2000000 5)", "", "invalid coordinates")]
    [InlineData("51.5,-0.1", "", "WGS84 out of bounds of England")]
    [InlineData("٥١", "", "WGS84 out of bounds of England")]
    [InlineData("5", "", "invalid WKT")]
    [InlineData("x1", "", "invalid WKT")]
    [InlineData("-1.5 52", "", "invalid WKT")]
    [InlineData("POINT(nan 52)", "", "invalid coordinates")]
    [InlineData("POLYGON((-1 52,-1 52.1,-1.1 52.1,-1 52))", "", "Unexpected geom type")]
    [InlineData("POINT EMPTY", "", "")]
    [InlineData("POINT(-0.0000001 51.5)", "POINT (-0.000000 51.500000)", "")]
    public void A_point_field_is_normalised(string input, string output, string issueType)
    {
        var normalised = _normaliser.Point(input);

        Assert.Equal(output, normalised.Value);
        Assert.Equal(issueType, normalised.Issues.SingleOrDefault().IssueType ?? "");
    }

    [Theory]
    [InlineData("2.95", "56")]
    [InlineData("-7", "49.5")]
    [InlineData("-7", "53.4")]
    [InlineData("-4", "56")]
    [InlineData("-4", "53.4")]
    public void The_outline_of_England_belongs_to_England(string x, string y) => Assert.Empty(_normaliser.Point(x, y).Issues);

    [Theory]
    [InlineData("2.9500001", "56")]
    [InlineData("-4.0000001", "53.5")]
    [InlineData("-6", "53.4000001")]
    [InlineData("0", "49.4999999")]
    public void Beyond_the_outline_is_not_England(string x, string y) =>
        Assert.Equal("WGS84 out of bounds of England", Assert.Single(_normaliser.Point(x, y).Issues).IssueType);

    [Theory]
    [InlineData("-1.5436114", "53.7975", "POINT (-1.543611 53.797500)", "-1.543611", "53.7975", "")]
    [InlineData("51.5", "0", "POINT (0.000000 51.500000)", "0.0", "51.5", "WGS84 flipped")]
    [InlineData("0.00001", "51.5", "POINT (0.000010 51.500000)", "1e-05", "51.5", "")]
    [InlineData("-0.0000001", "51.5", "POINT (-0.000000 51.500000)", "-0.0", "51.5", "")]
    [InlineData("-0.0001", "51.5", "POINT (-0.000100 51.500000)", "-0.0001", "51.5", "")]
    [InlineData("-0.000099", "51.5", "POINT (-0.000099 51.500000)", "-9.9e-05", "51.5", "")]
    [InlineData("-2", "52.0000004", "POINT (-2.000000 52.000000)", "-2.0", "52.0", "")]
    [InlineData("-2.0078125", "52.0234375", "POINT (-2.007812 52.023438)", "-2.007812", "52.023438", "")]
    [InlineData("-0", "51.5", "POINT (-0.000000 51.500000)", "-0.0", "51.5", "")]
    [InlineData("-14245.780102", "6711600.069496", "POINT (-0.127972 51.507722)", "-0.127972", "51.507722", "Mercator")]
    [InlineData("6711600.069496", "-14245.780102", "POINT (-0.127972 51.507722)", "-0.127972", "51.507722", "Mercator flipped")]
    [InlineData("-7946.4687", "6701859.138", "POINT (-0.071384 51.453226)", "-0.071384", "51.453226", "Mercator")]
    [InlineData("177556.8532", "38417.5298", "POINT (-5.118575 50.203876)", "-5.118575", "50.203876", "OSGB")]
    [InlineData("38417.5298", "177556.8532", "POINT (-5.118575 50.203876)", "-5.118575", "50.203876", "OSGB flipped")]
    [InlineData("0.0", "48.1", "", "", "", "WGS84 out of bounds of England")]
    [InlineData("1000", "100000000", "", "", "", "invalid coordinates")]
    [InlineData("NaN", "51.5", "", "", "", "invalid coordinates")]
    public void A_pair_is_normalised(string x, string y, string output, string geoX, string geoY, string issueType)
    {
        var normalised = _normaliser.Point(x, y, out var newX, out var newY);

        Assert.Equal(output, normalised.Value);
        Assert.Equal((geoX, geoY), (newX, newY));
        Assert.Equal(issueType, normalised.Issues.SingleOrDefault().IssueType ?? "");
    }

    [Theory]
    [InlineData("", "", "['', '']")]
    [InlineData("", "51", "['', '51']")]
    [InlineData("51", "", "['51', '']")]
    public void A_missing_coordinate_is_reported_as_Python_prints_the_pair(string x, string y, string value)
    {
        var issue = Assert.Single(_normaliser.Point(x, y).Issues);

        Assert.Equal(("invalid WKT", value, "Geometry must be in Well-Known Text (WKT) format"), (issue.IssueType, issue.Value, issue.Message));
    }

    [Fact]
    public void An_ordinary_point_costs_its_text_and_no_more()
    {
        _ = _normaliser.Point("POINT(-0.127972 51.507722)");
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = _normaliser.Point("POINT(-0.127972 51.507722)");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100);
    }

    public void Dispose() => _normaliser.Dispose();
}
