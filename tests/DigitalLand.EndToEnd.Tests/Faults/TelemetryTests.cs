using DigitalLand.Orchestration.Runs;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>What a collector of OpenTelemetry gets from a worker that the standard variables send to it.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_and_a_span_for_each_attempt_reach_the_collector()
    {
        using var collector = new TelemetryCollector();
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("flow-of-the-test", ("well", "sleep 1", []), ("ill", "exit 1", [])));
        store.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        store.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        store.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        store.Environment["NO_PROXY"] = "127.0.0.1";
        var worker = await store.WorkerAsync("--name", "worker-of-the-test");
        Assert.Equal(RunState.Failed, (await store.EndAsync(await store.StartAsync("flow-of-the-test"))).State);

        // What has not been sent is sent when the worker ends.
        await FaultStore.SignalAsync(worker, "TERM");
        await worker.WaitForExitAsync(Cancel);
        var texts = await collector.StopAsync();

        var metrics = texts["/v1/metrics"];
        Assert.All(
            ["worker-of-the-test/", "digital_land.attempts.ended", "digital_land.attempts.seconds", "digital_land.attempts.waited.seconds", "digital_land.queue.tasks", "flow-of-the-test"],
            text => Assert.Contains(text, metrics, StringComparison.Ordinal));
        var traces = texts["/v1/traces"];
        Assert.All(["flow-of-the-test well", "flow-of-the-test ill", "digital_land.cause", "exit code 1"], text => Assert.Contains(text, traces, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collector_that_does_not_answer_is_told_of_and_stops_nothing()
    {
        using var collector = new TelemetryCollector();
        await collector.StopAsync();
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "true", [])));

        var (_, said) = await RunAsync(store, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("NO_PROXY", "127.0.0.1"));

        Assert.Contains("digital-land: telemetry: ", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(FaultStore store, params (string, string?)[] environment)
    {
        var running = Run.ProgramAsync("/bin/sh", store.Folder, ["-c", "timeout -s TERM 120 \"$0\" worker --store \"$1\" & while [ ! -e end ]; do sleep 0.1; done; kill -TERM $!; wait $!", Run.DigitalLand, store.Address], environment);
        Assert.Equal(RunState.Succeeded, (await store.EndAsync(await store.StartAsync("w"))).State);
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "end"), "", Cancel);
        var finished = await running;
        return (finished.ExitCode, finished.Error);
    }
}
