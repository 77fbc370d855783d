using System.Text;
using DigitalLand.Transform.Formats;
using DigitalLand.Transform.Formats.GeoJson;
using DigitalLand.Transform.Tests.Datatypes;

namespace DigitalLand.Transform.Tests.Formats;

public sealed class GeoJsonFormatTests : IDisposable
{
    /// <summary>Documents of each sort; <c>TEST_DOCUMENTS</c> asks for more.</summary>
    private static readonly int Documents = int.TryParse(Environment.GetEnvironmentVariable("TEST_DOCUMENTS"), out var given) ? given : 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Documents_as_councils_publish_them_are_written_as_ogr2ogr_writes_them_and_without_it()
    {
        RequireOgr2Ogr();
        var documents = new GeoJsonDocuments(new Random(Seed.New()));
        for (var count = 0; count < Documents; count++)
        {
            var document = documents.PlainDocument();
            var managed = Managed(document, out var reason);

            Assert.True(managed is not null, $"not certain, {reason}: {Text(document)}");
            AssertSame(Oracle(document), managed, document);
        }
    }

    [Fact]
    public void Of_any_document_the_reader_writes_what_ogr2ogr_writes_or_says_that_it_is_not_certain()
    {
        RequireOgr2Ogr();
        var documents = new GeoJsonDocuments(new Random(Seed.New()));
        var certain = 0;
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var count = 0; count < Documents; count++)
        {
            var document = documents.OddDocument();
            if (Managed(document, out var reason) is { } managed)
            {
                certain++;
                AssertSame(Oracle(document), managed, document);
            }
            else
            {
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"certain of {certain} of {Documents} odd documents, else: {string.Join("; ", reasons)}");
        Assert.True(certain > 0);
    }

    [Fact]
    public void Of_a_document_with_one_character_changed_the_reader_writes_what_ogr2ogr_writes_or_says_that_it_is_not_certain()
    {
        RequireOgr2Ogr();
        var documents = new GeoJsonDocuments(new Random(Seed.New()));
        for (var count = 0; count < Documents; count++)
        {
            var document = documents.DamagedDocument();
            if (Managed(document) is { } managed)
            {
                AssertSame(Oracle(document), managed, document);
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "WKT,\r\n")]
    [InlineData(
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"b":"2019-03-04","c":true,"d":1.50,"e":"07","f":{"x":[1,2.0]}},"geometry":{"type":"Polygon","coordinates":[[[0.123456789012,51.5],[1,52],[0,0],[0.123456789012,51.5]]]}}]}""",
        "WKT,a,b,c,d,e,f\r\n\"MULTIPOLYGON (((0.123456789 51.5,1 52,0 0,0.123456789 51.5)))\",\"1\",2019/03/04,\"1\",1.5,\"07\",\"{ \"\"x\"\": [ 1, 2.0 ] }\"\r\n")]
    [InlineData(
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"c":2},"geometry":null},{"type":"Feature","properties":{"a":"x","b":null,"c":3},"geometry":null}]}""",
        "WKT,a,b,c\r\n,\"1\",,\"2\"\r\n,x,,\"3\"\r\n")]
    [InlineData(
        """{"type":"FeatureCollection","features":[{"type":"Feature","id":"x.1","properties":{},"geometry":{"type":"Point","coordinates":[-2,52.5,0,null]}}]}""",
        "WKT,id\r\n\"POINT Z (-2 52.5 0)\",x.1\r\n")]
    public void A_plain_document_becomes_the_CSV_of_ogr2ogr(string document, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Managed(Encoding.UTF8.GetBytes(document))!));

    [Theory]
    [InlineData("""[{"type":"FeatureCollection","features":[]}]""")]
    [InlineData("""{"type":"Topology","objects":{}}""")]
    [InlineData("""{"type":"Feature","properties":{"a":1},"geometry":null}""")]
    [InlineData("""{"features":[],"type":"FeatureCollection"}""")]
    [InlineData("""{"type":"FeatureCollection","columns":["a"],"data":[["1"]],"features":[]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[],"data":[["1"]]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[]} x""")]
    [InlineData("""{"type":"FeatureCollection","features":[],}""")]
    [InlineData("""{"type":"FeatureCollection","features":[null]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"A":2},"geometry":null}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"a":2},"geometry":null}]}""")]
    [InlineData("""{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://example.org/crs"}},"features":[]}""")]
    [InlineData("""{"name":"type","type":"FeatureCollection","features":[]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"x","properties":{"id":1},"geometry":null}]}""")]
    [InlineData("""{"geometryType":"esriGeometryPoint","fieldAliases":{},"features":[]}""")]
    public void Of_what_is_not_a_plain_collection_the_reader_is_not_certain_and_leaves_no_file(string document)
    {
        Assert.Null(Managed(Encoding.UTF8.GetBytes(document)));
        Assert.False(File.Exists(_folder.File("managed.csv")));
    }

    [Fact]
    public void Deep_nesting_is_not_certain()
    {
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);

        Assert.Null(Managed(Encoding.UTF8.GetBytes($$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":{{{nested}}}},"geometry":null}]}""")));
    }

    [Fact]
    public void A_document_cut_short_anywhere_is_never_taken_for_a_whole_one()
    {
        var document = Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"é\n"},"geometry":{"type":"Point","coordinates":[1,2]}}],"bbox":[1]}""");
        for (var length = 0; length < document.Length; length++)
        {
            Assert.Null(Managed(document[..length]));
        }
    }

    [Fact]
    public void A_feature_larger_than_the_buffer_is_read_whole()
    {
        var ring = string.Join(",", Enumerable.Range(0, 100_000).Select(number => $"[{number},0.5]"));
        var feature = $$$"""{"type":"Feature","properties":{"a":"b"},"geometry":{"type":"Polygon","coordinates":[[{{{ring}}}]]}}""";

        var csv = Encoding.UTF8.GetString(Managed(Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{feature}},{{feature}}]}"""))!);

        var row = $"\"MULTIPOLYGON ((({string.Join(",", Enumerable.Range(0, 100_000).Select(number => $"{number}.0 0.5"))})))\",b\r\n";
        Assert.Equal("WKT,a\r\n" + row + row, csv);
    }

    [Theory]
    [InlineData("ca-geojson-4326")]
    [InlineData("ca-geojson-crs27700")]
    [InlineData("ca-geojson-empty")]
    [InlineData("tpz-geojson")]
    [InlineData("lb-real-d658eefe")]
    public void Recorded_resources_need_no_child_process(string name)
    {
        var resource = Directory.GetFiles(Path.Combine(Golden(), name, "input")).Single();

        var managed = Managed(File.ReadAllBytes(resource));

        Assert.NotNull(managed);
        if (HasOgr2Ogr())
        {
            AssertSame(Oracle(File.ReadAllBytes(resource)), managed, []);
        }
    }

    private byte[]? Managed(byte[] document)
    {
        var (input, output) = (_folder.File("input"), _folder.File("managed.csv"));
        File.WriteAllBytes(input, document);
        return GeoJsonFormat.TryWrite(input, output, TestContext.Current.CancellationToken) ? File.ReadAllBytes(output) : null;
    }

    /// <summary>The same, with the reason for not being certain.</summary>
    private byte[]? Managed(byte[] document, out string reason)
    {
        reason = "";
        var (input, output) = (_folder.File("input"), _folder.File("managed.csv"));
        File.WriteAllBytes(input, document);
        try
        {
            GeoJsonFormat.Write(input, output, TestContext.Current.CancellationToken);
            return File.ReadAllBytes(output);
        }
        catch (NotCertainException uncertain)
        {
            reason = uncertain.Message;
            return null;
        }
    }

    private static byte[] Oracle(byte[] document)
    {
        using var folder = new TemporaryFolder();
        var input = folder.File("input");
        File.WriteAllBytes(input, document);
        using var reader = Ogr2Ogr.Open(input, folder, TestContext.Current.CancellationToken);
        return File.ReadAllBytes(folder.File("converted.csv"));
    }

    private static void AssertSame(byte[] expected, byte[] actual, byte[] document) =>
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"document {Text(document)}\nogr2ogr {Text(expected)}\nmanaged {Text(actual)}");

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static bool HasOgr2Ogr() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "ogr2ogr")));

    private static void RequireOgr2Ogr()
    {
        if (!HasOgr2Ogr())
        {
            Assert.Skip("ogr2ogr, to compare with, is not installed (package gdal-bin)");
        }
    }

    private static string Golden()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var golden = Path.Combine(folder.FullName, "..", "shared", "golden");
            if (File.Exists(Path.Combine(folder.FullName, "DigitalLand.slnx")) && Directory.Exists(golden))
            {
                return golden;
            }
        }

        Assert.Skip("the recorded resources are not here");
        return "";
    }
}
