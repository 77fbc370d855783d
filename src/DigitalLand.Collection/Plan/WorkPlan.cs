using System.Globalization;
using DigitalLand.Collection.Collect;
using DigitalLand.Core;

namespace DigitalLand.Collection.Plan;

/// <summary>An endpoint of the collection and what a run would do with it.</summary>
/// <param name="Url">The endpoint's.</param>
/// <param name="IsDue">Whether it would be asked.</param>
/// <param name="Reason">Why, or why not.</param>
public sealed record PlannedFetch(string Url, bool IsDue, string Reason);

/// <summary>A resource that a run would transform.</summary>
/// <param name="Dataset">For which dataset.</param>
/// <param name="Resource">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record PlannedTransform(string Dataset, string Resource, string Reason);

/// <summary>What a run would do now, and why; working it out changes nothing.</summary>
/// <param name="Fetches">One for each endpoint, in the order of the file.</param>
/// <param name="Transforms">By dataset and resource.</param>
/// <param name="UpToDate">How many resources need no transform.</param>
/// <param name="FetchTime">How long the fetches will take if each takes what it took last; endpoints that were never asked count nothing.</param>
public sealed record WorkPlan(IReadOnlyList<PlannedFetch> Fetches, IReadOnlyList<PlannedTransform> Transforms, int UpToDate, TimeSpan FetchTime)
{
    /// <summary>Works it out.</summary>
    /// <param name="collectionDirectory">The collection's folder.</param>
    /// <param name="processed">What earlier transforms were made with.</param>
    /// <param name="clock">Today.</param>
    /// <exception cref="WrongUseException">endpoint.csv or source.csv is missing.</exception>
    /// <exception cref="RunFailedException">The files contradict each other.</exception>
    public static WorkPlan Build(string collectionDirectory, ProcessedResources processed, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var endpoints = Endpoint.Read(Path.Combine(collectionDirectory, "endpoint.csv"));
        var fetches = endpoints.ConvertAll(endpoint => Fetch(endpoint, Path.Combine(collectionDirectory, "log"), now));
        var collection = CollectionStore.Load(collectionDirectory, clock, refillTodaysLogs: true);
        collection.Update();
        var tasks = TransformPlan.Build(collection, now).Tasks.Select(task => (task.Dataset, task.Resource, Reason: processed.Reason(task.Dataset, task.Resource))).ToList();
        return new WorkPlan(
            fetches,
            [.. tasks.Where(task => task.Reason is not null).Select(task => new PlannedTransform(task.Dataset, task.Resource, task.Reason!))],
            tasks.Count(task => task.Reason is null),
            TimeOf(endpoints.Where((_, i) => fetches[i].IsDue), collection.Log, new CollectorOptions()));
    }

    /// <summary>As many lanes as the collector has, and at each host its few: the longer of the two is waited for.</summary>
    private static TimeSpan TimeOf(IEnumerable<Endpoint> due, LogStore log, CollectorOptions options)
    {
        var last = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in log.Entries)
        {
            if (double.TryParse(entry.Elapsed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            {
                last[entry.Endpoint] = seconds;
            }
        }

        var hosts = due.GroupBy(endpoint => endpoint.Host, StringComparer.Ordinal).Select(host => host.Sum(endpoint => last.GetValueOrDefault(endpoint.UrlHash))).ToList();
        return TimeSpan.FromSeconds(Math.Max(hosts.Sum() / options.MaxParallel, hosts.DefaultIfEmpty().Max() / options.MaxPerHost));
    }

    private static PlannedFetch Fetch(Endpoint endpoint, string logDirectory, DateTimeOffset now)
    {
        if (endpoint.Ends < now.UtcDateTime)
        {
            return new PlannedFetch(endpoint.Url, IsDue: false, "ended");
        }

        if (endpoint.IsMisnamed)
        {
            return new PlannedFetch(endpoint.Url, IsDue: false, "its hash in endpoint.csv is not that of its URL");
        }

        return File.Exists(Path.Combine(logDirectory, IsoTimestamp.Of(now)[..10], endpoint.UrlHash + ".json"))
            ? new PlannedFetch(endpoint.Url, IsDue: false, "fetched today")
            : new PlannedFetch(endpoint.Url, IsDue: true, "not fetched today");
    }
}
