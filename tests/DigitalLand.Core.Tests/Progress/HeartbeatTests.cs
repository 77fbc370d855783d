using System.Diagnostics.Metrics;
using DigitalLand.Core.Progress;

namespace DigitalLand.Core.Tests.Progress;

public sealed class HeartbeatTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digital-land-heartbeat-");
    private readonly string _name = "test-" + Guid.NewGuid();
    private readonly Meter _meter;
    private readonly Counter<long> _done;
    private readonly TickingClock _clock = new();

    public HeartbeatTests()
    {
        _meter = new Meter(_name);
        _done = _meter.CreateCounter<long>("done");
    }

    private string File => Path.Combine(_folder.FullName, "beat");

    [Fact]
    public void Work_that_goes_on_beats_once_a_second_and_work_that_stands_is_silent()
    {
        using var heartbeat = new Heartbeat(File, _clock, _name);
        _clock.Tick();
        Assert.Null(Heartbeat.Read(File));

        for (var row = 0; row < 120_000; row++)
        {
            Add("rows");
        }

        _clock.Tick();
        Assert.Equal(new Beat(1, "120,000 rows"), Heartbeat.Read(File));

        _clock.Tick();
        Assert.Equal(1, Heartbeat.Read(File)!.Value.Number);

        Add("facts", 7);
        _clock.Tick();
        Assert.Equal(new Beat(2, "120,000 rows, 7 facts"), Heartbeat.Read(File));
    }

    [Fact]
    public void What_is_reached_of_a_known_number_stands_first()
    {
        var reached = _meter.CreateGauge<long>("reached");
        using var heartbeat = new Heartbeat(File, _clock, _name);

        Add("rows", 5);
        reached.Record(3, new(WorkMeter.What, "resources"), new(WorkMeter.Total, 40L));
        _clock.Tick();

        Assert.Equal("3 of 40 resources, 5 rows", Heartbeat.Read(File)!.Value.Progress);
    }

    [Fact]
    public void A_call_that_cannot_tell_how_far_it_is_beats_as_long_as_it_lasts()
    {
        var waits = _meter.CreateUpDownCounter<long>("waits");
        using var heartbeat = new Heartbeat(File, _clock, _name);

        waits.Add(1, new KeyValuePair<string, object?>(WorkMeter.What, "a query"));
        _clock.Tick();
        _clock.Tick();
        Assert.Equal(new Beat(2, "waits for a query"), Heartbeat.Read(File));

        waits.Add(-1, new KeyValuePair<string, object?>(WorkMeter.What, "a query"));
        _clock.Tick();
        _clock.Tick();
        Assert.Equal(new Beat(3, ""), Heartbeat.Read(File));
    }

    [Fact]
    public void A_process_that_ends_in_good_order_takes_its_promise_back()
    {
        using (new Heartbeat(File, _clock, _name))
        {
            Add("rows");
            _clock.Tick();
            Assert.NotNull(Heartbeat.Read(File));
        }

        Assert.Null(Heartbeat.Read(File));
        _clock.Tick();
        Assert.Null(Heartbeat.Read(File));
    }

    [Fact]
    public void Where_the_file_cannot_be_written_the_work_goes_on_and_nothing_is_promised()
    {
        var blocked = Path.Combine(_folder.FullName, "file");
        System.IO.File.WriteAllText(blocked, "");
        using var heartbeat = new Heartbeat(Path.Combine(blocked, "beat"), _clock, _name);

        Add("rows");
        _clock.Tick();

        Assert.Null(Heartbeat.Read(Path.Combine(blocked, "beat")));
    }

    [Fact]
    public void The_meter_of_work_is_heard()
    {
        using var heartbeat = new Heartbeat(File, _clock);
        var what = "things of " + _name;

        WorkMeter.Reach(what, 1, 2);
        WorkMeter.Add(what, 3);
        using (WorkMeter.WaitFor("one of the " + what))
        {
            _clock.Tick();
        }

        var progress = Heartbeat.Read(File)!.Value.Progress;
        Assert.Contains($"1 of 2 {what}", progress, StringComparison.Ordinal);
        Assert.Contains($"3 {what}", progress, StringComparison.Ordinal);
        Assert.Contains($"waits for one of the {what}", progress, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Add(string what, long count = 1) => _done.Add(count, new KeyValuePair<string, object?>(WorkMeter.What, what));

    /// <summary>Its timers go off when the test says so.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private readonly List<Timer> _timers = [];

        public void Tick() => _timers.ToList().ForEach(timer => timer.Fire());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state));
            _timers.Add(timer);
            return timer;
        }

        private sealed class Timer(TickingClock clock, Action fire) : ITimer
        {
            public void Fire() => fire();

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => clock._timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
