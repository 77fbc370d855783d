using System.Net.Http;

namespace DigitalLand.Collection.Collect;

/// <summary>The headers of a response under the names that the server gave them, as the log keeps them.</summary>
internal static class ResponseHeaders
{
    /// <summary>A header that came several times has its values joined by comma and blank, and the letter case of the first.</summary>
    public static IReadOnlyDictionary<string, object> Of(HttpResponseMessage message)
    {
        var received = NamesAsReceived(message);
        var headers = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, values) in message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated))
        {
            if (!name.Equals(ResponseHead.NamesHeader, StringComparison.OrdinalIgnoreCase))
            {
                headers[received.GetValueOrDefault(name, name)] = string.Join(", ", values);
            }
        }

        return headers;
    }

    private static Dictionary<string, string> NamesAsReceived(HttpResponseMessage message)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (message.Headers.NonValidated.TryGetValues(ResponseHead.NamesHeader, out var lines))
        {
            // Our own line is the last one, whatever a server may send.
            foreach (var name in lines.Last().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                names.TryAdd(name, name);
            }
        }

        return names;
    }
}
