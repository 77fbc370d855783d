using System.Diagnostics.Metrics;
using DigitalLand.Orchestration.Metrics;

namespace DigitalLand.Orchestration.Tests.Metrics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Counters_sum_gauges_are_read_and_labels_are_quoted()
    {
        var name = "test-" + Guid.NewGuid();
        using var text = new PrometheusText(name);
        using var meter = new Meter(name);
        using var other = new Meter("other-" + name);
        var ended = meter.CreateCounter<long>("tasks.ended");
        var took = meter.CreateHistogram<double>("tasks.seconds");
        meter.CreateObservableGauge("workers.memory", () => 42L);
        other.CreateCounter<long>("unheard").Add(1);

        ended.Add(2, new KeyValuePair<string, object?>("state", "failed \"so\""));
        ended.Add(3, new KeyValuePair<string, object?>("state", "failed \"so\""));
        took.Record(0.5);
        took.Record(1.5);

        Assert.Equal(
            """
            # TYPE tasks_ended counter
            tasks_ended{state="failed \"so\""} 5
            # TYPE tasks_seconds_count counter
            tasks_seconds_count 2
            # TYPE tasks_seconds_sum counter
            tasks_seconds_sum 2
            # TYPE workers_memory gauge
            workers_memory 42

            """,
            text.Write());
    }
}
