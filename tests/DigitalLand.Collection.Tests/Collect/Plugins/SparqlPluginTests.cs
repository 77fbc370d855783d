using System.Text.Json;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect.Plugins;

public sealed class SparqlPluginTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_answer_to_a_query_is_CSV_with_sorted_columns()
    {
        await using var provider = await Provider.StartAsync();
        var (result, _) = await FetchAsync(provider.Url + "/sparql#" + _folder.Write("query.sparql", "select * where { ?s ?p ?o }"), allowed: "file:");
        Assert.Equal(
            "a-name,z-item\r\n\"One, or another\",http://www.wikidata.org/entity/Q1\r\n,Q2\r\n",
            await File.ReadAllTextAsync(_folder["resource/" + result.Resource], TestContext.Current.CancellationToken));
        Assert.Contains("select", provider.SparqlQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#/etc/hostname", "AddressNotAllowed")]
    [InlineData("#../../../../etc/hostname", "AddressNotAllowed")]
    [InlineData("#none.sparql", "FileNotFoundError")]
    [InlineData("#a#b", "ValueError")]
    [InlineData("", "ValueError")]
    public async Task A_query_that_may_not_or_cannot_be_sent_is_a_failure_of_its_endpoint(string query, string cause)
    {
        await using var provider = await Provider.StartAsync();
        var (result, log) = await FetchAsync(provider.Url + "/sparql" + query, allowed: "");
        Assert.Equal(cause, result.Cause);
        Assert.Equal(cause, log.RootElement.GetProperty("exception").GetString());
        Assert.Equal("", provider.SparqlQuery);
    }

    [Fact]
    public async Task A_service_that_refuses_is_a_failure_of_its_endpoint()
    {
        await using var provider = await Provider.StartAsync();
        var (result, _) = await FetchAsync(provider.Url + "/none#" + _folder.Write("query.sparql", "ask"), allowed: "file:");
        Assert.Equal("EndPointNotFound", result.Cause);
    }

    private async Task<(FetchResult Result, JsonDocument Log)> FetchAsync(string url, string allowed)
    {
        using var collector = new Collector(
            _folder["resource"],
            _folder["log"],
            new PinnedClock(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero)),
            new CollectorOptions { AllowedHosts = DigitalLand.Collection.Collect.Addresses.AllowedHosts.Parse("127.0.0.1", allowed) });
        var result = await collector.FetchAsync(new Endpoint(url, Plugin: "sparql"), cancel: TestContext.Current.CancellationToken);
        return (result, JsonDocument.Parse(await File.ReadAllBytesAsync(_folder[$"log/2024-05-02/{Sha256Hex.OfText(url)}.json"], TestContext.Current.CancellationToken)));
    }
}
