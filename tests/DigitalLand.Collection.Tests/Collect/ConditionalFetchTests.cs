using System.Text.Json;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect;

/// <summary>A server that says "not changed" saves the transfer; the log says what it would have said.</summary>
public sealed class ConditionalFetchTests : IDisposable
{
    private static readonly DateTimeOffset FirstNight = new(2024, 5, 1, 2, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/tagged")]
    [InlineData("/dated")]
    [InlineData("/to-tagged")]
    public async Task Unchanged_content_is_not_transferred_and_the_log_is_as_if_it_were(string path)
    {
        await using var provider = await Provider.StartAsync();
        var first = await FetchAsync(provider.Url + path, night: 0);
        var second = await FetchAsync(provider.Url + path, night: 1);

        Assert.Equal((FetchStatus.Ok, first.Resource), (second.Status, second.Resource));
        Assert.Equal(1, provider.NotModified);
        var (before, now) = (Entry(provider.Url + path, 0), Entry(provider.Url + path, 1));
        Assert.Equal(before with { EntryDate = now.EntryDate, Elapsed = now.Elapsed }, now);
        Assert.Equal("200", now.Status);
        using var log = Log(provider.Url + path, 1);
        Assert.Equal("""{"fetched":"2024-05-01T02:00:00","status":"304"}""", log.RootElement.GetProperty("conditional").GetRawText());
    }

    [Fact]
    public async Task Changed_content_is_transferred()
    {
        await using var provider = await Provider.StartAsync();
        var first = await FetchAsync(provider.Url + "/tagged", night: 0);
        provider.Version = "2";
        var second = await FetchAsync(provider.Url + "/tagged", night: 1);
        Assert.NotEqual(first.Resource, second.Resource);
        Assert.True(File.Exists(_folder["resource/" + second.Resource]));
        using var log = Log(provider.Url + "/tagged", 1);
        Assert.False(log.RootElement.TryGetProperty("conditional", out _));
    }

    [Theory]
    [InlineData("/weakly-tagged")]
    [InlineData("/dated-now")]
    [InlineData("/data.csv")]
    public async Task What_does_not_vouch_for_every_byte_is_not_asked_with(string path)
    {
        await using var provider = await Provider.StartAsync();
        await FetchAsync(provider.Url + path, night: 0);
        Assert.Equal(FetchStatus.Ok, (await FetchAsync(provider.Url + path, night: 1)).Status);
        Assert.Equal(0, provider.NotModified);
        Assert.Equal(2, provider.Requests[path]);
    }

    [Fact]
    public async Task A_server_is_believed_for_a_week()
    {
        await using var provider = await Provider.StartAsync();
        for (var night = 0; night < 9; night++)
        {
            Assert.Equal(FetchStatus.Ok, (await FetchAsync(provider.Url + "/tagged", night)).Status);
        }

        // Nights 1 to 7 are answered with 304, night 8 is a transfer again.
        Assert.Equal(7, provider.NotModified);
    }

    [Fact]
    public async Task Content_that_is_not_at_hand_is_transferred_again()
    {
        await using var provider = await Provider.StartAsync();
        var first = await FetchAsync(provider.Url + "/tagged", night: 0);
        File.Delete(_folder["resource/" + first.Resource]);
        await FetchAsync(provider.Url + "/tagged", night: 1);
        Assert.True(File.Exists(_folder["resource/" + first.Resource]));
        Assert.Equal(0, provider.NotModified);
    }

    [Fact]
    public async Task A_redirect_that_leads_elsewhere_now_is_not_asked_about_the_old_place()
    {
        await using var provider = await Provider.StartAsync();
        await FetchAsync(provider.Url + "/to-tagged", night: 0);
        provider.RedirectsTo = "/dated";
        await FetchAsync(provider.Url + "/to-tagged", night: 1);
        Assert.Equal(0, provider.NotModified);
    }

    [Fact]
    public async Task A_server_that_was_not_asked_cannot_say_that_nothing_changed()
    {
        await using var provider = await Provider.StartAsync();
        await FetchAsync(provider.Url + "/to-tagged", night: 0);
        provider.RedirectsTo = "/not-modified";
        Assert.Equal("HTTP 304", (await FetchAsync(provider.Url + "/to-tagged", night: 1)).Cause);
    }

    [Fact]
    public async Task A_failed_night_in_between_changes_nothing()
    {
        await using var provider = await Provider.StartAsync();
        var first = await FetchAsync(provider.Url + "/tagged", night: 0);
        provider.Version = "";
        Assert.Equal(FetchStatus.Failed, (await FetchAsync(provider.Url + "/tagged", night: 1)).Status);
        provider.Version = "1";
        Assert.Equal(first.Resource, (await FetchAsync(provider.Url + "/tagged", night: 2)).Resource);
        Assert.Equal(1, provider.NotModified);
    }

    private async Task<FetchResult> FetchAsync(string url, int night)
    {
        using var collector = new Collector(
            _folder["resource"],
            _folder["log"],
            new PinnedClock(FirstNight.AddDays(night)),
            new CollectorOptions { AllowedHosts = Loopback.Allowed, RetryDelay = TimeSpan.Zero });
        return await collector.FetchAsync(new Endpoint(url), cancel: TestContext.Current.CancellationToken);
    }

    private string LogPath(string url, int night) => _folder[$"log/{FirstNight.AddDays(night):yyyy-MM-dd}/{Sha256Hex.OfText(url)}.json"];

    private LogEntry Entry(string url, int night) => LogItem.Read(LogPath(url, night));

    private JsonDocument Log(string url, int night) => JsonDocument.Parse(File.ReadAllBytes(LogPath(url, night)));
}
