namespace DigitalLand.Collection.Collect;

/// <summary>One request to be made.</summary>
/// <param name="Url">As in endpoint.csv, or made from it.</param>
internal sealed record HttpCall(string Url)
{
    /// <summary>Sent as a form, and then by POST.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; init; }

    /// <summary>Beside, or in the place of, those that every request has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Null for as many further tries as the collector's options say.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>What is only said to whom it concerns: whether content has changed is a question to the very URL that served it.</summary>
    public PreviousFetch? Previous { get; init; }

    /// <summary>The headers of a request, or of a redirected one.</summary>
    public IEnumerable<KeyValuePair<string, string>> HeadersFor(Uri uri) =>
        Previous?.Validators is { } validators && validators.Url == uri.AbsoluteUri ? Headers.Concat(validators.RequestHeaders) : Headers;
}
