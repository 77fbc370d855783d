using System.Net;
using System.Net.Sockets;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect;

/// <summary>What goes wrong has the name that Python's requests gives it, and a try that failed for the moment is made again.</summary>
public sealed class FetchFailureTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/slow", "ReadTimeout", 0.3)]
    [InlineData("/stalls", "ConnectionError", 3)]
    [InlineData("/not-gzip", "ContentDecodingError", 60)]
    [InlineData("/redirects/31", "TooManyRedirects", 60)]
    [InlineData("/to-file", "InvalidSchema", 60)]
    public async Task A_server_that_misbehaves(string path, string cause, double patience)
    {
        await using var provider = await Provider.StartAsync();
        var log = await FailedLogAsync(provider.Url + path, patience);
        Assert.Equal(
            $$"""{"elapsed":"E","endpoint-url":"{{provider.Url + path}}","entry-date":"2024-05-02T02:00:00","exception":"{{cause}}","ssl-verify":true}""",
            log);
    }

    [Theory]
    [InlineData(null, "ConnectionError")]
    [InlineData("", "ConnectionError")]
    [InlineData("this is not HTTP\r\n\r\n", "ConnectionError")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "ChunkedEncodingError")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n9\r\nbro", "ChunkedEncodingError")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\nshort", "ChunkedEncodingError")]
    public async Task An_answer_that_breaks_off(string? answer, string cause)
    {
        await using var provider = new RawProvider(answer);
        Assert.Contains($"\"exception\":\"{cause}\",\"ssl-verify\":true}}", await FailedLogAsync(provider.Url), StringComparison.Ordinal);
    }

    /// <summary>The queue of a listener that accepts nobody fills up, and then nobody answers.</summary>
    [Fact]
    public async Task An_address_where_nobody_answers()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        using var waiting = new WaitingClients(listener.LocalEndPoint!);
        await waiting.FillAsync(Cancel);
        Assert.Contains("\"exception\":\"ConnectTimeout\"", await FailedLogAsync($"http://{listener.LocalEndPoint}/", patience: 0.3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for()
    {
        await using var provider = await Provider.StartAsync(withSelfSignedCertificate: true);
        Assert.Contains("\"exception\":\"SSLError\"", await FailedLogAsync(provider.Url + "/data.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nobody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}/";
        listener.Stop();
        Assert.Contains("\"exception\":\"ConnectionError\"", await FailedLogAsync(url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_is_never_answered()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Contains("\"exception\":\"ReadTimeout\"", await FailedLogAsync($"https://{listener.LocalEndpoint}/", patience: 0.3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_again()
    {
        await using var provider = await Provider.StartAsync();
        using var collector = Collector();
        var result = await collector.FetchAsync(new Endpoint(provider.Url + "/unavailable-twice"), cancel: Cancel);
        Assert.Equal(FetchStatus.Ok, result.Status);
        Assert.Equal(3, provider.Requests["/unavailable-twice"]);
    }

    [Fact]
    public async Task A_server_that_stays_in_trouble_is_logged_with_its_last_answer()
    {
        await using var provider = await Provider.StartAsync();
        Assert.Contains("\"status\":\"503\"}", await FailedLogAsync(provider.Url + "/unavailable"), StringComparison.Ordinal);
        Assert.Equal(3, provider.Requests["/unavailable"]);
    }

    [Fact]
    public async Task A_plugin_that_fails_in_its_own_way_is_logged_by_the_name_of_its_error()
    {
        using var collector = Collector(plugins: new BrokenPlugin());
        var result = await collector.FetchAsync(new Endpoint("https://example.com/", Plugin: "broken"), cancel: Cancel);
        Assert.Equal((FetchStatus.Failed, "FormatException", "one half"), (result.Status, result.Cause, result.Message));
        Assert.Empty(Directory.EnumerateFiles(_folder["resource"]));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Collector Collector(double patience = 60, params ICollectorPlugin[] plugins)
    {
        var timeout = TimeSpan.FromSeconds(patience);
        return new Collector(
            _folder["resource"],
            _folder["log"],
            new PinnedClock(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero)),
            new CollectorOptions { AllowedHosts = Loopback.Allowed, ConnectTimeout = timeout, ReadTimeout = timeout, RetryDelay = TimeSpan.Zero },
            plugins);
    }

    /// <summary>The log of a fetch that keeps nothing, its time set to E.</summary>
    private async Task<string> FailedLogAsync(string url, double patience = 60)
    {
        using var collector = Collector(patience);
        var result = await collector.FetchAsync(new Endpoint(url), cancel: Cancel);
        Assert.Equal(FetchStatus.Failed, result.Status);
        Assert.Empty(Directory.EnumerateFiles(_folder["resource"]));
        var log = await File.ReadAllTextAsync(_folder[$"log/2024-05-02/{Sha256Hex.OfText(url)}.json"], Cancel);
        return System.Text.RegularExpressions.Regex.Replace(log, "\"elapsed\":\"[0-9.]+\"", "\"elapsed\":\"E\"");
    }

    private sealed class WaitingClients(EndPoint server) : IDisposable
    {
        private readonly List<Socket> _clients = [];

        /// <summary>Connects until a connection is not made.</summary>
        public async Task FillAsync(CancellationToken cancel)
        {
            while (true)
            {
                var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _clients.Add(client);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                patience.CancelAfter(TimeSpan.FromSeconds(1));
                try
                {
                    await client.ConnectAsync(server, patience.Token);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }

        public void Dispose() => _clients.ForEach(client => client.Dispose());
    }

    private sealed class BrokenPlugin : ICollectorPlugin
    {
        public string Name => "broken";

        public Task GetAsync(Fetch fetch, CancellationToken cancel)
        {
            fetch.Content.Write("one half"u8);
            throw new FormatException("one half");
        }
    }
}
