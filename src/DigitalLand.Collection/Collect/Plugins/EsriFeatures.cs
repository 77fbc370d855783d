using System.Runtime.CompilerServices;
using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect.Plugins;

using Members = OrderedDictionary<string, object?>;
using Values = List<object?>;

/// <summary>
/// All features of a layer, page by page, in the ways of <c>esridump</c>'s dumper: by offset, else by ranges of ids from statistics, else by ranges
/// of the listed ids, else by quartering the extent. What that library lets pass is an error here: a page cut short, a
/// feature that comes twice, fewer features than the server counts.
/// </summary>
internal sealed class EsriFeatures(EsriLayer layer, Members metadata, EsriParameters parameters, TimeProvider clock)
{
    private const int MaxQuartering = 24;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly string? _idField = IdField(metadata);

    private int _requests;
    private long _received;

    /// <summary>At most what the server gives at once: asked for more, it would give less than the next page expects.</summary>
    private int PageSize => Math.Min(parameters.MaxPageSize ?? 1000, metadata.GetValueOrDefault("maxRecordCount") is long and > 0 and <= int.MaxValue and var limit ? (int)(long)limit : 500);

    /// <exception cref="FetchException">A page could not be had, or not all features came, each once.</exception>
    public async IAsyncEnumerable<Members> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var count = await layer.CountAsync(cancel).ConfigureAwait(false);
        if (count == 0)
        {
            yield break;
        }

        var pages = count is { } total && SupportsPagination ? ByOffsetAsync(total, cancel) : ByIdAsync(cancel);
        await foreach (var feature in pages.ConfigureAwait(false))
        {
            _received++;
            yield return feature;
        }

        // The layer may have changed while it was read: then it is what it counts now that has to have come.
        if (count is not null && _received != count && await layer.CountAsync(cancel).ConfigureAwait(false) is var now && _received != now)
        {
            throw Incomplete($"{_received} features came, but the server counts {now ?? count}.");
        }
    }

    private bool SupportsPagination =>
        metadata.GetValueOrDefault("supportsPagination") is true
        || (metadata.GetValueOrDefault("advancedQueryCapabilities") is Members advanced && advanced.GetValueOrDefault("supportsPagination") is true);

    private async IAsyncEnumerable<Members> ByOffsetAsync(long count, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var offset = 0L; offset < count;)
        {
            var page = await PageAsync([new("resultOffset", $"{offset}"), new("resultRecordCount", $"{PageSize}"), new("where", "1=1"), .. Everything], cancel)
                .ConfigureAwait(false);
            var features = Unseen(page);
            if (features.Count == 0)
            {
                throw Incomplete($"The page from {offset} on is empty, but the server counts {count} features.");
            }

            foreach (var feature in features)
            {
                yield return feature;
            }

            // By what came, not by what was asked for: a server that gives less than it says loses nothing.
            offset += features.Count;
        }
    }

    private async IAsyncEnumerable<Members> ByIdAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (_idField is null)
        {
            throw new FetchException(EsriLayer.DownloadError, "The layer has no object id, by which its features could be asked for.");
        }

        var ranges = await RangesAsync(_idField, cancel).ConfigureAwait(false);
        if (ranges is null)
        {
            await foreach (var feature in InsideAsync(Extent(), depth: 0, cancel).ConfigureAwait(false))
            {
                yield return feature;
            }

            yield break;
        }

        foreach (var where in ranges)
        {
            var page = await PageAsync([new("where", where), .. Everything], cancel).ConfigureAwait(false);
            if (page.GetValueOrDefault("exceededTransferLimit") is true)
            {
                throw Incomplete($"The server gave only a part of the features where {where}.");
            }

            foreach (var feature in Unseen(page))
            {
                yield return feature;
            }
        }
    }

    /// <summary>Conditions that between them take every feature; null where the server tells no ids.</summary>
    private async Task<List<string>?> RangesAsync(string id, CancellationToken cancel)
    {
        var ranges = new List<string>();
        if (metadata.GetValueOrDefault("supportsStatistics") is true && await layer.IdRangeAsync(id, cancel).ConfigureAwait(false) is var (min, max))
        {
            for (var low = min - 1; low < max; low += PageSize)
            {
                ranges.Add($"{id} > {low} AND {id} <= {Math.Min(low + PageSize, max)}");
            }

            return ranges;
        }

        if (await layer.IdsAsync("1=1", cancel).ConfigureAwait(false) is not { } ids)
        {
            return null;
        }

        ids.Sort();
        ranges.AddRange(ids.Chunk(PageSize).Select(chunk => $"{id} >= {chunk[0]} AND {id} <= {chunk[^1]}"));
        return ranges;
    }

    private async IAsyncEnumerable<Members> InsideAsync(Envelope envelope, int depth, [EnumeratorCancellation] CancellationToken cancel)
    {
        var page = await PageAsync(
            [
                new("geometry", envelope.Json), new("geometryType", "esriGeometryEnvelope"), new("spatialRel", "esriSpatialRelIntersects"),
                new("returnCountOnly", "false"), new("returnIdsOnly", "false"), new("returnGeometry", "True"), new("outSR", "4326"), new("outFields", "*"), new("f", "json"),
            ],
            cancel).ConfigureAwait(false);
        if (EsriLayer.Features(page).Count < PageSize && page.GetValueOrDefault("exceededTransferLimit") is not true)
        {
            foreach (var feature in Objects(page).Where(feature => _seen.Add(Id(feature))))
            {
                yield return feature;
            }

            yield break;
        }

        if (depth == MaxQuartering)
        {
            throw Incomplete("There are more features at one place than the server gives at once.");
        }

        foreach (var quarter in envelope.Quarters)
        {
            await foreach (var feature in InsideAsync(quarter, depth + 1, cancel).ConfigureAwait(false))
            {
                yield return feature;
            }
        }
    }

    private Envelope Extent() => Envelope.Of(metadata.GetValueOrDefault("extent") as Members)
        ?? throw new FetchException(EsriLayer.DownloadError, "The layer tells neither ids nor an extent, by which its features could be asked for.");

    private static IEnumerable<KeyValuePair<string, string>> Everything =>
        [new("geometryPrecision", "7"), new("returnGeometry", "True"), new("outSR", "4326"), new("outFields", "*"), new("f", "json")];

    /// <summary>A page, asked for again where the server answers with an error or breaks off; every fifth after a pause.</summary>
    private async Task<Members> PageAsync(IReadOnlyList<KeyValuePair<string, string>> query, CancellationToken cancel)
    {
        if (++_requests % 5 == 0)
        {
            await Task.Delay(parameters.Pause, clock, cancel).ConfigureAwait(false);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await layer.QueryAsync(query, cancel).ConfigureAwait(false);
            }
            catch (FetchException error) when (error.Cause is EsriLayer.DownloadError or FetchCause.ChunkedEncodingError && attempt < parameters.Attempts)
            {
                await Task.Delay(parameters.Pause * attempt, clock, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The features of a page; that one of them came before means that the pages do not follow each other.</summary>
    private List<Members> Unseen(Members page)
    {
        var features = Objects(page);
        if (_idField is not null && features.Find(feature => !_seen.Add(Id(feature))) is { } again)
        {
            throw Incomplete($"The feature {_idField} {Id(again)} came twice, so that others are missing.");
        }

        return features;
    }

    private string Id(Members feature)
    {
        var id = feature.GetValueOrDefault("attributes") is Members attributes ? attributes.GetValueOrDefault(_idField!) : null;
        var text = new StringBuilder();
        PythonJson.Write(text, id ?? $"unnamed {_seen.Count}");
        return text.ToString();
    }

    private static List<Members> Objects(Members page) => EsriLayer.Features(page).ConvertAll(feature => feature as Members
        ?? throw new FetchException(EsriLayer.DownloadError, "The server's answer holds a feature that is not an object."));

    private static string? IdField(Members metadata) =>
        metadata.GetValueOrDefault("objectIdField") as string is { Length: > 0 } name
            ? name
            : (metadata.GetValueOrDefault("fields") as Values)?.OfType<Members>()
                .FirstOrDefault(field => field.GetValueOrDefault("type") is "esriFieldTypeOID")?.GetValueOrDefault("name") as string;

    private static FetchException Incomplete(string message) => new(EsriLayer.DownloadError, message);
}
