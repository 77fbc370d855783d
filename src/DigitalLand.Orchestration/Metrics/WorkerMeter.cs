using System.Diagnostics.Metrics;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Metrics;

/// <summary>What a worker counts, for whoever listens: <see cref="PrometheusText"/>, or an exporter of OpenTelemetry by the meter's name.</summary>
public sealed class WorkerMeter : IDisposable
{
    public const string Name = "DigitalLand.Orchestration";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _took;
    private readonly Histogram<double> _processor;

    /// <param name="running">Attempts under way.</param>
    /// <param name="memory">Percent of the worker's memory that they use.</param>
    public WorkerMeter(string workerClass, Func<int> running, Func<int> memory)
    {
        var tag = new KeyValuePair<string, object?>("class", workerClass);
        _ended = _meter.CreateCounter<long>("digital_land.attempts.ended", description: "Attempts that have ended.");
        _took = _meter.CreateHistogram<double>("digital_land.attempts.seconds", "s", "How long attempts took.");
        _processor = _meter.CreateHistogram<double>("digital_land.attempts.processor.seconds", "s", "Processor time of attempts.");
        _meter.CreateObservableGauge("digital_land.attempts.running", () => new Measurement<long>(running(), tag));
        _meter.CreateObservableGauge("digital_land.worker.memory.percent", () => new Measurement<long>(memory(), tag));
    }

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
