using System.Net.Http;
using System.Text;
using System.Text.Json;

namespace DigitalLand.Datasets.Expectations.Platform;

/// <summary>
/// What expectations ask of the services on the network; each question is asked once a run. The client is the caller's, who decides which
/// addresses it may connect to.
/// </summary>
public sealed class PlanningPlatform
{
    private readonly PlatformAddresses _addresses;
    private readonly ServiceClient _platform;
    private readonly ServiceClient _datasette;
    private readonly Dictionary<string, Task<string>> _boundaries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<ActiveResources>> _resources = new(StringComparer.Ordinal);

    public PlanningPlatform(HttpClient client, PlatformAddresses addresses, TimeProvider clock, RetrySchedule? schedule = null)
    {
        _addresses = addresses;
        _platform = new ServiceClient(client, schedule ?? new RetrySchedule(), clock);
        _datasette = new ServiceClient(client, schedule ?? new RetrySchedule(), clock);
    }

    /// <summary>The boundary of a local planning authority as WKT.</summary>
    /// <param name="lpa">Its reference among the statistical geographies, such as <c>E60000001</c>.</param>
    /// <exception cref="UnansweredException">The platform does not give it.</exception>
    public Task<string> BoundaryAsync(string lpa, CancellationToken cancel) => Once(_boundaries, lpa, () => AskBoundaryAsync(lpa, cancel));

    /// <summary>The resources that the endpoints of a dataset serve today, for each organisation.</summary>
    /// <exception cref="UnansweredException">Datasette does not give them.</exception>
    public Task<ActiveResources> ActiveResourcesAsync(string dataset, CancellationToken cancel) => Once(_resources, dataset, () => AskResourcesAsync(dataset, cancel));

    private async Task<string> AskBoundaryAsync(string lpa, CancellationToken cancel)
    {
        var uri = new Uri(_addresses.Platform, $"curie/statistical-geography:{Uri.EscapeDataString(lpa)}.json");
        var body = await _platform.GetAsync(uri, cancel).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("geometry", out var geometry) && geometry.GetString() is { } wkt
                ? wkt
                : throw new UnansweredException($"The answer has no geometry for url: {uri}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new UnansweredException($"The answer is not what was asked for ({error.Message}) for url: {uri}", error);
        }
    }

    private async Task<ActiveResources> AskResourcesAsync(string dataset, CancellationToken cancel)
    {
        var sql = ActiveResources.Query(dataset);
        var uri = new Uri(_addresses.Datasette, $"digital-land.csv?sql={Uri.EscapeDataString(sql)}&_size=max");
        return ActiveResources.Read(Encoding.UTF8.GetString(await _datasette.GetAsync(uri, cancel).ConfigureAwait(false)));
    }

    private static Task<T> Once<T>(Dictionary<string, Task<T>> asked, string key, Func<Task<T>> ask) =>
        asked.TryGetValue(key, out var answer) ? answer : asked[key] = ask();
}
