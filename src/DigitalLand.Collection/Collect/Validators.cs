using System.Globalization;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// How a server can be asked later whether its content is still the same, byte for byte (RFC 9110 8.8). Resources are
/// named by their bytes, so only strong validators count.
/// </summary>
/// <param name="Url">Who answered, after redirects.</param>
/// <param name="ETag">Blank where there is no strong one.</param>
/// <param name="LastModified">Blank where there is none, or one too young to be strong.</param>
public sealed record Validators(string Url, string ETag, string LastModified)
{
    /// <summary>Content that changed within this of the answer may have changed again in the same second (RFC 9110 8.8.2.2).</summary>
    private static readonly TimeSpan StrongAfter = TimeSpan.FromSeconds(60);

    internal IEnumerable<KeyValuePair<string, string>> RequestHeaders
    {
        get
        {
            if (ETag.Length > 0)
            {
                yield return new("If-None-Match", ETag);
            }

            if (LastModified.Length > 0)
            {
                yield return new("If-Modified-Since", LastModified);
            }
        }
    }

    /// <summary>As the log keeps them.</summary>
    internal IReadOnlyDictionary<string, object> Members
    {
        get
        {
            var members = new Dictionary<string, object>(StringComparer.Ordinal) { ["url"] = Url };
            if (ETag.Length > 0)
            {
                members["etag"] = ETag;
            }

            if (LastModified.Length > 0)
            {
                members["last-modified"] = LastModified;
            }

            return members;
        }
    }

    /// <summary>Those of an answer; null where it has none that count.</summary>
    internal static Validators? Of(Response response)
    {
        var tag = Header(response, "ETag");
        var strongTag = tag.StartsWith('"') ? tag : "";
        var modified = Header(response, "Last-Modified");
        var isOld = Time(modified) is { } changed && Time(Header(response, "Date")) is { } answered && answered - changed >= StrongAfter;
        return response.Url is { } url && (strongTag.Length > 0 || isOld) ? new Validators(url.AbsoluteUri, strongTag, isOld ? modified : "") : null;
    }

    private static string Header(Response response, string name) =>
        response.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value as string ?? "";

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
