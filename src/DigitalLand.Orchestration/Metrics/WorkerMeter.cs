using System.Diagnostics.Metrics;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Metrics;

/// <summary>What a worker counts, for whoever listens: <see cref="PrometheusText"/>, or an exporter of OpenTelemetry by the meter's name.</summary>
public sealed class WorkerMeter : IDisposable
{
    public const string Name = "DigitalLand.Orchestration";

    /// <summary>From a task that asks for a list to one that collects all night: each about three times the one before.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1_800, 3_600, 10_800, 36_000] };

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _waited;
    private readonly Histogram<double> _took;
    private readonly Histogram<double> _processor;

    /// <param name="running">Attempts under way.</param>
    /// <param name="memory">Percent of the worker's memory that they use.</param>
    public WorkerMeter(string workerClass, Func<int> running, Func<int> memory)
    {
        var tag = new KeyValuePair<string, object?>("class", workerClass);
        _ended = _meter.CreateCounter<long>("digital_land.attempts.ended", description: "Attempts that have ended.");
        _waited = _meter.CreateHistogram("digital_land.attempts.waited.seconds", "s", "From when an attempt could have begun until it did.", tags: null, Seconds);
        _took = _meter.CreateHistogram("digital_land.attempts.seconds", "s", "How long attempts took.", tags: null, Seconds);
        _processor = _meter.CreateHistogram("digital_land.attempts.processor.seconds", "s", "Processor time of attempts.", tags: null, Seconds);
        _meter.CreateObservableGauge("digital_land.attempts.running", () => new Measurement<long>(running(), tag), description: "Attempts under way.");
        _meter.CreateObservableGauge("digital_land.worker.memory.percent", () => new Measurement<long>(memory(), tag), description: "Percent of the worker's memory that attempts use.");
    }

    public void Begun(Lease lease) => _waited.Record(lease.Waited.TotalSeconds, new KeyValuePair<string, object?>("workflow", lease.Workflow));

    public void Ended(Lease lease, AttemptEnd end, TimeSpan took)
    {
        var workflow = new KeyValuePair<string, object?>("workflow", lease.Workflow);
        _ended.Add(1, workflow, new("state", end.State.Word()), new("cause", end.Cause?.Word() ?? ""));
        _took.Record(took.TotalSeconds, workflow);
        if (end.Cpu is { } cpu)
        {
            _processor.Record(cpu.TotalSeconds, workflow);
        }
    }

    public void Dispose() => _meter.Dispose();
}
