using System.Diagnostics.Metrics;
using DigitalLand.Orchestration.Metrics;

namespace DigitalLand.Orchestration.Tests.Metrics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Counters_sum_gauges_are_read_histograms_are_cumulative_and_labels_are_quoted()
    {
        var name = "test-" + Guid.NewGuid();
        using var text = new PrometheusText(name);
        using var meter = new Meter(name);
        using var other = new Meter("other-" + name);
        var ended = meter.CreateCounter<long>("tasks.ended");
        var took = meter.CreateHistogram("tasks.seconds", "s", "How long tasks took.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2.5] });
        var open = meter.CreateUpDownCounter<int>("tasks.open");
        meter.CreateObservableGauge("workers.memory", () => 42L);
        other.CreateCounter<long>("unheard").Add(1);

        ended.Add(2, new KeyValuePair<string, object?>("state", "failed \"so\""));
        ended.Add(3, new KeyValuePair<string, object?>("state", "failed \"so\""));
        took.Record(0.5);
        took.Record(1);
        took.Record(9, new KeyValuePair<string, object?>("workflow", "w"));
        open.Add(3);
        open.Add(-1);

        Assert.Equal(
            """
            # TYPE tasks_ended counter
            tasks_ended{state="failed \"so\""} 5
            # TYPE tasks_open gauge
            tasks_open 2
            # HELP tasks_seconds How long tasks took.
            # TYPE tasks_seconds histogram
            tasks_seconds_bucket{le="1"} 2
            tasks_seconds_bucket{le="2.5"} 2
            tasks_seconds_bucket{le="+Inf"} 2
            tasks_seconds_sum 1.5
            tasks_seconds_count 2
            tasks_seconds_bucket{workflow="w",le="1"} 0
            tasks_seconds_bucket{workflow="w",le="2.5"} 0
            tasks_seconds_bucket{workflow="w",le="+Inf"} 1
            tasks_seconds_sum{workflow="w"} 9
            tasks_seconds_count{workflow="w"} 1
            # TYPE workers_memory gauge
            workers_memory 42

            """,
            text.Write());
    }
}
