using System.Text;
using System.Text.RegularExpressions;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect.Plugins;

public sealed class WfsPluginTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<a timeStamp=\"2024\" b=\"1\">", "<a b=\"1\">")]
    [InlineData("<a timeStamp=\"2024\" timeStamp=\"2025\">", "<a>")]
    [InlineData("<a\ttimeStamp=\"2024\">", "<a\t>")]
    [InlineData("timeStamp=\"", "timeStamp=\"")]
    [InlineData("<x fid=\"trees.1\"> fid=\"2\"", "<x>")]
    [InlineData("<t gml:id=\"trees.fid--1\">", "<t gml:id=\"trees\">")]
    [InlineData("<t gml:id=\"trees\">", "<t gml:id=\"trees\">")]
    [InlineData("<t gml:id=\".a\">", "<t gml:id=\".a\">")]
    [InlineData("<t gml:id=\"\">", "<t gml:id=\"\">")]
    [InlineData("<t gml:id=\"trees.1 no end", "<t gml:id=\"trees")]
    [InlineData("<t fid= timeStamp=\"1\"\"x\">", "<t>")]
    public async Task What_a_service_numbers_anew_is_taken_out(string served, string expected) => Assert.Equal(expected, await ContentAsync(served));

    /// <summary>The reference's regular expressions over random text that is made of their parts, served in pieces of all sizes.</summary>
    [Fact]
    public async Task Random_answers_are_stripped_as_the_expressions_strip_them()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        string[] parts = [" ", "timeStamp=\"", "fid=\"", "gml:id=\"", "\"", ".", "a", "timeStamp", "=", "gml:id=\"t.1\"", " fid=\"1\""];
        for (var i = 0; i < 60; i++)
        {
            // Something always stays: no content at all is a failed fetch.
            var served = "<" + string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => parts[random.Next(parts.Length)]));
            var expected = Regex.Replace(served, " ?timeStamp=\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1));
            expected = Regex.Replace(expected, " ?fid=\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1));
            expected = Regex.Replace(expected, "(?<kept>gml:id=\"[^.\"]+)[^\"]*", "${kept}", RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.True(expected == await ContentAsync(served), $"seed {seed}: {served}");
        }
    }

    [Fact]
    public async Task What_is_not_text_stays_as_it_is() => Assert.Equal("\0\u0001 fid=\"1\"", await ContentAsync("\0\u0001 fid=\"1\""));

    [Fact]
    public async Task An_answer_that_is_served_twice_is_one_resource()
    {
        Assert.Equal(
            Sha256Hex.OfText(await ContentAsync("<a timeStamp=\"1\" fid=\"2\">")),
            Sha256Hex.OfText(await ContentAsync("<a timeStamp=\"3\" fid=\"4\">")));
    }

    [Fact]
    public async Task A_service_is_read_page_by_page_into_one_resource_that_does_not_change()
    {
        RequireOgr2Ogr();
        await using var service = await WfsService.StartAsync();
        var first = await FetchAsync(service.Url + "?service=WFS&typename=app:tree", """{"page_size": 2}""");
        Assert.True(first.Status == FetchStatus.Ok, first.Message);
        Assert.Equal("SQLite format 3\0", Encoding.ASCII.GetString((await File.ReadAllBytesAsync(_folder["resource/" + first.Resource], Cancel))[..16]));
        Assert.True(service.Pages >= 3);
        File.Delete(_folder["resource/" + first.Resource]);
        Directory.Delete(_folder["log"], recursive: true);
        Assert.Equal(first.Resource, (await FetchAsync(service.Url + "?service=WFS&typename=app:tree", """{"page_size": 2}""")).Resource);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_page_that_fails_or_is_short_fails_the_endpoint(bool fails, bool isShort)
    {
        RequireOgr2Ogr();
        await using var service = await WfsService.StartAsync();
        (service.SecondPageFails, service.SecondPageIsEmpty) = (fails, isShort);
        var result = await FetchAsync(service.Url + "?service=WFS&typename=app:tree", """{"page_size": 2}""");
        Assert.Equal((FetchStatus.Failed, "CalledProcessError"), (result.Status, result.Cause));
        Assert.Empty(Directory.EnumerateFiles(_folder["resource"]));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://10.1.2.3/wfs")]
    [InlineData("http://[::1]:1/wfs")]
    public async Task A_redirect_inside_of_the_pages_leads_nowhere_that_is_not_allowed(string elsewhere)
    {
        RequireOgr2Ogr();
        await using var service = await WfsService.StartAsync();
        service.SecondPageIsAt = elsewhere;
        var result = await FetchAsync(service.Url + "?service=WFS&typename=app:tree", """{"page_size": 2}""");
        Assert.Equal((FetchStatus.Failed, FetchCause.AddressNotAllowed), (result.Status, result.Cause));
        Assert.Empty(Directory.EnumerateFiles(_folder["resource"]));
    }

    [Theory]
    [InlineData("http://169.254.169.254/wfs?typename=app:tree")]
    [InlineData("https://10.1.2.3/wfs?typename=app:tree")]
    public async Task A_service_that_is_not_allowed_is_not_asked(string url)
    {
        RequireOgr2Ogr();
        Assert.Equal(FetchCause.AddressNotAllowed, (await FetchAsync(url, """{"page_size": 2}""")).Cause);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static void RequireOgr2Ogr() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "ogr2ogr"))),
        "ogr2ogr (package gdal-bin) is not on this machine.");

    private async Task<string> ContentAsync(string served)
    {
        await using var provider = new RawProvider($"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {served.Length}\r\n\r\n{served}");
        var result = await FetchAsync(provider.Url, "");
        Assert.True(result.Status == FetchStatus.Ok, result.Message);
        return await File.ReadAllTextAsync(_folder["resource/" + result.Resource], Cancel);
    }

    private async Task<FetchResult> FetchAsync(string url, string parameters)
    {
        using var collector = new Collector(
            _folder["resource"],
            _folder["log"],
            new PinnedClock(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero)),
            new CollectorOptions { AllowedHosts = Loopback.Allowed, RetryDelay = TimeSpan.Zero });
        return await collector.FetchAsync(new Endpoint(url, Plugin: "wfs", Parameters: parameters), cancel: Cancel);
    }
}
