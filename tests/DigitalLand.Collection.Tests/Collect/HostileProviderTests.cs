using System.Net;
using System.Text.Json;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect;

/// <summary>
/// What providers and networks do to a collector, by accident or not: the outcome is recorded by its own name, and the endpoint that
/// was collected beside it is unharmed.
/// </summary>
public sealed class HostileProviderTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/slow", "TotalTimeExceeded")]
    [InlineData("/stalls", "TotalTimeExceeded")]
    [InlineData("/drips", "TotalTimeExceeded")]
    public async Task An_endpoint_that_hangs_ends_with_its_time(string path, string cause)
    {
        var log = await FailedBesideAGoodOneAsync(path, Options with { TotalTime = TimeSpan.FromSeconds(1.5) });
        Assert.Equal(cause, Text(log, "exception"));
    }

    [Fact]
    public async Task An_endpoint_that_drips_is_given_up()
    {
        var log = await FailedBesideAGoodOneAsync("/drips", Options with { RateWindow = TimeSpan.FromSeconds(0.5), MinBytesPerSecond = 1000 });
        Assert.Equal("TooSlow", Text(log, "exception"));
    }

    [Theory]
    [InlineData("/bomb", "DecompressionBomb")]
    [InlineData("/large", "ContentTooLarge")]
    [InlineData("/not-gzip", "ContentDecodingError")]
    [InlineData("/redirects/31", "TooManyRedirects")]
    [InlineData("/loop", "TooManyRedirects")]
    [InlineData("/to-file", "InvalidSchema")]
    [InlineData("/to-private", "AddressNotAllowed")]
    public async Task An_endpoint_that_goes_too_far(string path, string cause)
    {
        var log = await FailedBesideAGoodOneAsync(path, Options with { MaxBytes = 16 << 20, FreeDecodedBytes = 1 << 20 });
        Assert.Equal(cause, Text(log, "exception"));
        Assert.False(log.RootElement.TryGetProperty("resource", out _));
    }

    [Fact]
    public async Task A_web_page_is_no_data_whatever_its_address()
    {
        var log = await FailedBesideAGoodOneAsync("/page.html", Options);
        Assert.Equal("200", Text(log, "status"));
        Assert.False(log.RootElement.TryGetProperty("exception", out _));
    }

    /// <summary>What is kept goes by the type, as ever; that the content disagrees is said.</summary>
    [Theory]
    [InlineData("text/csv", "<!DOCTYPE html><p>Sign in", FetchStatus.Ok, "is a web page")]
    [InlineData("text/csv", " \n<HTML>", FetchStatus.Ok, "is a web page")]
    [InlineData("text/csv", "name\r\n<html>", FetchStatus.Ok, null)]
    [InlineData("text/html", "reference,name\r\n", FetchStatus.Failed, "it is no web page")]
    [InlineData("text/html", "<html>", FetchStatus.Failed, null)]
    public async Task Content_that_is_not_what_its_type_says_is_told(string type, string content, FetchStatus status, string? warning)
    {
        await using var provider = new RawProvider($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {content.Length}\r\n\r\n{content}");
        using var collector = Collector(Options);
        var result = await collector.FetchAsync(new Endpoint(provider.Url), cancel: Cancel);
        Assert.Equal(status, result.Status);
        Assert.Equal(warning is null, result.Message is null);
        Assert.Contains(warning ?? "", Text(Log(provider.Url), "warning") ?? "", StringComparison.Ordinal);
    }

    /// <summary>What stands behind the length that a server gives is not read; what is missing before it is a failure.</summary>
    [Theory]
    [InlineData(4, FetchStatus.Ok)]
    [InlineData(40, FetchStatus.Failed)]
    public async Task A_length_that_lies(int length, FetchStatus status)
    {
        await using var provider = new RawProvider($"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n\r\nnamename");
        using var collector = Collector(Options);
        var result = await collector.FetchAsync(new Endpoint(provider.Url), cancel: Cancel);
        Assert.Equal(status, result.Status);
        Assert.Equal(status == FetchStatus.Ok ? Sha256Hex.OfText("name") : null, result.Resource);
        Assert.Equal(status == FetchStatus.Ok ? null : "ChunkedEncodingError", Text(Log(provider.Url), "exception"));
    }

    [Theory]
    [InlineData("http://localhost:{0}/data.csv")]
    [InlineData("http://127.0.0.1:{0}/data.csv")]
    [InlineData("http://127.1:{0}/data.csv")]
    [InlineData("http://2130706433:{0}/data.csv")]
    [InlineData("http://0x7f000001:{0}/data.csv")]
    [InlineData("http://0177.0.0.1:{0}/data.csv")]
    [InlineData("http://[::1]:{0}/data.csv")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/data.csv")]
    [InlineData("http://0.0.0.0:{0}/data.csv")]
    [InlineData("http://rebinds.example:{0}/data.csv")]
    [InlineData("file:///etc/hostname")]
    public async Task What_is_not_public_is_refused_however_it_is_written(string url)
    {
        await using var provider = await Provider.StartAsync();
        url = string.Format(null, url, new Uri(provider.Url).Port);
        var log = await FailedAsync(url, new CollectorOptions { RetryDelay = TimeSpan.Zero, Resolve = ResolveAsync });
        Assert.Equal("AddressNotAllowed", Text(log, "exception"));
        Assert.Empty(provider.Requests);
    }

    /// <summary>A name is resolved once for each connection, and what was looked at is what is connected to.</summary>
    [Fact]
    public async Task A_name_that_changes_its_address_between_look_and_connection_gains_nothing()
    {
        await using var provider = await Provider.StartAsync();
        var lookups = 0;
        Task<IPAddress[]> Rebinding(string host, CancellationToken cancel) =>
            Task.FromResult<IPAddress[]>([Interlocked.Increment(ref lookups) == 1 ? IPAddress.Parse("192.0.2.1") : IPAddress.Loopback]);

        var log = await FailedAsync(
            $"http://rebinds.example:{new Uri(provider.Url).Port}/data.csv",
            new CollectorOptions { RetryDelay = TimeSpan.Zero, Resolve = Rebinding, ConnectTimeout = TimeSpan.FromSeconds(1) });
        Assert.Equal("AddressNotAllowed", Text(log, "exception"));
        Assert.Equal(1, lookups);
        Assert.Empty(provider.Requests);
    }

    [Theory]
    [InlineData("ftp://example.com/x.csv", "InvalidSchema")]
    [InlineData("gopher://example.com/", "InvalidSchema")]
    public async Task Other_ways_of_fetching_are_not_known(string url, string cause) =>
        Assert.Equal(cause, Text(await FailedAsync(url, Options), "exception"));

    [Fact]
    public async Task A_wrong_certificate_is_recorded_and_never_accepted()
    {
        await using var secure = await Provider.StartAsync(withSelfSignedCertificate: true);
        var log = await FailedAsync(secure.Url + "/data.csv", Options);
        Assert.Equal("SSLError", Text(log, "exception"));
        Assert.True(log.RootElement.GetProperty("ssl-verify").GetBoolean());
        Assert.Empty(secure.Requests);
    }

    [Theory]
    [InlineData("0", 3)]
    [InlineData("1", 3)]
    [InlineData("Thu, 02 May 2024 02:00:01 GMT", 3)]
    [InlineData("86400", 3)]
    [InlineData("soon", 3)]
    public async Task A_server_that_says_when_is_asked_then(string retryAfter, int requests)
    {
        await using var provider = await Provider.StartAsync();
        provider.RetryAfter = retryAfter;
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        using var collector = Collector(Options with { MaxRetryAfter = TimeSpan.FromSeconds(1.2) });
        var result = await collector.FetchAsync(new Endpoint(provider.Url + "/too-many-twice"), cancel: Cancel);
        var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(started);

        Assert.Equal(FetchStatus.Ok, result.Status);
        Assert.Equal(requests, provider.Requests["/too-many-twice"]);
        var waits = retryAfter is "0" or "soon" ? 0 : retryAfter == "86400" ? 2.4 : 2;
        Assert.InRange(elapsed.TotalSeconds, waits - 0.1, waits + 20);
    }

    /// <summary>The storm's host gets its ten further tries, not two for each of its endpoints; the host beside it gets its own.</summary>
    [Fact]
    public async Task A_storm_of_errors_stays_with_its_host()
    {
        await using var stormy = await Provider.StartAsync();
        await using var calm = await Provider.StartAsync();
        using var collector = Collector(Options with { MaxRetriesPerHost = 10 });
        var urls = Enumerable.Range(0, 50).Select(i => $"{stormy.Url}/broken/{i}").Append(calm.Url + "/unavailable-twice").Append(calm.Url + "/data.csv");
        var outcome = await collector.CollectAsync(EndpointCsv([.. urls]), cancel: Cancel);

        Assert.Equal(2, outcome.Ok);
        Assert.Equal([("HTTP 500", 50)], outcome.Failures);
        Assert.Equal(60, stormy.Requests.Values.Sum());
        Assert.Equal(3, calm.Requests["/unavailable-twice"]);
    }

    [Fact]
    public async Task A_name_and_a_password_are_not_carried_to_another_server_or_scheme()
    {
        await using var provider = await Provider.StartAsync();
        var credentials = provider.Url.Replace("http://", "http://me:secret@", StringComparison.Ordinal);
        using var collector = Collector(Options);
        await collector.FetchAsync(new Endpoint(credentials + "/to-other-host"), cancel: Cancel);
        Assert.Equal("Basic bWU6c2VjcmV0", provider.Authorizations["/to-other-host"]);
        Assert.Equal("", provider.Authorizations["/data.csv"]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static CollectorOptions Options => new() { AllowedHosts = AllowedHosts.Parse("127.0.0.1,localhost"), RetryDelay = TimeSpan.Zero };

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) =>
        host == "rebinds.example" ? Task.FromResult<IPAddress[]>([IPAddress.Loopback]) : Dns.GetHostAddressesAsync(host, cancel);

    private Collector Collector(CollectorOptions options) =>
        new(_folder["resource"], _folder["log"], new PinnedClock(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero)), options);

    private async Task<JsonDocument> FailedBesideAGoodOneAsync(string path, CollectorOptions options)
    {
        await using var provider = await Provider.StartAsync();
        using var collector = Collector(options);
        var (bad, good) = (provider.Url + path, provider.Url + "/data.csv");
        var outcome = await collector.CollectAsync(EndpointCsv(bad, good), cancel: Cancel);
        Assert.Equal([FetchStatus.Failed, FetchStatus.Ok], outcome.Results.Select(result => result.Status));
        Assert.Equal([Sha256Hex.OfText(Provider.Data)], Directory.EnumerateFiles(_folder["resource"]).Select(Path.GetFileName));
        return Log(bad);
    }

    private async Task<JsonDocument> FailedAsync(string url, CollectorOptions options)
    {
        using var collector = Collector(options);
        var result = await collector.FetchAsync(new Endpoint(url), cancel: Cancel);
        Assert.Equal(FetchStatus.Failed, result.Status);
        Assert.Empty(Directory.EnumerateFiles(_folder["resource"]));
        return Log(url);
    }

    private string EndpointCsv(params string[] urls) =>
        _folder.Write("endpoint.csv", "endpoint,endpoint-url\r\n" + string.Concat(urls.Select(url => $"{Sha256Hex.OfText(url)},{url}\r\n")));

    private JsonDocument Log(string url) => JsonDocument.Parse(File.ReadAllBytes(_folder[$"log/2024-05-02/{Sha256Hex.OfText(url)}.json"]));

    private static string? Text(JsonDocument log, string member) => log.RootElement.TryGetProperty(member, out var value) ? value.GetString() : null;
}
