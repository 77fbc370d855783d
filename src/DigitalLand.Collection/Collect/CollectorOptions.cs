namespace DigitalLand.Collection.Collect;

/// <summary>How a <see cref="Collector"/> behaves towards the providers' servers.</summary>
public sealed record CollectorOptions
{
    public string UserAgent { get; init; } = "MHCLG Planning Data Collector";

    /// <summary>For the connection, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>For each silence of a server, not for the whole answer: a large file may take long.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(120);

    public int MaxRedirects { get; init; } = 30;

    /// <summary>Further tries when nobody answers or the server says that the trouble is its own (500, 502, 503, 504).</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>Before the first further try; it doubles with each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Endpoints that are fetched at once.</summary>
    public int MaxParallel { get; init; } = 32;

    /// <summary>Endpoints of one host that are fetched at once: many providers share a small server.</summary>
    public int MaxPerHost { get; init; } = 2;
}
