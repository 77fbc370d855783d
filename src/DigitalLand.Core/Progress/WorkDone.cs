using System.Diagnostics.Metrics;
using System.Globalization;

namespace DigitalLand.Core.Progress;

/// <summary>What <see cref="WorkMeter"/> has counted so far, as one line: <c>3 of 40 resources, 120,000 rows, waits for a query</c>.</summary>
internal sealed class WorkDone
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, (long Done, long Total)> _reached = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, long> _counted = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, long> _waits = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Another one after every measurement.</summary>
    public long Version => Interlocked.Read(ref _version);

    public bool IsWaiting
    {
        get
        {
            lock (_lock)
            {
                return _waits.Values.Any(count => count > 0);
            }
        }
    }

    public void Take(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (what, total) = ("", 0L);
        foreach (var (key, tag) in tags)
        {
            what = key == WorkMeter.What ? (string)tag! : what;
            total = key == WorkMeter.Total ? (long)tag! : total;
        }

        lock (_lock)
        {
            switch (instrument)
            {
                case Gauge<long>:
                    _reached[what] = (value, total);
                    break;
                case UpDownCounter<long>:
                    _waits[what] = _waits.GetValueOrDefault(what) + value;
                    break;
                default:
                    _counted[what] = _counted.GetValueOrDefault(what) + value;
                    break;
            }

            _version++;
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join(", ",
            [
                .. _reached.Select(pair => $"{Number(pair.Value.Done)} of {Number(pair.Value.Total)} {pair.Key}"),
                .. _counted.Select(pair => $"{Number(pair.Value)} {pair.Key}"),
                .. _waits.Where(pair => pair.Value > 0).Select(pair => $"waits for {pair.Key}"),
            ]);
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
