using System.Net;
using DigitalLand.Collection.Collect.Addresses;

namespace DigitalLand.Collection.Collect;

/// <summary>How a <see cref="Collector"/> behaves towards the providers' servers.</summary>
public sealed record CollectorOptions
{
    /// <summary>Which addresses beyond the public ones may be asked, and whether files may be read.</summary>
    public AllowedHosts AllowedHosts { get; init; } = AllowedHosts.PublicOnly;

    public string UserAgent { get; init; } = "MHCLG Planning Data Collector";

    /// <summary>For making a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>For each silence of a server, not for the whole answer: a large file may take long.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(120);

    public int MaxRedirects { get; init; } = 30;

    /// <summary>
    /// For one endpoint, from the first connection to the last byte, further tries and pages included: what drips is not waited for.
    /// </summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes a second that a body has to come with, on average over <see cref="RateWindow"/> of waiting; 0 for any.</summary>
    public double MinBytesPerSecond { get; init; } = 100;

    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Of content, decoded.</summary>
    public long MaxBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How many bytes of content one transferred byte may become, once there are more than <see cref="FreeDecodedBytes"/>.</summary>
    public double MaxDecodingRatio { get; init; } = 250;

    public long FreeDecodedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Further tries when nobody answers, or the server says that the trouble is its own (500, 502, 503, 504) or that we ask too often (429).</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>Before the first further try; it doubles with each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that a server's Retry-After is waited for.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Further tries in a row that one host gets without ever answering well: in a storm each of its endpoints is asked once.</summary>
    public int MaxRetriesPerHost { get; init; } = 10;

    /// <summary>Ask whether content has changed, where the server said how, instead of transferring it again.</summary>
    public bool IsConditional { get; init; } = true;

    /// <summary>How long a server is believed that its content has not changed before it is transferred again all the same.</summary>
    public TimeSpan BelieveUnchanged { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Endpoints that are fetched at once.</summary>
    public int MaxParallel { get; init; } = 64;

    /// <summary>Endpoints of one host that are fetched at once: many providers share a small server.</summary>
    public int MaxPerHost { get; init; } = 2;

    /// <summary>Whether content, given as a stream that can be sought, is text in some encoding: what varies is taken out of the text of a WFS only.</summary>
    public Func<Stream, bool> IsText { get; init; } = TextContent.IsIn;

    /// <summary>Asks for the addresses of a name.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>The addresses of a name, or the one that is written in its place.</summary>
    internal async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancel) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address] : await Resolve(host, cancel).ConfigureAwait(false);
}
