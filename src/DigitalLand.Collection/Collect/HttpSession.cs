using System.Net;
using System.Net.Http;
using System.Text;
using Polly;
using Polly.Retry;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// Plain HTTP requests as Python's requests makes them: HTTP/1.1, redirects followed, certificates verified, the same few headers.
/// Cookies live for one fetch and its redirects, so that what an endpoint gets does not depend on which was fetched before.
/// </summary>
internal sealed class HttpSession : IDisposable
{
    /// <summary>A head of the greatest length, and the names in it once more.</summary>
    private const int MaxHeadersKilobytes = 2 * ResponseHead.MaxLength / 1024;

    private readonly CollectorOptions _options;
    private readonly HttpMessageInvoker _invoker;
    private readonly ResiliencePipeline<HttpResponseMessage> _retry;

    public HttpSession(CollectorOptions options, TimeProvider clock)
    {
        _options = options;
#pragma warning disable CA2000 // the invoker disposes its handler
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = MaxHeadersKilobytes,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            PlaintextStreamFilter = (context, _) =>
                ValueTask.FromResult<Stream>(new ConnectionStream(context.PlaintextStream, options.ReadTimeout, clock)),
        });
#pragma warning restore CA2000
        _retry = Retry(options, clock);
    }

    /// <summary>Asks for a URL and follows its redirects.</summary>
    /// <exception cref="FetchException">No response arrived, or one that leads nowhere.</exception>
    public async Task<Response> GetAsync(string url, CancellationToken cancel)
    {
        var uri = RequestUrl.Parse(url);
        var cookies = new CookieContainer();
        var authorization = Authorization(uri);
        for (var redirects = 0; ; redirects++)
        {
            var headers = RequestHeaders(uri, cookies, authorization);
            var message = await SendAsync(uri, headers, cancel).ConfigureAwait(false);
            if (Location(message) is not { } location)
            {
                return await ResponseAsync(message, headers, cancel).ConfigureAwait(false);
            }

            using (message)
            {
                if (redirects == _options.MaxRedirects)
                {
                    throw new FetchException(FetchCause.TooManyRedirects, $"'{url}' was redirected more than {_options.MaxRedirects} times.");
                }

                KeepCookies(message, uri, cookies);
                var next = RequestUrl.Redirected(uri, location);
                authorization = Authorization(next) ?? (next.Authority == uri.Authority ? authorization : null);
                uri = next;
            }
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static ResiliencePipeline<HttpResponseMessage> Retry(CollectorOptions options, TimeProvider clock)
    {
        if (options.MaxRetries == 0)
        {
            return ResiliencePipeline<HttpResponseMessage>.Empty;
        }

        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock };
        return builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = options.MaxRetries,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome switch
            {
                { Exception: { } error } => FetchCause.IsTransient(error),
                { Result: { } response } => FetchCause.IsTransient(response.StatusCode),
                _ => false,
            }),
        }).Build();
    }

    private async Task<HttpResponseMessage> SendAsync(Uri uri, Dictionary<string, object> headers, CancellationToken cancel)
    {
        try
        {
            return await _retry.ExecuteAsync(
                async token =>
                {
                    using var request = Request(uri, headers);
                    return await _invoker.SendAsync(request, token).ConfigureAwait(false);
                },
                cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && error is HttpRequestException or OperationCanceledException or IOException)
        {
            throw new FetchException(FetchCause.OfRequest(error), error.Message, error);
        }
    }

    private static HttpRequestMessage Request(Uri uri, Dictionary<string, object> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, (string)value);
        }

        return request;
    }

    private Dictionary<string, object> RequestHeaders(Uri uri, CookieContainer cookies, string? authorization)
    {
        var headers = PlainHeaders(_options.UserAgent);
        if (cookies.GetCookieHeader(uri) is { Length: > 0 } cookie)
        {
            headers["Cookie"] = cookie;
        }

        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        return headers;
    }

    /// <summary>What every request says. Brotli is decoded but not asked for: the sizes of transfers are compared from year to year.</summary>
    internal static Dictionary<string, object> PlainHeaders(string userAgent) => new(StringComparer.Ordinal)
    {
        ["Accept"] = "*/*",
        ["Accept-Encoding"] = "gzip, deflate",
        ["Connection"] = "keep-alive",
        ["User-Agent"] = userAgent,
    };

    private static string? Authorization(Uri uri) => uri.UserInfo.Length == 0
        ? null
        : "Basic " + Convert.ToBase64String(Encoding.Latin1.GetBytes(Uri.UnescapeDataString(uri.UserInfo)));

    private static string? Location(HttpResponseMessage message)
    {
        var redirects = message.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        return redirects && message.Headers.NonValidated.TryGetValues("Location", out var location)
            ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(location.ToString()))
            : null;
    }

    private static void KeepCookies(HttpResponseMessage message, Uri uri, CookieContainer cookies)
    {
        if (!message.Headers.NonValidated.TryGetValues("Set-Cookie", out var values))
        {
            return;
        }

        foreach (var value in values)
        {
            try
            {
                cookies.SetCookies(uri, value);
            }
            catch (CookieException)
            {
                // A cookie that breaks the rules is not kept; the request goes on without it, as in a browser.
            }
        }
    }

    private static async Task<Response> ResponseAsync(HttpResponseMessage message, Dictionary<string, object> requestHeaders, CancellationToken cancel)
    {
        try
        {
            var headers = ResponseHeaders.Of(message);
            var encoding = message.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var encodings) ? encodings.ToString() : "";
            var body = await message.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            var decoded = await ContentDecoding.OpenAsync(body, encoding, cancel).ConfigureAwait(false);
            return new Response((int)message.StatusCode, requestHeaders, headers, decoded, message);
        }
        catch (Exception error)
        {
            message.Dispose();
            if (error is HttpRequestException or IOException && !cancel.IsCancellationRequested)
            {
                throw new FetchException(FetchCause.OfBody(error), error.Message, error);
            }

            throw;
        }
    }
}
