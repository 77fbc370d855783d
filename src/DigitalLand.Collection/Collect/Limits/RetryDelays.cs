using System.Globalization;
using System.Net;
using System.Net.Http;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Collect.Limits;

/// <summary>How long to wait before a request is made again: what the server asks for, else twice as long each time, spread a little.</summary>
internal sealed class RetryDelays(CollectorOptions options, TimeProvider clock)
{
    /// <summary>What a 429 or 503 asks for (RFC 9110 10.2.3: seconds or a date), at most the longest that we wait; null where it asks for nothing.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            || !response.Headers.NonValidated.TryGetValues("Retry-After", out var values))
        {
            return null;
        }

        var text = values.ToString().Trim();
        TimeSpan? wait = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, (long)options.MaxRetryAfter.TotalSeconds + 1))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - clock.GetUtcNow() : null;
        return wait is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, options.MaxRetryAfter.Ticks)) : null;
    }

    /// <summary>
    /// Our own delay: between half and the whole of the doubled one. Where in between follows from the URL, so that endpoints that
    /// failed together do not come back together, and a run can be repeated.
    /// </summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="attempt">0 before the first further try.</param>
    public TimeSpan Backoff(string url, int attempt)
    {
        var spread = uint.Parse(Sha256Hex.OfText($"{url}#{attempt}").AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / (double)uint.MaxValue;
        return options.RetryDelay * Math.Pow(2, Math.Min(attempt, 16)) * (0.5 + (spread / 2));
    }
}
