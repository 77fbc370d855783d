using DigitalLand.Collection.Collect.Addresses;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// One request, and the body of its answer: how nearly every endpoint is fetched. A port of the reference's <c>Collector.get</c>:
/// content is kept only from a 200 that is not a web page, and JSON and XML lose their <see cref="VariableContent"/>.
/// </summary>
internal sealed class PlainPlugin(HttpSession session, CollectorOptions options) : ICollectorPlugin
{
    public string Name => "";

    public async Task GetAsync(Fetch fetch, CancellationToken cancel)
    {
        var (log, content) = (fetch.Log, fetch.Content);
        log.SslVerify = true;
        using var response = await OpenAsync(fetch, cancel).ConfigureAwait(false);
        if (response.Status == 304 && fetch.Previous is { } previous && WasAsked(response))
        {
            KeepPrevious(log, response, previous);
            return;
        }

        // The body is read whatever becomes of it: where it breaks off there was no response, as requests sees it.
        var type = response.ContentType;
        var isKept = response.Status == 200 && !type.StartsWith("text/html", StringComparison.Ordinal);
        var page = new WebPageSniffer();
        using var variable = isKept && VariableContent.IsIn(type) ? new VariableContent(content) : null;
        await ResponseBody.CopyAsync(
            response.Body,
            bytes =>
            {
                page.Look(bytes);
                if (variable is not null)
                {
                    variable.Write(bytes);
                }
                else if (isKept)
                {
                    content.Write(bytes);
                }
            },
            cancel).ConfigureAwait(false);
        variable?.Complete();

        log.Status = response.Status.ToString();
        log.RequestHeaders = response.RequestHeaders;
        log.ResponseHeaders = response.Headers;
        log.Validators = isKept ? Validators.Of(response) : null;
        log.Warning ??= response.Status == 200 ? page.Warning(type, isKept) : null;
    }

    /// <summary>A server that says "not changed" without having been asked has said nothing.</summary>
    private static bool WasAsked(Response response) =>
        response.RequestHeaders.ContainsKey("If-None-Match") || response.RequestHeaders.ContainsKey("If-Modified-Since");

    /// <summary>What the log says is what it would say had the content come again.</summary>
    private static void KeepPrevious(FetchLog log, Response response, PreviousFetch previous)
    {
        log.Status = "200";
        log.Resource = previous.Resource;
        log.RequestHeaders = response.RequestHeaders;
        log.ResponseHeaders = previous.Refreshed(response.Headers);
        log.Validators = previous.Validators;
        log.UnchangedSince = previous.Fetched;
    }

    private async Task<Response> OpenAsync(Fetch fetch, CancellationToken cancel)
    {
        var url = fetch.Endpoint.Url;
        if (!url.TrimStart().StartsWith(FileSource.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return await session.SendAsync(new HttpCall(url) { Previous = fetch.Previous }, cancel).ConfigureAwait(false);
        }

        return options.AllowedHosts.AllowsFiles
            ? FileSource.Open(url, HttpSession.PlainHeaders(options.UserAgent))
            : throw new FetchException(
                FetchCause.AddressNotAllowed,
                $"'{url}' is a file. Allow files with --allow-host {AllowedHosts.Files} or {AllowedHosts.Variable} if they should be read.");
    }
}
