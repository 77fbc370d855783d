using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect.Plugins;

public sealed class ArcGisPluginTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_layer_is_a_collection_with_a_feature_a_line()
    {
        await using var server = await ArcGisServer.StartAsync();
        server.Count = 2;
        Assert.Equal(
            """
            {"type":"FeatureCollection","features":[
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0.5, 51]}, "properties": {"OBJECTID": 1, "name": "Tree 1"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 51]}, "properties": {"OBJECTID": 2, "name": "Tree 2"}}]}
            """,
            await ContentAsync(server));
        using var log = Log(server.Url);
        Assert.Equal(["elapsed", "endpoint-url", "entry-date", "resource", "status"], log.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("200", log.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_layer_without_features_is_an_empty_collection()
    {
        await using var server = await ArcGisServer.StartAsync();
        server.Count = 0;
        Assert.Equal("""{"type":"FeatureCollection","features":[]}""", await ContentAsync(server));
    }

    /// <summary>However a server can be asked, the features and their order are the same.</summary>
    [Theory]
    [InlineData(true, true, true, true, null)]
    [InlineData(true, true, true, true, 1000)]
    [InlineData(false, true, true, true, null)]
    [InlineData(false, true, true, false, null)]
    [InlineData(true, false, true, false, null)]
    [InlineData(false, false, true, true, null)]
    [InlineData(false, false, false, true, null)]
    public async Task Every_feature_comes_once(bool pagination, bool statistics, bool ids, bool counts, int? claimed)
    {
        await using var server = await ArcGisServer.StartAsync();
        (server.SupportsPagination, server.SupportsStatistics, server.ListsIds, server.Counts, server.ClaimedRecordCount) = (pagination, statistics, ids, counts, claimed);
        using var collection = JsonDocument.Parse(await ContentAsync(server));
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7],
            collection.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("OBJECTID").GetInt32()));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("""{"max_page_size": 2}""", 4)]
    [InlineData("""{"max_page_size": 20}""", 3)]
    [InlineData("""{"max_page_size": 0}""", 3)]
    [InlineData("""{"page": 2}""", 3)]
    [InlineData("[]", 3)]
    [InlineData("not JSON", 3)]
    public async Task Pages_are_as_large_as_both_sides_allow(string parameters, int pages)
    {
        await using var server = await ArcGisServer.StartAsync();
        await ContentAsync(server, parameters);
        Assert.Equal(pages, server.Pages);
        using var log = Log(server.Url);
        Assert.Equal(parameters is not ("" or """{"max_page_size": 2}""" or """{"max_page_size": 20}"""), log.RootElement.TryGetProperty("warning", out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_that_fails_once_is_asked_for_again(bool politely)
    {
        await using var server = await ArcGisServer.StartAsync();
        (server.Fails, server.FailsPolitely) = ((2, 1), politely);
        Assert.Contains("\"OBJECTID\": 7", await ContentAsync(server, """{"retry_backoff_seconds": 1}"""), StringComparison.Ordinal);
        Assert.Equal(4, server.Pages);
    }

    public static TheoryData<string, Action<object>> Faults => new()
    {
        { "page 2 fails", server => ((ArcGisServer)server).Fails = (2, 100) },
        { "page 2 fails with a status", server => (((ArcGisServer)server).Fails, ((ArcGisServer)server).FailsPolitely) = ((2, 100), false) },
        { "always the first page", server => ((ArcGisServer)server).AlwaysFirstPage = true },
        { "always the first page, without ids", server => (((ArcGisServer)server).AlwaysFirstPage, ((ArcGisServer)server).Feature) = (true, _ => new JsonObject()) },
        { "one feature on two pages", server => ((ArcGisServer)server).Feature = id => ArcGisServer.Point(Math.Max(1, id - (id / 4))) },
        { "a range cut short", server => (((ArcGisServer)server).SupportsPagination, ((ArcGisServer)server).ClaimedRecordCount) = (false, 100) },
        { "too many at one place", server => (((ArcGisServer)server).SupportsPagination, ((ArcGisServer)server).SupportsStatistics, ((ArcGisServer)server).ListsIds, ((ArcGisServer)server).MaxRecordCount) = (false, false, false, 1) },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Nothing_is_ever_cut_short_in_silence(string fault, Action<object> break_)
    {
        Assert.NotEmpty(fault);
        await using var server = await ArcGisServer.StartAsync();
        await using var provider = await Provider.StartAsync();
        break_(server);
        using var collector = Collector();
        var good = provider.Url + "/data.csv";
        var path = _folder.Write(
            "endpoint.csv",
            "endpoint,endpoint-url,plugin,parameters\r\n"
            + $"{Sha256Hex.OfText(server.Url)},{server.Url},arcgis,\"{{\"\"retries\"\": 1, \"\"retry_backoff_seconds\"\": 1}}\"\r\n{Sha256Hex.OfText(good)},{good},,\r\n");
        var outcome = await collector.CollectAsync(path, cancel: TestContext.Current.CancellationToken);

        Assert.Equal((FetchStatus.Failed, FetchStatus.Ok), (outcome.Results[0].Status, outcome.Results[1].Status));
        Assert.Equal("EsriDownloadError", outcome.Results[0].Cause);
        using var log = Log(server.Url);
        Assert.Equal("TypeError", log.RootElement.GetProperty("exception").GetString());
        Assert.Equal("EsriDownloadError", log.RootElement.GetProperty("cause").GetString());
        Assert.False(log.RootElement.TryGetProperty("status", out _));
        Assert.Single(Directory.EnumerateFiles(_folder["resource"]));
    }

    [Fact]
    public async Task Features_are_printed_as_Python_prints_them()
    {
        await using var server = await ArcGisServer.StartAsync();
        server.Count = 1;
        server.Feature = _ => (JsonObject)JsonNode.Parse(
            """{"attributes":{"OBJECTID":1,"é":"€ \"\\\n\u007f😀","a":1.0,"b":1e3,"c":0.00001,"d":123456789012345678901234567890,"e":null,"f":[true,{}]}}""")!;
        Assert.Contains(
            """{"type": "Feature", "geometry": null, "properties": {"OBJECTID": 1, "\u00e9": "\u20ac \"\\\n\u007f\ud83d\ude00", "a": 1.0, "b": 1000.0, "c": 1e-05, "d": 123456789012345678901234567890, "e": null, "f": [true, {}]}}""",
            await ContentAsync(server),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_that_is_not_there_fails_by_its_own_name()
    {
        await using var provider = await Provider.StartAsync();
        using var collector = Collector();
        var url = provider.Url + "/none";
        await collector.FetchAsync(new Endpoint(url, Plugin: "arcgis"), cancel: TestContext.Current.CancellationToken);
        using var log = Log(url);
        Assert.Equal("EsriDownloadError", log.RootElement.GetProperty("exception").GetString());
    }

    private Collector Collector() => new(
        _folder["resource"],
        _folder["log"],
        new PinnedClock(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero)),
        new CollectorOptions { AllowedHosts = Loopback.Allowed, RetryDelay = TimeSpan.Zero });

    private async Task<string> ContentAsync(ArcGisServer server, string parameters = "")
    {
        using var collector = Collector();
        var result = await collector.FetchAsync(new Endpoint(server.Url, Plugin: "arcgis", Parameters: parameters), cancel: TestContext.Current.CancellationToken);
        Assert.True(result.Status == FetchStatus.Ok, result.Message);
        return await File.ReadAllTextAsync(_folder["resource/" + result.Resource], TestContext.Current.CancellationToken);
    }

    private JsonDocument Log(string url) => JsonDocument.Parse(File.ReadAllBytes(_folder[$"log/2024-05-02/{Sha256Hex.OfText(url)}.json"]));
}
