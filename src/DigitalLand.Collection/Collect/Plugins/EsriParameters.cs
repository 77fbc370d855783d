namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>How a layer is asked, by the endpoint's <c>parameters</c>.</summary>
/// <param name="MaxPageSize">Features of one page; null for what the server allows.</param>
/// <param name="Timeout">For each answer to begin.</param>
/// <param name="Attempts">Tries of each page, the first among them.</param>
/// <param name="Pause">Before every fifth page, and longer each time after a failed try.</param>
internal sealed record EsriParameters(int? MaxPageSize, TimeSpan Timeout, int Attempts, TimeSpan Pause)
{
    private static readonly Dictionary<string, int> Minima = new(StringComparer.Ordinal)
    {
        ["max_page_size"] = 1,
        ["timeout"] = 1,
        ["retries"] = 0,
        ["retry_backoff_seconds"] = 1,
    };

    public static EsriParameters Of(Endpoint endpoint, FetchLog log)
    {
        var values = PluginParameters.Read(endpoint, log, Minima);
        return new EsriParameters(
            values.TryGetValue("max_page_size", out var size) ? size : null,
            TimeSpan.FromSeconds(values.GetValueOrDefault("timeout", 60)),
            Math.Max(1, values.GetValueOrDefault("retries", 2)),
            TimeSpan.FromSeconds(values.GetValueOrDefault("retry_backoff_seconds", 2)));
    }
}
