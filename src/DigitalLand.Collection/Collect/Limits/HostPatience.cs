using System.Collections.Concurrent;

namespace DigitalLand.Collection.Collect.Limits;

/// <summary>
/// What one host's answers mean for its other endpoints: when it asks to be left alone for a while, all of its requests wait, and
/// when it keeps failing it gets no further tries until it answers well again. Other hosts are not concerned.
/// </summary>
internal sealed class HostPatience(CollectorOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until the host may be asked.</summary>
    public async Task WaitAsync(Uri uri, CancellationToken cancel)
    {
        if (_hosts.TryGetValue(uri.Authority, out var host) && Left(host) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The host asks not to be asked for a while.</summary>
    public void Pause(Uri uri, TimeSpan pause)
    {
        var host = Of(uri);
        lock (host)
        {
            host.Pause = pause;
            host.AskedAt = clock.GetTimestamp();
        }
    }

    /// <summary>Takes one of the host's further tries; false when none is left.</summary>
    public bool TryRetry(Uri uri) => Interlocked.Decrement(ref Of(uri).Retries) >= 0;

    /// <summary>The host answered well: it gets all of its tries back.</summary>
    public void Answered(Uri uri)
    {
        if (_hosts.TryGetValue(uri.Authority, out var host))
        {
            Volatile.Write(ref host.Retries, options.MaxRetriesPerHost);
        }
    }

    private TimeSpan Left(Host host)
    {
        lock (host)
        {
            return host.Pause - clock.GetElapsedTime(host.AskedAt);
        }
    }

    private Host Of(Uri uri) => _hosts.GetOrAdd(uri.Authority, _ => new Host { Retries = options.MaxRetriesPerHost });

    private sealed class Host
    {
        public int Retries;

        public TimeSpan Pause { get; set; }

        public long AskedAt { get; set; }
    }
}
