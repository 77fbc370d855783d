using System.Net;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;

namespace DigitalLand.Collection.Tests.Collect;

public sealed class CheckedTunnelsTests
{
    private static readonly PinnedClock Clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Who_knows_the_password_reaches_what_is_allowed()
    {
        await using var provider = await Provider.StartAsync();
        await using var tunnels = new CheckedTunnels(new CollectorOptions { AllowedHosts = Loopback.Allowed }, Clock);
        Assert.Equal(Provider.Data, await GetAsync(tunnels, provider.Url + "/data.csv"));
        Assert.Equal(Provider.Data, await GetAsync(tunnels, provider.Url + "/redirect"));
        Assert.Null(tunnels.Refused);
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        await using var provider = await Provider.StartAsync();
        await using var tunnels = new CheckedTunnels(new CollectorOptions { AllowedHosts = Loopback.Allowed }, Clock);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(tunnels, provider.Url + "/data.csv", password: "guessed"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(tunnels, provider.Url + "/data.csv", password: ""));
        Assert.False(provider.Requests.ContainsKey("/data.csv"));
    }

    [Theory]
    [InlineData("/data.csv")]
    [InlineData("/to-private")]
    public async Task What_is_not_allowed_is_refused_and_remembered(string path)
    {
        await using var provider = await Provider.StartAsync();
        var allowed = path == "/data.csv" ? AllowedHosts.PublicOnly : Loopback.Allowed;
        await using var tunnels = new CheckedTunnels(new CollectorOptions { AllowedHosts = allowed }, Clock);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(tunnels, provider.Url + path));
        Assert.NotNull(tunnels.Refused);
    }

    [Fact]
    public async Task More_than_the_limit_is_not_passed_on()
    {
        await using var provider = await Provider.StartAsync();
        await using var tunnels = new CheckedTunnels(new CollectorOptions { AllowedHosts = Loopback.Allowed, MaxBytes = 1 << 20 }, Clock);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(tunnels, provider.Url + "/large"));
    }

    private static async Task<string> GetAsync(CheckedTunnels tunnels, string url, string? password = null)
    {
        var proxy = new Uri(tunnels.Url.Replace("socks5h", "socks5", StringComparison.Ordinal));
        var credentials = proxy.UserInfo.Split(':');
        using var handler = new SocketsHttpHandler
        {
            Proxy = new WebProxy($"socks5://{proxy.Authority}") { Credentials = password is "" ? null : new NetworkCredential(credentials[0], password ?? credentials[1]) },
            UseProxy = true,
        };
        using var client = new HttpClient(handler);
        return await client.GetStringAsync(new Uri(url), TestContext.Current.CancellationToken);
    }
}
