using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect.Plugins;

using Members = OrderedDictionary<string, object?>;
using Values = List<object?>;

/// <summary>Where a layer's features are asked for: one layer of an ArcGIS feature or map server, over its REST interface.</summary>
internal sealed class EsriLayer(HttpSession session, string url, TimeSpan timeout, TimeProvider clock)
{
    /// <summary>The name that the reference's library has for an answer that is an error.</summary>
    public const string DownloadError = "EsriDownloadError";

    /// <summary>Asks for the layer's page as it is.</summary>
    /// <returns>Its HTTP status.</returns>
    public async Task<int> StatusAsync(CancellationToken cancel)
    {
        using var response = await SendAsync(new HttpCall(url), cancel).ConfigureAwait(false);
        return response.Status;
    }

    public Task<Members> MetadataAsync(CancellationToken cancel) => GetAsync("", [new("f", "json")], cancel);

    /// <summary>How many features there are; null where the server does not count.</summary>
    public async Task<long?> CountAsync(CancellationToken cancel)
    {
        try
        {
            var answer = await GetAsync("/query", [new("where", "1=1"), new("returnCountOnly", "true"), new("f", "json")], cancel).ConfigureAwait(false);
            return answer.GetValueOrDefault("count") as long?;
        }
        catch (FetchException error) when (error.Cause == DownloadError)
        {
            return null;
        }
    }

    /// <summary>Ids of features; null where the server does not list them.</summary>
    public async Task<List<long>?> IdsAsync(string where, CancellationToken cancel)
    {
        try
        {
            var answer = await GetAsync("/query", [new("where", where), new("returnIdsOnly", "true"), new("f", "json")], cancel).ConfigureAwait(false);
            return answer.GetValueOrDefault("objectIds") is Values { Count: > 0 } ids ? ids.ConvertAll(id => (long)id!) : null;
        }
        catch (FetchException error) when (error.Cause == DownloadError)
        {
            return null;
        }
    }

    /// <summary>The least and the greatest id by the server's statistics, if it knows both of them as ids; null otherwise.</summary>
    public async Task<(long Min, long Max)?> IdRangeAsync(string idField, CancellationToken cancel)
    {
        var name = new StringBuilder();
        PythonJson.Write(name, idField);
        var statistics =
            $$"""[{"statisticType":"min","onStatisticField":{{name}},"outStatisticFieldName":"THE_MIN"},{"statisticType":"max","onStatisticField":{{name}},"outStatisticFieldName":"THE_MAX"}]""";
        try
        {
            var answer = await GetAsync("/query", [new("f", "json"), new("outFields", ""), new("outStatistics", statistics)], cancel).ConfigureAwait(false);

            // Some servers answer with names of their own, so the two values are told apart by their size.
            if (Features(answer) is [Members first, ..] && first.GetValueOrDefault("attributes") is Members values
                && values.Values.OfType<long>().ToList() is { Count: >= 1 } limits)
            {
                var (min, max) = (limits.Min(), limits.Max());
                var ids = await IdsAsync($"{idField} = {min} OR {idField} = {max}", cancel).ConfigureAwait(false);
                return ids is not null && ids.Contains(min) && ids.Contains(max) ? (min, max) : null;
            }
        }
        catch (FetchException error) when (error.Cause == DownloadError)
        {
            // The ids will be listed instead.
        }

        return null;
    }

    /// <summary>One page of features, asked for by POST.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancel">Stops the request.</param>
    public Task<Members> QueryAsync(IReadOnlyList<KeyValuePair<string, string>> query, CancellationToken cancel) =>
        AnswerAsync(new HttpCall(url + "/query") { Form = query, MaxRetries = 0 }, cancel);

    public static Values Features(Members page) =>
        page.GetValueOrDefault("features") as Values ?? throw new FetchException(DownloadError, "The server's answer holds no list of features.");

    private Task<Members> GetAsync(string path, IReadOnlyList<KeyValuePair<string, string>> query, CancellationToken cancel)
    {
        var separator = (url + path).Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var text = string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return AnswerAsync(new HttpCall($"{url}{path}{separator}{text}"), cancel);
    }

    private async Task<Members> AnswerAsync(HttpCall call, CancellationToken cancel)
    {
        using var response = await SendAsync(call, cancel).ConfigureAwait(false);
        var body = await response.ReadAsync(cancel).ConfigureAwait(false);
        if (response.Status != 200)
        {
            throw new FetchException(DownloadError, $"The server answered HTTP {response.Status} to {call.Url}");
        }

        var answer = Parsed(body) as Members ?? throw new FetchException(DownloadError, $"The server's answer to {call.Url} is not an object.");
        return answer.GetValueOrDefault("error") is Members error
            ? throw new FetchException(DownloadError, $"The server answered {call.Url} with an error: {error.GetValueOrDefault("message")}")
            : answer;
    }

    private static object? Parsed(byte[] body)
    {
        try
        {
            return PythonJsonReader.Read(Encoding.UTF8.GetString(body));
        }
        catch (FormatException error)
        {
            throw new FetchException("JSONDecodeError", error.Message, error);
        }
    }

    private async Task<Response> SendAsync(HttpCall call, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await session.SendAsync(call, either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new FetchException(FetchCause.ReadTimeout, $"The server did not answer within {timeout.TotalSeconds} seconds.");
        }
    }
}
