namespace DigitalLand.Collection.Collect;

/// <summary>An answer to a plain request, its body still to be read.</summary>
/// <param name="Status">HTTP status; that of a file is made up.</param>
/// <param name="RequestHeaders">Of the last request, after redirects.</param>
/// <param name="Headers">Names in the server's own letter case.</param>
/// <param name="Body">Decoded.</param>
/// <param name="Url">Who answered, after redirects; null for a file.</param>
/// <param name="Owner">Disposed with the answer.</param>
internal sealed record Response(
    int Status,
    IReadOnlyDictionary<string, object> RequestHeaders,
    IReadOnlyDictionary<string, object> Headers,
    Stream Body,
    Uri? Url = null,
    IDisposable? Owner = null) : IDisposable
{
    /// <summary>Blank where the server did not say.</summary>
    public string ContentType =>
        Headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value as string ?? "";

    /// <summary>The whole body, for plugins that look into it.</summary>
    /// <exception cref="FetchException">It broke off.</exception>
    public async Task<byte[]> ReadAsync(CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await ResponseBody.CopyAsync(Body, bytes.Write, cancel).ConfigureAwait(false);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        Body.Dispose();
        Owner?.Dispose();
    }
}
