using DigitalLand.Orchestration.Workers.Cgroups;

namespace DigitalLand.Orchestration.Workers;

/// <summary>How busy the processors were since the last look: of what the container may use where it is limited, else of the machine.</summary>
internal sealed class MachineLoad(TimeProvider clock, ProcessorLimit? limit)
{
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(1);

    private long _looked;
    private (double Busy, double All) _last;
    private int _percent;

    public int Percent()
    {
        if (_looked != 0 && clock.GetElapsedTime(_looked) < ShortestSpan)
        {
            return _percent;
        }

        _looked = clock.GetTimestamp();
        var now = limit is null ? OfMachine() : OfContainer(limit);
        var all = now.All - _last.All;
        _percent = _last.All > 0 && all > 0 ? (int)Math.Round((now.Busy - _last.Busy) * 100 / all) : 0;
        _last = now;
        return _percent;
    }

    private (double Busy, double All) OfContainer(ProcessorLimit container) =>
        (container.Used().TotalSeconds, clock.GetElapsedTime(0, _looked).TotalSeconds * container.Processors);

    private static (double Busy, double All) OfMachine()
    {
        if (!File.Exists("/proc/stat"))
        {
            return default;
        }

        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(long.Parse).ToList();
        var idle = times[3] + times[4];
        return (times.Sum() - idle, times.Sum());
    }
}
