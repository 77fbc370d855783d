using System.Collections.Frozen;
using DigitalLand.Collection.Collect.Plugins;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// Fetches endpoints: keeps the content of each as a resource and a log of every attempt. One collector is one run: all of its logs
/// bear the time of its making, and deriving the end dates of resources relies on that.
/// </summary>
public sealed class Collector : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CollectorOptions _options;
    private readonly HttpSession _session;
    private readonly PlainPlugin _plain;
    private readonly FrozenDictionary<string, ICollectorPlugin> _plugins;
    private readonly string _resourceDirectory;
    private readonly string? _logDirectory;
    private readonly DateTimeOffset _start;

    /// <param name="resourceDirectory">Where content goes.</param>
    /// <param name="logDirectory">Where logs go, a folder a day; null to write none, and then nothing counts as fetched already.</param>
    /// <param name="clock">Gives the run its time.</param>
    /// <param name="options">How to behave towards servers.</param>
    /// <param name="plugins">Ways of fetching beyond our own.</param>
    public Collector(
        string resourceDirectory,
        string? logDirectory,
        TimeProvider clock,
        CollectorOptions? options = null,
        IEnumerable<ICollectorPlugin>? plugins = null)
    {
        _resourceDirectory = resourceDirectory;
        _logDirectory = logDirectory;
        _clock = clock;
        _options = options ?? new CollectorOptions();
        _start = clock.GetUtcNow();
        EntryDate = IsoTimestamp.Of(_start);
        _session = new HttpSession(_options, clock);
        _plain = new PlainPlugin(_session, _options);
        ICollectorPlugin[] own =
        [
            _plain,
            new ArcGisPlugin(_session, clock),
            new WfsPlugin(_plain, new WfsPages(_session, _options, clock), _options.IsText),
            new SparqlPlugin(_session, _options.AllowedHosts),
        ];
        _plugins = own.Concat(plugins ?? []).ToFrozenDictionary(plugin => plugin.Name, StringComparer.Ordinal);
    }

    /// <summary>The collector of a collection's folder: resources go to <c>resource/</c>, logs to <c>log/</c> in it.</summary>
    public static Collector ForCollection(string directory, TimeProvider clock, CollectorOptions? options = null) =>
        new(Path.Combine(directory, "resource"), Path.Combine(directory, "log"), clock, options);

    /// <summary>The run's time, UTC: the entry-date of all its logs.</summary>
    public string EntryDate { get; }

    /// <summary>Asks for a URL the plain way.</summary>
    /// <param name="url">An HTTP or file URL.</param>
    /// <param name="content">Gets what would be kept of the answer; nothing, where that is nothing.</param>
    /// <param name="cancel">Stops the request.</param>
    /// <returns>The log of the attempt, not saved.</returns>
    /// <exception cref="FetchException">No response arrived.</exception>
    public async Task<FetchLog> GetAsync(string url, Stream content, CancellationToken cancel = default)
    {
        var log = new FetchLog(url, EntryDate);
        var started = _clock.GetTimestamp();
        await _plain.GetAsync(new Fetch(new Endpoint(url), log, content), cancel).ConfigureAwait(false);
        log.Elapsed = _clock.GetElapsedTime(started);
        return log;
    }

    /// <summary>
    /// Fetches one endpoint, unless it has ended or was fetched today. Whatever goes wrong with the endpoint is logged and told in the
    /// result; an exception means that nothing could be logged.
    /// </summary>
    /// <param name="endpoint">What to fetch.</param>
    /// <param name="refillTodaysLogs">Fetch it even if there is a log of today, and replace that.</param>
    /// <param name="cancel">Stops the fetch; nothing is logged then.</param>
    public async Task<FetchResult> FetchAsync(Endpoint endpoint, bool refillTodaysLogs = false, CancellationToken cancel = default)
    {
        if (endpoint.Ends < _start.UtcDateTime)
        {
            return new FetchResult(endpoint, FetchStatus.Expired);
        }

        var hash = endpoint.UrlHash;
        if (endpoint.IsMisnamed)
        {
            return new FetchResult(
                endpoint, FetchStatus.HashFailure, Message: $"The hash of '{endpoint.Url}' is {hash}, but endpoint.csv says {endpoint.Hash}: it is not fetched.");
        }

        var logPath = _logDirectory is null ? null : Path.Combine(_logDirectory, EntryDate[..10], hash + ".json");
        if (!refillTodaysLogs && File.Exists(logPath))
        {
            return new FetchResult(endpoint, FetchStatus.AlreadyFetched);
        }

        var log = new FetchLog(endpoint.Url, EntryDate);
        var message = endpoint.EndDate.Length > 0 && endpoint.Ends is null
            ? Failed(log, FetchCause.ValueError, $"The end-date '{endpoint.EndDate}' is not a date such as 2024-05-01.")
            : await GetAsync(endpoint, log, cancel).ConfigureAwait(false);
        if (logPath is not null)
        {
            log.Save(logPath);
        }

        return log.Resource is null
            ? new FetchResult(endpoint, FetchStatus.Failed, Cause: Cause(log), Message: message)
            : new FetchResult(endpoint, FetchStatus.Ok, log.Resource, Message: message);
    }

    /// <summary>
    /// Fetches every endpoint of a file, many hosts at once. No failure of an endpoint stops the others.
    /// </summary>
    /// <param name="endpointPath">endpoint.csv.</param>
    /// <param name="refillTodaysLogs">Fetch again what was fetched today.</param>
    /// <param name="progress">Told of each endpoint as it is done, from any thread.</param>
    /// <param name="cancel">Stops the run; what was fetched stays.</param>
    /// <exception cref="Core.WrongUseException">There is no such file.</exception>
    /// <exception cref="Core.RunFailedException">The file has no column for the URL.</exception>
    public async Task<CollectOutcome> CollectAsync(
        string endpointPath, bool refillTodaysLogs = false, IProgress<CollectProgress>? progress = null, CancellationToken cancel = default)
    {
        var endpoints = Endpoint.Read(endpointPath);
        RemoveAbandoned();
        LetThreadsWaitForTheDisk();
        var results = new FetchResult[endpoints.Count];
        var done = 0;

        // Rows with one URL share one log file: they take turns, in the order of the file, so that the last one wins.
        var rows = endpoints.Index().GroupBy(row => row.Item.Url, StringComparer.Ordinal);
        await HostLanes.ForEachAsync(rows, row => row.First().Item.Host, _options.MaxParallel, _options.MaxPerHost, FetchRowsAsync, cancel)
            .ConfigureAwait(false);
        return new CollectOutcome(results);

        async Task FetchRowsAsync(IEnumerable<(int Index, Endpoint Endpoint)> sameUrl, CancellationToken token)
        {
            var fetched = new Dictionary<Endpoint, FetchResult>();
            foreach (var (index, endpoint) in sameUrl)
            {
                if (!fetched.TryGetValue(endpoint, out var result))
                {
                    fetched[endpoint] = result = await FetchAsync(endpoint, refillTodaysLogs, token).ConfigureAwait(false);
                }
                else if (!refillTodaysLogs && result.Status is FetchStatus.Ok or FetchStatus.Failed)
                {
                    result = new FetchResult(endpoint, FetchStatus.AlreadyFetched);
                }

                results[index] = result;
                var count = Interlocked.Increment(ref done);
                WorkMeter.Reach("endpoints", count, results.Length);
                progress?.Report(new CollectProgress(count, results.Length, result));
            }
        }
    }

    public void Dispose() => _session.Dispose();

    /// <summary>
    /// What is kept is on the disk before its log says so, and a thread waits for that. As many wait at once as fetch at once: the disk
    /// then serves them together, where a pool of a thread a core would have them queue.
    /// </summary>
    private void LetThreadsWaitForTheDisk()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 2 * _options.MaxParallel), completions);
    }

    /// <summary>What a killed run left can only lie among the resources and in its day's folder of logs, which is the latest or today's.</summary>
    private void RemoveAbandoned()
    {
        UnfinishedFile.RemoveAbandoned(_resourceDirectory);
        if (Directory.Exists(_logDirectory))
        {
            foreach (var day in Directory.EnumerateDirectories(_logDirectory).OrderDescending(StringComparer.Ordinal).Take(2))
            {
                UnfinishedFile.RemoveAbandoned(day);
            }
        }
    }

    /// <returns>What went wrong, for a person; null when nothing did.</returns>
    private async Task<string?> GetAsync(Endpoint endpoint, FetchLog log, CancellationToken cancel)
    {
        if (!_plugins.TryGetValue(endpoint.Plugin, out var plugin))
        {
            return Failed(log, FetchCause.UnknownPlugin, $"There is no plugin '{endpoint.Plugin}'.");
        }

        var started = _clock.GetTimestamp();
        using var patience = new CancellationTokenSource(_options.TotalTime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            log.Resource = await GetAsync(plugin, endpoint, log, either.Token).ConfigureAwait(false);
            return log.Warning;
        }
        catch (FetchException error)
        {
            log.Cause = error.Detail;
            return Failed(log, error.Cause, error.Message);
        }
        catch (Exception) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Failed(log, FetchCause.TotalTimeExceeded, $"It was not fetched within {_options.TotalTime}.");
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // Whatever a plugin or a disk comes up with is that endpoint's failure: logged, told, and the others go on.
            return Failed(log, error is IOException or UnauthorizedAccessException ? FetchCause.OsError : error.GetType().Name, error.Message);
        }
        finally
        {
            log.Elapsed = _clock.GetElapsedTime(started);
        }
    }

    /// <returns>The resource, or null when there is no content.</returns>
    private async Task<string?> GetAsync(ICollectorPlugin plugin, Endpoint endpoint, FetchLog log, CancellationToken cancel)
    {
        var previous = _options.IsConditional && _logDirectory is not null
            ? PreviousFetch.Find(_logDirectory, _resourceDirectory, endpoint.UrlHash, _start, _options.BelieveUnchanged)
            : null;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var content = new ResourceFile(_resourceDirectory, _options.MaxBytes);
                await plugin.GetAsync(new Fetch(endpoint, log, content, previous), cancel).ConfigureAwait(false);
                return log.Resource ?? content.Keep();
            }
            catch (FetchException error) when (error.Cause == FetchCause.ChunkedEncodingError && attempt < _options.MaxRetries)
            {
                // A transfer that broke off begins again.
                await Task.Delay(_options.RetryDelay, _clock, cancel).ConfigureAwait(false);
            }
        }
    }

    private static string Failed(FetchLog log, string cause, string message)
    {
        log.Exception = cause;
        return message;
    }

    /// <summary>A log with neither a resource nor an exception: the server answered, but not with content.</summary>
    private static string Cause(FetchLog log) => log.Cause ?? log.Exception ?? log.Status switch
    {
        "200" when log.ResponseType.StartsWith("text/html", StringComparison.Ordinal) => "web page instead of data",
        "200" or null => "no content",
        var status => $"HTTP {status}",
    };
}
