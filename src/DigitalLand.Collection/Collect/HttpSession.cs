using System.Net;
using System.Net.Http;
using System.Text;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Collection.Collect.Limits;

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
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _invoker;
    private readonly RetryDelays _delays;
    private readonly HostPatience _hosts;

    public HttpSession(CollectorOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancel) => Connection.OpenAsync(
                context.DnsEndPoint, ProxiedTarget.IsProxy(context.DnsEndPoint, context.InitialRequestMessage.RequestUri), options, clock, cancel),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = MaxHeadersKilobytes,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new ResponseHeadStream(context.PlaintextStream)),
        });
        _delays = new RetryDelays(options, clock);
        _hosts = new HostPatience(options, clock);
    }

    /// <summary>Makes a request and follows its redirects.</summary>
    /// <exception cref="FetchException">No response arrived, or one that leads nowhere.</exception>
    public async Task<Response> SendAsync(HttpCall call, CancellationToken cancel)
    {
        var uri = RequestUrl.Parse(call.Url);
        var cookies = new CookieContainer();
        var authorization = Authorization(uri);
        for (var redirects = 0; ; redirects++)
        {
            var headers = RequestHeaders(call, uri, cookies, authorization);
            var message = await SendAsync(call, uri, headers, cancel).ConfigureAwait(false);
            if (Location(message) is not { } location)
            {
                return await ResponseAsync(message, uri, headers, cancel).ConfigureAwait(false);
            }

            using (message)
            {
                if (redirects == _options.MaxRedirects)
                {
                    throw new FetchException(FetchCause.TooManyRedirects, $"'{call.Url}' was redirected more than {_options.MaxRedirects} times.");
                }

                KeepCookies(message, uri, cookies);
                var next = RequestUrl.Redirected(uri, location);
                var isSameServer = next.Scheme == uri.Scheme && next.Authority == uri.Authority;
                authorization = Authorization(next) ?? (isSameServer ? authorization : null);
                call = message.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect ? call : call with { Form = null };
                uri = next;
            }
        }
    }

    public void Dispose() => _invoker.Dispose();

    /// <summary>Makes one request, again where that may help.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpCall call, Uri uri, Dictionary<string, object> headers, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan delay;
            try
            {
                await _hosts.WaitAsync(uri, cancel).ConfigureAwait(false);
                await ProxiedTarget.CheckAsync(uri, _options, cancel).ConfigureAwait(false);
                using var request = Request(call, uri, headers);
                var message = await _invoker.SendAsync(request, cancel).ConfigureAwait(false);
                var retryAfter = _delays.RetryAfter(message);
                if (retryAfter is { } pause)
                {
                    _hosts.Pause(uri, pause);
                }

                if (!FetchCause.IsTransient(message.StatusCode))
                {
                    _hosts.Answered(uri);
                    return message;
                }

                if (!MayRetry(call, uri, attempt))
                {
                    return message;
                }

                message.Dispose();
                delay = retryAfter ?? _delays.Backoff(call.Url, attempt);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested && error is HttpRequestException or OperationCanceledException or IOException)
            {
                if (!FetchCause.IsTransient(error) || !MayRetry(call, uri, attempt))
                {
                    throw new FetchException(FetchCause.OfRequest(error), Innermost(error).Message, error);
                }

                delay = _delays.Backoff(call.Url, attempt);
            }

            await Task.Delay(delay, _clock, cancel).ConfigureAwait(false);
        }
    }

    private bool MayRetry(HttpCall call, Uri uri, int attempt) => attempt < (call.MaxRetries ?? _options.MaxRetries) && _hosts.TryRetry(uri);

    /// <summary>.NET says of many failures only that an error occurred; what it was stands inside.</summary>
    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;

    private static HttpRequestMessage Request(HttpCall call, Uri uri, Dictionary<string, object> headers)
    {
        var request = new HttpRequestMessage(call.Form is null ? HttpMethod.Get : HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = call.Form is null ? null : new FormUrlEncodedContent(call.Form),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, (string)value);
        }

        return request;
    }

    private Dictionary<string, object> RequestHeaders(HttpCall call, Uri uri, CookieContainer cookies, string? authorization)
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

        foreach (var (name, value) in call.HeadersFor(uri))
        {
            headers[name] = value;
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

    private async Task<Response> ResponseAsync(HttpResponseMessage message, Uri uri, Dictionary<string, object> requestHeaders, CancellationToken cancel)
    {
        try
        {
            var headers = ResponseHeaders.Of(message);
            var encoding = message.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var encodings) ? encodings.ToString() : "";
            var body = await message.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            var transferred = new CountedStream(body);
            var decoded = await ContentDecoding.OpenAsync(transferred, encoding, cancel).ConfigureAwait(false);
            return new Response((int)message.StatusCode, requestHeaders, headers, new LimitedBody(decoded, transferred, _options, _clock), uri, message);
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
