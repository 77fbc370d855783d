using DigitalLand.Cli.Commands;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;

namespace DigitalLand.Cli.Night;

/// <summary>Asks every endpoint of a collection, each once a day, and says which of them gave no data today.</summary>
internal sealed class CollectStage(TimeProvider clock)
{
    /// <summary>The sample country's providers live on this machine.</summary>
    private const string SampleProviders = "127.0.0.1";

    public async Task<CollectResult> RunAsync(CollectionFolder folder, IProgress<NightStep> progress, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        using var collector = Collector.ForCollection(folder.Collection, clock, CollectionOptions.Collector(SampleProviders));
        var outcome = await collector.CollectAsync(folder.Endpoints, refillTodaysLogs: false, new Steps(folder.Name, progress), cancel);
        return new CollectResult(outcome.Tried, outcome.AlreadyFetched, [.. outcome.Results.Select(result => Failure(folder, result)).OfType<EndpointFailure>()], clock.GetElapsedTime(start));
    }

    /// <summary>What is wrong with an endpoint: as its log of today has it, because it may have failed in an earlier run.</summary>
    private EndpointFailure? Failure(CollectionFolder folder, FetchResult result) => result.Status switch
    {
        FetchStatus.Ok or FetchStatus.Expired => null,
        FetchStatus.HashFailure => new EndpointFailure(result.Endpoint.Url, result.Message!),
        _ => LogItem.Read(Path.Combine(folder.Log, clock.Today().ToString("yyyy-MM-dd"), result.Endpoint.Hash + ".json")) is { Resource: "" } log
            ? new EndpointFailure(result.Endpoint.Url, Reason(log))
            : null,
    };

    private static string Reason(LogEntry log) => log switch
    {
        { Exception.Length: > 0 } => $"no answer: {log.Exception}",
        { Status: "200", ContentType: var type } when type.StartsWith("text/html", StringComparison.Ordinal) => "a web page instead of data",
        { Status: "200" } => "an answer without content",
        _ => $"HTTP {log.Status}",
    };

    private sealed class Steps(string collection, IProgress<NightStep> progress) : IProgress<CollectProgress>
    {
        public void Report(CollectProgress value) => progress.Report(new NightStep("collect", collection, value.Done, value.Total, "endpoints"));
    }
}
