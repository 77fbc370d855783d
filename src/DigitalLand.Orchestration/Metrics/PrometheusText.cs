using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace DigitalLand.Orchestration.Metrics;

/// <summary>
/// Listens to the program's meters and writes what it has heard in Prometheus's text format. Counters count from the moment this is made, so it is made first.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <param name="meters">Names of the meters to listen to.</param>
    public PrometheusText(params string[] meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (meters.Contains(instrument.Meter.Name, StringComparer.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All series, ordered by name.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        var kind = "";
        foreach (var (series, value) in _values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var name = series.Split('{')[0];
            if (name != kind)
            {
                kind = name;
                text.Append("# TYPE ").Append(name).Append(' ').Append(_kinds[name]).Append('\n');
            }

            text.Append(series).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var labels = new StringBuilder();
        foreach (var (key, label) in tags)
        {
            labels.Append(labels.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"").Append(Escape(Convert.ToString(label, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        var set = labels.Length == 0 ? "" : "{" + labels + "}";
        switch (instrument)
        {
            case Counter<long> or Counter<double>:
                _kinds[name] = "counter";
                Sum(name + set, value);
                break;
            case Histogram<double>:
                // What a summary has without quantiles: enough for rates and averages, at the cost of two numbers.
                _kinds[name + "_count"] = "counter";
                _kinds[name + "_sum"] = "counter";
                Sum(name + "_count" + set, 1);
                Sum(name + "_sum" + set, value);
                break;
            default:
                _kinds[name] = "gauge";
                _values[name + set] = value;
                break;
        }
    }

    private void Sum(string series, double value)
    {
        lock (_lock)
        {
            _values[series] = _values.GetValueOrDefault(series) + value;
        }
    }

    private static string Escape(string label) => label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
