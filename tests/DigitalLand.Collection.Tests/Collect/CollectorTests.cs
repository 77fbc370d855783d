using System.Text;
using System.Text.Json;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect;

public sealed class CollectorTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 5, 2, 2, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Content_becomes_a_resource_and_the_attempt_a_log()
    {
        await using var provider = await Provider.StartAsync();
        var url = provider.Url + "/data.csv";
        var result = await FetchAsync(new Endpoint(url, Sha256Hex.OfText(url)));

        Assert.Equal(FetchStatus.Ok, result.Status);
        Assert.Equal(Sha256Hex.OfText(Provider.Data), result.Resource);
        Assert.Equal(Provider.Data, await File.ReadAllTextAsync(_folder["resource/" + result.Resource], Cancel));
        using var log = Log(url);
        Assert.Equal(
            ["elapsed", "endpoint-url", "entry-date", "request-headers", "resource", "response-headers", "ssl-verify", "status"],
            log.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("2024-05-02T02:00:00", Text(log, "entry-date"));
        Assert.Equal("200", Text(log, "status"));
        Assert.Equal(
            """{"Accept":"*/*","Accept-Encoding":"gzip, deflate","Connection":"keep-alive","User-Agent":"MHCLG Planning Data Collector"}""",
            log.RootElement.GetProperty("request-headers").GetRawText());
        Assert.Equal("text/csv", log.RootElement.GetProperty("response-headers").GetProperty("Content-Type").GetString());
    }

    [Theory]
    [InlineData("/page.html", "200", "web page instead of data")]
    [InlineData("/empty", "200", "no content")]
    [InlineData("/missing", "404", "HTTP 404")]
    public async Task An_answer_without_content_is_logged_with_its_status_only(string path, string status, string cause)
    {
        await using var provider = await Provider.StartAsync();
        var result = await FetchAsync(new Endpoint(provider.Url + path));

        Assert.Equal((FetchStatus.Failed, cause), (result.Status, result.Cause));
        using var log = Log(provider.Url + path);
        Assert.Equal(status, Text(log, "status"));
        Assert.False(log.RootElement.TryGetProperty("resource", out _));
        Assert.False(log.RootElement.TryGetProperty("exception", out _));
        Assert.Empty(Directory.EnumerateFiles(_folder["resource"]));
    }

    [Theory]
    [InlineData("/gzip")]
    [InlineData("/br")]
    [InlineData("/zlib")]
    [InlineData("/deflate")]
    public async Task Content_is_hashed_as_it_was_before_it_was_compressed(string path)
    {
        await using var provider = await Provider.StartAsync();
        var result = await FetchAsync(new Endpoint(provider.Url + path));

        Assert.Equal(Sha256Hex.OfText(Provider.Data), result.Resource);
        using var log = Log(provider.Url + path);
        var length = log.RootElement.GetProperty("response-headers").GetProperty("Content-Length").GetString();
        Assert.NotEqual(Provider.Data.Length.ToString(), length);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(1, "junk")]
    public async Task Compressed_members_follow_each_other_and_what_follows_them_is_ignored(int members, string after)
    {
        var content = string.Concat(Enumerable.Range(0, 1000));
        byte[] body = [.. Enumerable.Repeat(Gzip(content), members).SelectMany(bytes => bytes), .. Encoding.ASCII.GetBytes(after)];
        await using var provider = GzipProvider(body);
        var result = await FetchAsync(new Endpoint(provider.Url));
        Assert.Equal(Sha256Hex.OfText(string.Concat(Enumerable.Repeat(content, members))), result.Resource);
    }

    /// <summary>As requests has it: the transfer was whole, so it is the server's content.</summary>
    [Fact]
    public async Task A_compressed_file_that_a_server_cut_short_is_kept_as_far_as_it_goes()
    {
        var content = string.Concat(Enumerable.Range(0, 1000));
        await using var provider = GzipProvider(Gzip(content)[..^100]);
        var result = await FetchAsync(new Endpoint(provider.Url));
        var kept = await File.ReadAllTextAsync(_folder["resource/" + result.Resource], Cancel);
        Assert.StartsWith(kept, content, StringComparison.Ordinal);
        Assert.InRange(kept.Length, 1, content.Length - 1);
    }

    [Fact]
    public async Task JSON_loses_the_time_of_its_answer()
    {
        await using var provider = await Provider.StartAsync();
        var result = await FetchAsync(new Endpoint(provider.Url + "/features.json"));
        Assert.Equal(Sha256Hex.OfText("""{ "a":1}"""), result.Resource);
    }

    [Theory]
    [InlineData("/redirect")]
    [InlineData("/redirects/30")]
    [InlineData("/sign-in")]
    public async Task Redirects_are_followed_with_their_cookies(string path)
    {
        await using var provider = await Provider.StartAsync();
        Assert.Equal(Sha256Hex.OfText(Provider.Data), (await FetchAsync(new Endpoint(provider.Url + path))).Resource);
    }

    [Fact]
    public async Task Header_names_are_logged_in_the_letter_case_of_the_server()
    {
        await using var provider = new RawProvider(
            "HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n" +
            "HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\nCONTENT-LENGTH: 2\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nx-Own: caf\u00e9\r\n\r\nab",
            closes: false);
        using var collector = Collector();

        // Twice, so that the second answer comes over the connection of the first.
        foreach (var url in new[] { provider.Url + "1", provider.Url + "2" })
        {
            Assert.Equal(Sha256Hex.OfText("ab"), (await collector.FetchAsync(new Endpoint(url), cancel: Cancel)).Resource);
            using var log = Log(url);
            Assert.Equal(
                """{"CONTENT-LENGTH":"2","Set-Cookie":"a=1, b=2","content-type":"text/csv","x-Own":"café"}""",
                log.RootElement.GetProperty("response-headers").GetRawText());
        }

        Assert.Equal(1, provider.Connections);
    }

    [Theory]
    [InlineData("2024-05-02", true)]
    [InlineData("2024-5-2", true)]
    [InlineData("2023-01-01", true)]
    [InlineData("2024-05-03", false)]
    [InlineData("", false)]
    public async Task An_endpoint_is_not_asked_from_its_end_date_on(string endDate, bool expired)
    {
        await using var provider = await Provider.StartAsync();
        var url = provider.Url + "/data.csv";
        var result = await FetchAsync(new Endpoint(url, EndDate: endDate));
        Assert.Equal(expired ? FetchStatus.Expired : FetchStatus.Ok, result.Status);
        Assert.Equal(!expired, provider.Requests.ContainsKey("/data.csv"));
        Assert.Equal(!expired, File.Exists(LogPath(url)));
    }

    [Fact]
    public async Task A_hash_that_is_not_of_the_URL_is_neither_fetched_nor_logged()
    {
        await using var provider = await Provider.StartAsync();
        var result = await FetchAsync(new Endpoint(provider.Url + "/data.csv", Hash: new string('0', 64)));
        Assert.Equal(FetchStatus.HashFailure, result.Status);
        Assert.Empty(provider.Requests);
        Assert.False(Directory.Exists(_folder["log"]));
    }

    [Fact]
    public async Task An_endpoint_is_fetched_once_a_day_unless_it_is_to_be_refilled()
    {
        await using var provider = await Provider.StartAsync();
        var endpoint = new Endpoint(provider.Url + "/data.csv");
        await FetchAsync(endpoint);
        Assert.Equal(FetchStatus.AlreadyFetched, (await FetchAsync(endpoint)).Status);
        Assert.Equal(1, provider.Requests["/data.csv"]);

        await File.WriteAllTextAsync(LogPath(endpoint.Url), "old", Cancel);
        using var collector = Collector();
        Assert.Equal(FetchStatus.Ok, (await collector.FetchAsync(endpoint, refillTodaysLogs: true, Cancel)).Status);
        Assert.Equal(2, provider.Requests["/data.csv"]);
        using var log = Log(endpoint.Url);
        Assert.Equal("200", Text(log, "status"));
    }

    [Fact]
    public async Task A_resource_that_is_there_is_never_written_again()
    {
        await using var provider = await Provider.StartAsync();
        var resource = Sha256Hex.OfText(Provider.Data);
        _folder.Write("resource/" + resource, "as it was");
        Assert.Equal(resource, (await FetchAsync(new Endpoint(provider.Url + "/data.csv"))).Resource);
        Assert.Equal("as it was", await File.ReadAllTextAsync(_folder["resource/" + resource], Cancel));
        Assert.Single(Directory.EnumerateFiles(_folder["resource"]));
    }

    [Fact]
    public async Task All_logs_of_a_run_bear_one_time_and_one_failure_stops_nothing()
    {
        await using var provider = await Provider.StartAsync();
        await using var other = new RawProvider(answer: null);
        var good = Enumerable.Range(0, 20).Select(i => $"{provider.Url}/data/{i}").ToList();
        var path = EndpointCsv(
        [
            ("https://ended.invalid/", "", "2020-01-01"),
            (provider.Url + "/data.csv", "no-such-plugin", ""),
            (provider.Url + "/page.html", "", "01/05/2030"),
            (other.Url, "", ""),
            ("www.example.com/a", "", ""),
            ("", "", ""),
            .. good.Select(url => (url, "", "")),
        ]);

        var clock = new StepClock(Now.AddTicks(1234560));
        using var collector = new Collector(_folder["resource"], _folder["log"], clock, Impatient);
        clock.Step(TimeSpan.FromHours(23));
        var progress = new Reports();
        var outcome = await collector.CollectAsync(path, progress: progress, cancel: Cancel);

        Assert.Equal((24, 20, 4, 1), (outcome.Tried, outcome.Ok, outcome.Failed, outcome.Expired));
        Assert.Equal(
            [("ConnectionError", 1), ("MissingSchema", 1), ("UnknownPlugin", 1), ("ValueError", 1)], outcome.Failures);
        Assert.Equal(25, progress.All.Count);
        Assert.Equal(Enumerable.Range(1, 25), progress.All.Select(report => report.Done).Order());
        Assert.All(good, url => Assert.Equal("2024-05-02T02:00:00.123456", Text(Log(url), "entry-date")));
        Assert.Equal(
            $$"""{"elapsed":"0.0","endpoint-url":"{{provider.Url}}/data.csv","entry-date":"2024-05-02T02:00:00.123456","exception":"UnknownPlugin"}""",
            await File.ReadAllTextAsync(LogPath(provider.Url + "/data.csv"), Cancel));
        Assert.DoesNotContain("/data.csv", provider.Requests.Keys);
    }

    [Fact]
    public async Task One_host_is_asked_two_things_at_once_and_no_more()
    {
        await using var provider = await Provider.StartAsync();
        var path = EndpointCsv([.. Enumerable.Range(0, 30).Select(i => ($"{provider.Url}/pause/{i}", "", ""))]);
        using var collector = Collector();
        Assert.Equal(30, (await collector.CollectAsync(path, cancel: Cancel)).Ok);
        Assert.Equal(2, provider.MostAtOnce);
    }

    [Theory]
    [InlineData(false, FetchStatus.AlreadyFetched)]
    [InlineData(true, FetchStatus.Ok)]
    public async Task A_URL_that_stands_twice_in_the_file_is_asked_once(bool refill, FetchStatus second)
    {
        await using var provider = await Provider.StartAsync();
        var url = provider.Url + "/data.csv";
        using var collector = Collector();
        var outcome = await collector.CollectAsync(EndpointCsv([(url, "", ""), (url, "", "")]), refill, cancel: Cancel);
        Assert.Equal([FetchStatus.Ok, second], outcome.Results.Select(result => result.Status));
        Assert.Equal(1, provider.Requests["/data.csv"]);
    }

    [Fact]
    public async Task A_file_without_URLs_cannot_be_collected()
    {
        using var collector = Collector();
        var path = _folder.Write("endpoint.csv", "endpoint,url\r\n1,2\r\n");
        await Assert.ThrowsAsync<RunFailedException>(() => collector.CollectAsync(path, cancel: Cancel));
        await Assert.ThrowsAsync<WrongUseException>(() => collector.CollectAsync(_folder["none.csv"], cancel: Cancel));
    }

    [Fact]
    public async Task Stopping_leaves_no_half_resource_and_no_log()
    {
        await using var provider = await Provider.StartAsync();
        using var collector = Collector();
        using var stop = new CancellationTokenSource();
        var run = collector.CollectAsync(EndpointCsv([(provider.Url + "/slow", "", "")]), cancel: stop.Token);
        while (!provider.Requests.ContainsKey("/slow"))
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(Directory.EnumerateFiles(_folder["resource"]));
        Assert.False(Directory.Exists(_folder["log"]));
    }

    [Fact]
    public async Task Getting_a_URL_writes_no_file()
    {
        await using var provider = await Provider.StartAsync();
        using var collector = Collector();
        using var content = new MemoryStream();
        var log = await collector.GetAsync(provider.Url + "/data.csv", content, Cancel);
        Assert.Equal(Provider.Data, Encoding.UTF8.GetString(content.ToArray()));
        Assert.Equal("200", log.Status);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private static byte[] Gzip(string content)
    {
        using var member = new MemoryStream();
        using (var compressed = new System.IO.Compression.GZipStream(member, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            compressed.Write(Encoding.ASCII.GetBytes(content));
        }

        return member.ToArray();
    }

    private static RawProvider GzipProvider(byte[] body) => new(
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n"), .. body], closes: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static CollectorOptions Impatient => new() { AllowedHosts = Loopback.Allowed, RetryDelay = TimeSpan.Zero };

    private Collector Collector() => new(_folder["resource"], _folder["log"], new PinnedClock(Now), Impatient);

    private async Task<FetchResult> FetchAsync(Endpoint endpoint)
    {
        using var collector = Collector();
        return await collector.FetchAsync(endpoint, cancel: Cancel);
    }

    private string EndpointCsv(IEnumerable<(string Url, string Plugin, string EndDate)> rows) => _folder.Write(
        "endpoint.csv",
        "endpoint,endpoint-url,parameters,plugin,entry-date,start-date,end-date\r\n" +
        string.Concat(rows.Select(row => $"{Sha256Hex.OfText(row.Url)},{row.Url},,{row.Plugin},,,{row.EndDate}\r\n")));

    private string LogPath(string url) => _folder[$"log/2024-05-02/{Sha256Hex.OfText(url)}.json"];

    private JsonDocument Log(string url) => JsonDocument.Parse(File.ReadAllBytes(LogPath(url)));

    private static string? Text(JsonDocument log, string member) => log.RootElement.GetProperty(member).GetString();

    private sealed class Reports : IProgress<CollectProgress>
    {
        public System.Collections.Concurrent.ConcurrentQueue<CollectProgress> All { get; } = [];

        public void Report(CollectProgress value) => All.Enqueue(value);
    }

    /// <summary>A clock that is moved by hand.</summary>
    private sealed class StepClock(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Step(TimeSpan by) => _now += by;
    }
}
