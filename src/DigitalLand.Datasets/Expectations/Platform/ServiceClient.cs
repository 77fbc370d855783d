using System.Net;
using System.Net.Http;

namespace DigitalLand.Datasets.Expectations.Platform;

/// <summary>
/// Asks one service, again where that may help. A service that stayed silent through all tries is not asked again: hundreds of expectations would
/// each wait as long.
/// </summary>
internal sealed class ServiceClient(HttpClient client, RetrySchedule schedule, TimeProvider clock)
{
    private UnansweredException? _silence;

    /// <summary>The body of the answer.</summary>
    /// <exception cref="UnansweredException">There was none, or one with an error's status.</exception>
    public async Task<byte[]> GetAsync(Uri uri, CancellationToken cancel)
    {
        if (_silence is { } silence)
        {
            throw new UnansweredException(silence.Message, silence);
        }

        foreach (var delay in schedule.Delays)
        {
            if (await TryAsync(uri, cancel).ConfigureAwait(false) is { Body: { } body })
            {
                return body;
            }

            await Task.Delay(delay, clock, cancel).ConfigureAwait(false);
        }

        var last = await TryAsync(uri, cancel).ConfigureAwait(false);
        if (last.Body is null)
        {
            _silence = new UnansweredException(last.Trouble);
            throw _silence;
        }

        return last.Body;
    }

    /// <summary>One try: a body, or what may pass.</summary>
    /// <exception cref="UnansweredException">The answer is an error that another try would not change.</exception>
    private async Task<(byte[]? Body, string Trouble)> TryAsync(Uri uri, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(schedule.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseContentRead, either.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return (await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false), "");
            }

            return MayPass(response.StatusCode) ? (null, Words(response, uri)) : throw new UnansweredException(Words(response, uri)) { Status = response.StatusCode };
        }
        catch (HttpRequestException error)
        {
            return (null, $"{Innermost(error).Message} for url: {uri}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"No answer within {schedule.Timeout.TotalSeconds:0} seconds for url: {uri}");
        }
    }

    private static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    /// <summary>As Python's requests words it.</summary>
    private static string Words(HttpResponseMessage response, Uri uri) =>
        $"{(int)response.StatusCode} {((int)response.StatusCode < 500 ? "Client" : "Server")} Error: {response.ReasonPhrase} for url: {uri.AbsoluteUri}";

    /// <summary>.NET says of many failures only that an error occurred; what it was stands inside.</summary>
    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
