namespace DigitalLand.Orchestration.Workers;

/// <summary>How busy the machine's processors were since the last look.</summary>
internal sealed class MachineLoad(TimeProvider clock)
{
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(1);

    private long _looked;
    private (long Busy, long All) _last;
    private int _percent;

    public int Percent()
    {
        if (_looked != 0 && clock.GetElapsedTime(_looked) < ShortestSpan)
        {
            return _percent;
        }

        _looked = clock.GetTimestamp();
        var now = Read();
        var all = now.All - _last.All;
        _percent = all > 0 ? (int)((now.Busy - _last.Busy) * 100 / all) : 0;
        _last = now;
        return _percent;
    }

    private static (long Busy, long All) Read()
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
