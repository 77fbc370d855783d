using System.Globalization;
using System.Text.Json;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// The last successful fetch of an endpoint, as its log tells it, where its server can be asked whether anything has changed since.
/// </summary>
/// <param name="Resource">What it served; still at hand.</param>
/// <param name="Validators">How to ask.</param>
/// <param name="ResponseHeaders">Of the answer.</param>
/// <param name="Fetched">Entry-date of the run that transferred the content.</param>
public sealed record PreviousFetch(string Resource, Validators Validators, IReadOnlyDictionary<string, object> ResponseHeaders, string Fetched)
{
    /// <summary>
    /// Finds it among the logs of the days that a server is believed for. Logs of the reference do not say how to ask, and then, as when
    /// the content is not at hand or a log cannot be read, the content is simply transferred.
    /// </summary>
    /// <param name="logDirectory">Holds a folder for each day.</param>
    /// <param name="resourceDirectory">Where the content has to be.</param>
    /// <param name="endpoint">SHA-256 of the URL.</param>
    /// <param name="now">Start of the run.</param>
    /// <param name="believe">How long after the transfer a server's word is taken.</param>
    public static PreviousFetch? Find(string logDirectory, string resourceDirectory, string endpoint, DateTimeOffset now, TimeSpan believe)
    {
        var earliest = now - believe;
        for (var day = now.UtcDateTime.Date; day >= earliest.UtcDateTime.Date; day = day.AddDays(-1))
        {
            var path = Path.Combine(logDirectory, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), endpoint + ".json");
            if (File.Exists(path) && Read(path) is { } log)
            {
                // The latest success decides: an older one may be of other content.
                return log.Previous is { } previous
                    && string.CompareOrdinal(previous.Fetched, IsoTimestamp.Of(earliest)) >= 0
                    && File.Exists(Path.Combine(resourceDirectory, previous.Resource)) ? previous : null;
            }
        }

        return null;
    }

    /// <returns>Null for a log of a failure; a log without a previous fetch for a success that cannot be built on.</returns>
    private static (PreviousFetch? Previous, bool Success)? Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var log = document.RootElement;
            if (!log.TryGetProperty("resource", out var resource))
            {
                return null;
            }

            if (!log.TryGetProperty("validators", out var validators) || !log.TryGetProperty("response-headers", out var headers))
            {
                return (null, true);
            }

            var fetched = log.TryGetProperty("conditional", out var conditional) ? Text(conditional, "fetched") : Text(log, "entry-date");
            return (
                new PreviousFetch(
                    resource.GetString()!,
                    new Validators(Text(validators, "url"), Text(validators, "etag"), Text(validators, "last-modified")),
                    headers.EnumerateObject().ToDictionary(header => header.Name, header => (object)header.Value.ToString(), StringComparer.Ordinal),
                    fetched),
                true);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // A log that cannot be read is no reason not to fetch; whoever loads it is told.
            return (null, true);
        }
    }

    private static string Text(JsonElement members, string name) => members.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    /// <summary>
    /// The headers that a full answer would have had: the earlier ones, brought up to date by those of the 304 (RFC 9111 3.2). bytes and
    /// content-type of log.csv are found in them.
    /// </summary>
    internal IReadOnlyDictionary<string, object> Refreshed(IReadOnlyDictionary<string, object> headers)
    {
        var refreshed = new Dictionary<string, object>(ResponseHeaders, StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (!name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            {
                refreshed[ResponseHeaders.Keys.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase), name)] = value;
            }
        }

        return refreshed;
    }
}
