using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace DigitalLand.Orchestration.Metrics;

/// <summary>The series of one name: one for each set of labels that was measured.</summary>
internal abstract class PrometheusFamily(string name, string kind, string help)
{
    protected string Name { get; } = name;

    public static PrometheusFamily Of(Instrument instrument, string name)
    {
        var help = instrument.Description ?? "";
        var type = instrument.GetType();
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return instrument is Histogram<double> histogram ? new HistogramFamily(name, help, histogram.Advice?.HistogramBucketBoundaries ?? HistogramFamily.Usual)
            : kind == typeof(Counter<>) ? new NumberFamily(name, "counter", help, isSum: true)
            : kind == typeof(ObservableCounter<>) ? new NumberFamily(name, "counter", help, isSum: false)
            : new NumberFamily(name, "gauge", help, isSum: kind == typeof(UpDownCounter<>));
    }

    public abstract void Take(string labels, double value);

    public void Write(StringBuilder text)
    {
        if (help.Length > 0)
        {
            text.Append("# HELP ").Append(Name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        }

        text.Append("# TYPE ").Append(Name).Append(' ').Append(kind).Append('\n');
        WriteSeries(text);
    }

    protected abstract void WriteSeries(StringBuilder text);

    protected static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}

/// <summary>A counter or a gauge.</summary>
/// <param name="isSum">Whether measurements add up; otherwise the last one counts.</param>
internal sealed class NumberFamily(string name, string kind, string help, bool isSum) : PrometheusFamily(name, kind, help)
{
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);

    public override void Take(string labels, double value) => _values[labels] = isSum ? _values.GetValueOrDefault(labels) + value : value;

    protected override void WriteSeries(StringBuilder text)
    {
        foreach (var (labels, value) in _values)
        {
            Line(text, Name, labels, value);
        }
    }
}

/// <summary>A histogram: how many measurements were at most each of some bounds.</summary>
internal sealed class HistogramFamily(string name, string help, IReadOnlyList<double> bounds) : PrometheusFamily(name, "histogram", help)
{
    /// <summary>The bounds of an instrument that gives none, which are those of OpenTelemetry.</summary>
    public static IReadOnlyList<double> Usual { get; } = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

    private readonly SortedDictionary<string, (long[] Counts, double Sum)> _values = new(StringComparer.Ordinal);

    public override void Take(string labels, double value)
    {
        var (counts, sum) = _values.GetValueOrDefault(labels, (new long[bounds.Count + 1], 0));
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        counts[bucket]++;
        _values[labels] = (counts, sum + value);
    }

    protected override void WriteSeries(StringBuilder text)
    {
        foreach (var (labels, (counts, sum)) in _values)
        {
            var before = labels.Length == 0 ? "" : labels + ",";
            var total = 0L;
            for (var bucket = 0; bucket < counts.Length; bucket++)
            {
                total += counts[bucket];
                var bound = bucket < bounds.Count ? bounds[bucket].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
                Line(text, Name + "_bucket", $"{before}le=\"{bound}\"", total);
            }

            Line(text, Name + "_sum", labels, sum);
            Line(text, Name + "_count", labels, total);
        }
    }
}
