using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Plan;

/// <summary>
/// A collection's resource.csv, derived from the log. A port of the reference's <c>ResourceLogStore.load</c>: an update looks
/// only at a window of the log, the entries from the last known run on.
/// </summary>
public sealed class ResourceStore
{
    public List<ResourceEntry> Entries { get; } = [];

    /// <summary>Adds the rows of resource.csv; false where there is no such file.</summary>
    public bool LoadCsv(string path)
    {
        if (CsvTable.ReadIfPresent(path) is not { } table)
        {
            return false;
        }

        Entries.AddRange(table.Rows.Select(row => new ResourceEntry(
            row["resource"],
            row["bytes"],
            row["organisations"].Split(';'),
            row["datasets"].Split(';'),
            row["endpoints"].Split(';'),
            row["start-date"],
            row["end-date"])));
        return true;
    }

    /// <summary>Takes in what the log says.</summary>
    /// <param name="log">In order of collection.</param>
    /// <param name="sources">Say whose a resource is, and for which datasets.</param>
    /// <param name="from">
    /// Start of the window: entries of this very time count too. All entries of a run share one time, so that the window holds
    /// the whole of the last known run, and what was seen then but not since gets its end date.
    /// </param>
    /// <param name="today">What was seen today has not ended.</param>
    /// <exception cref="RunFailedException">An endpoint has no source, or a time in the log is not one.</exception>
    public void Update(LogStore log, SourceStore sources, string? from, DateOnly today)
    {
        var seen = Seen(log, from);
        var closed = IsoTimestamp.Of(today);
        var owners = new EndpointOwners(sources);
        for (var i = 0; i < Entries.Count; i++)
        {
            Entries[i] = seen.Remove(Entries[i].Resource, out var sighting)
                ? Merged(Entries[i], sighting, owners, closed)
                : Entries[i] with { Organisations = owners.Of(Entries[i].Endpoints).Organisations, Datasets = owners.Of(Entries[i].Endpoints).Datasets };
        }

        foreach (var (resource, sighting) in seen.OrderBy(pair => pair.Key, CodePointComparer.Instance))
        {
            var endpoints = ResourceEntry.Sorted(sighting.Endpoints);
            Entries.Add(new ResourceEntry(
                resource,
                sighting.Bytes,
                owners.Of(endpoints).Organisations,
                owners.Of(endpoints).Datasets,
                endpoints,
                sighting.FirstDay,
                EndDate(sighting.LastDay, closed)));
        }
    }

    public void Save(string path) => AtomicFile.WriteCsv(path, ResourceEntry.Columns, Entries.Select(entry => entry.Fields));

    private static Dictionary<string, Sighting> Seen(LogStore log, string? from)
    {
        var seen = new Dictionary<string, Sighting>(StringComparer.Ordinal);
        foreach (var entry in log.Entries)
        {
            if (entry.Resource.Length == 0 || (from is not null && string.CompareOrdinal(entry.EntryDate, from) < 0))
            {
                continue;
            }

            if (!seen.TryGetValue(entry.Resource, out var sighting))
            {
                seen[entry.Resource] = sighting = new Sighting(entry.Resource, entry.Bytes, entry.EntryDate);
            }

            sighting.Add(entry);
        }

        return seen;
    }

    /// <summary>The endpoints are those of all time, the organisations and datasets those of the window's endpoints only.</summary>
    private static ResourceEntry Merged(ResourceEntry known, Sighting seen, EndpointOwners owners, string today) => known with
    {
        Endpoints = ResourceEntry.Sorted(known.Endpoints.Concat(seen.Endpoints)),
        Organisations = owners.Of([.. seen.Endpoints]).Organisations,
        Datasets = owners.Of([.. seen.Endpoints]).Datasets,
        StartDate = string.CompareOrdinal(known.StartDate, seen.FirstDay) <= 0 ? known.StartDate : seen.FirstDay,
        EndDate = EndDate(string.CompareOrdinal(known.EndDate, seen.LastDay) >= 0 ? known.EndDate : seen.LastDay, today),
    };

    private static string EndDate(string lastDay, string today) => string.CompareOrdinal(lastDay, today) >= 0 ? "" : lastDay;

    /// <summary>Whose endpoints are, and for which datasets. Thousands of resources come from the same few endpoints, so that each set of them is worked out once.</summary>
    private sealed class EndpointOwners(SourceStore sources)
    {
        private readonly Dictionary<string, (IReadOnlyList<string> Organisations, IReadOnlyList<string> Datasets)> _known = new(StringComparer.Ordinal);

        public (IReadOnlyList<string> Organisations, IReadOnlyList<string> Datasets) Of(IReadOnlyList<string> endpoints)
        {
            var key = endpoints.Count == 1 ? endpoints[0] : string.Join(';', endpoints);
            if (!_known.TryGetValue(key, out var owners))
            {
                var all = endpoints.SelectMany(sources.Of).ToList();
                owners = (ResourceEntry.Sorted(all.Select(source => source.Organisation)), ResourceEntry.Sorted(all.SelectMany(source => source.DatasetsOfResource)));
                _known[key] = owners;
            }

            return owners;
        }
    }

    /// <summary>What the window of the log says of one resource.</summary>
    private sealed class Sighting(string resource, string bytes, string entryDate)
    {
        private string _first = entryDate;
        private string _last = entryDate;

        /// <summary>Of the first entry.</summary>
        public string Bytes { get; } = bytes;

        public HashSet<string> Endpoints { get; } = new(StringComparer.Ordinal);

        public string FirstDay => Day(_first);

        public string LastDay => Day(_last);

        public void Add(LogEntry entry)
        {
            _first = string.CompareOrdinal(entry.EntryDate, _first) < 0 ? entry.EntryDate : _first;
            _last = string.CompareOrdinal(entry.EntryDate, _last) > 0 ? entry.EntryDate : _last;
            Endpoints.Add(entry.Endpoint);
        }

        private string Day(string time) => IsoTimestamp.DayOf(time)
            ?? throw new RunFailedException($"The log says that the resource {resource} was collected at '{time}', which is not an ISO 8601 time.");
    }
}
