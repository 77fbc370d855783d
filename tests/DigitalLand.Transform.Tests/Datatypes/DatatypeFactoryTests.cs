using DigitalLand.Core;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class DatatypeFactoryTests
{
    private readonly DatatypeFactory _factory = new(
        new PinnedClock(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero)),
        text => Normalised.Clean("multipolygon of " + text),
        text => Normalised.Clean("point of " + text));

    [Theory]
    [InlineData("integer", "007", "7")]
    [InlineData("decimal", "£1.50", "1.5")]
    [InlineData("latitude", "51.50", "51.5")]
    [InlineData("longitude", "-0.10", "-0.1")]
    [InlineData("string", "a  b", "a b")]
    [InlineData("text", "a  b", "a b")]
    [InlineData("address", "a;b", "a, b")]
    [InlineData("datetime", "1/2/2020", "2020-02-01")]
    [InlineData("url", "http://a. bc", "http://a.bc")]
    [InlineData("flag", "Y", "yes")]
    [InlineData("curie", " a:b", " a:b")]
    [InlineData("multipolygon", "x", "multipolygon of x")]
    [InlineData("point", "x", "point of x")]
    public void Every_datatype_of_the_transform_has_its_name(string datatype, string text, string expected) =>
        Assert.Equal(Normalised.Clean(expected), _factory.Create(datatype, "field").Normalise(text));

    [Theory]
    [InlineData("integer", "count must be a number")]
    [InlineData("decimal", "count must be a decimal number")]
    [InlineData("latitude", "count must be a decimal number")]
    [InlineData("datetime", "count must be a real date")]
    [InlineData("url", "count must be a real URL")]
    [InlineData("flag", "count must be yes or no")]
    public void Messages_name_the_field(string datatype, string message) =>
        Assert.Equal(message, Assert.Single(_factory.Create(datatype, "count").Normalise("?").Issues).Message);

    [Fact]
    public void An_unknown_datatype_fails_the_run_and_names_the_field()
    {
        var error = Assert.Throws<RunFailedException>(() => _factory.Create("json", "geojson"));

        Assert.Equal("unknown datatype 'json' of field 'geojson'", error.Message);
    }
}
