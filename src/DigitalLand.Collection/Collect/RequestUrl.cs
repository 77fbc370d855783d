using System.Text.RegularExpressions;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// Makes a URL of endpoint.csv into one that can be requested, or says why it cannot be with the name that Python's requests has for
/// it (its <c>PreparedRequest.prepare_url</c>).
/// </summary>
internal static partial class RequestUrl
{
    /// <exception cref="FetchException">The text is not a URL that can be fetched over HTTP.</exception>
    public static Uri Parse(string url)
    {
        var text = url.TrimStart();
        var looksLikeHttp = text.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        if (!looksLikeHttp && text.Contains(':', StringComparison.Ordinal))
        {
            throw new FetchException(FetchCause.InvalidSchema, $"Nothing is known about fetching '{text}'.");
        }

        if (!Scheme().IsMatch(text))
        {
            throw new FetchException(FetchCause.MissingSchema, $"'{text}' does not say how to fetch it. Perhaps https://{text}?");
        }

        // .NET drops blanks at the end; they are part of the address and go out as %20.
        var trimmed = text.TrimEnd();
        var ending = Uri.EscapeDataString(text[trimmed.Length..]);
        return Uri.TryCreate(trimmed + ending, UriKind.Absolute, out var uri) ? Checked(uri) : throw Invalid(text);
    }

    /// <summary>Where a redirect leads.</summary>
    /// <exception cref="FetchException">Not to a URL that can be fetched over HTTP: a server must not make us read files.</exception>
    public static Uri Redirected(Uri from, string location) =>
        Uri.TryCreate(from, location, out var uri) ? Checked(uri) : throw Invalid(location);

    private static Uri Checked(Uri uri)
    {
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        {
            throw new FetchException(FetchCause.InvalidSchema, $"Nothing is known about fetching '{uri}'.");
        }

        return uri.Host.Length == 0 || uri.Host[0] is '*' or '.' ? throw Invalid(uri.OriginalString) : uri;
    }

    private static FetchException Invalid(string text) => new(FetchCause.InvalidUrl, $"'{text}' is not a URL.");

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
