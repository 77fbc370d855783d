using System.Collections.Concurrent;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Metrics;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Workers.Cgroups;

namespace DigitalLand.Orchestration.Workers;

/// <summary>
/// Leases attempts, runs them, gives signs of life, and tells how they ended. When its signs of life do not arrive it ends its own attempts before anybody else can take it for lost: its
/// own patience is shorter than that of those who watch, and both are measured by monotonic clocks.
/// </summary>
public sealed class Worker(IDatabase database, TimeProvider clock, WorkerOptions options, IAttemptRunner runner, OperatorLog log)
{
    /// <summary>Cancelled runs are noticed this soon, however many changes are announced.</summary>
    private static readonly TimeSpan LeastBetweenBeats = TimeSpan.FromMilliseconds(200);

    private readonly WorkerRegister _register = new(database, clock);
    private readonly TaskQueue _queue = new(database, clock);
    private readonly ConcurrentDictionary<long, Held> _held = new();
    private readonly Dictionary<long, long> _notHere = [];
    private readonly Dictionary<long, string> _told = [];
    private readonly MachineLoad _load = new(clock, ProcessorLimit.Of(CgroupPlace.OfThisProcess()));
    private AttemptTrace? _trace;
    private WorkerMeter? _meter;
    private long _id;
    private long _alive;
    private long _lastBeat;
    private int _memoryUsed;

    /// <summary>Works until asked to stop, then lets attempts end or puts them back, and leaves.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await RegisterAsync(stop);
        using var meter = new WorkerMeter(options.Class.Word(), () => _held.Count, () => Volatile.Read(ref _memoryUsed));
        using var trace = new AttemptTrace(database.Name);
        (_meter, _trace) = (meter, trace);
        using var ending = new CancellationTokenSource();
        var beats = new Duty("give signs of life", database.Changes, clock, log.Trouble).RunAsync(BeatAsync, ending.Token);
        var watching = new Duty("watch memory", new ChangeSignal(clock), clock, log.Trouble).RunAsync(WatchAsync, ending.Token);
        await new Duty("lease", database.Changes, clock, log.Trouble).RunAsync(LeaseAsync, stop);
        await StopAsync();
        await ending.CancelAsync();
        await Task.WhenAll(beats, watching);
        await TryAsync(() => _register.EndAsync(_id, CancellationToken.None));
    }

    private async Task RegisterAsync(CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        _id = await _register.BeginAsync(
            new WorkerIdentity(options.Name, Environment.MachineName, Environment.ProcessId, options.Class, options.Slots, options.Memory),
            cancel);
        Interlocked.Exchange(ref _alive, start);
    }

    private async Task<TimeSpan> LeaseAsync(CancellationToken cancel)
    {
        if (_held.Count >= options.Slots || Volatile.Read(ref _memoryUsed) >= options.FullAt)
        {
            return TimeSpan.FromSeconds(1);
        }

        var worker = Interlocked.Read(ref _id);
        foreach (var lease in await _queue.LeaseAsync(worker, Room(), options.Logs, cancel))
        {
            var held = new Held(lease, worker, new EndRequest());
            _held[lease.Token] = held;
            held.Work = Task.Run(() => WorkAsync(held), CancellationToken.None);
        }

        return TimeSpan.FromSeconds(1);
    }

    private Room Room()
    {
        var leases = _held.Values.Select(held => held.Lease).ToList();
        return new Room(
            options.Class,
            options.Slots - leases.Count,
            options.Memory - leases.Sum(lease => Math.Min(lease.Memory, options.Memory)),
            (Environment.ProcessorCount * 1024) - leases.Sum(lease => lease.Cpu),
            IsIdle: leases.Count == 0);
    }

    private async Task WorkAsync(Held held)
    {
        AttemptEnd end;
        var start = clock.GetTimestamp();
        _meter?.Begun(held.Lease);
        AttemptTalk.Begins(log, held.Lease);
        var span = _trace?.Begin(held.Lease, clock.GetUtcNow());
        try
        {
            end = await runner.RunAsync(held.Lease, held.Request);
        }
        catch (Exception error)
        {
            // The runner itself failed: a full disk for the log, no more threads. The task is told so and may be tried again.
            end = AttemptEnd.Failed(Definitions.FailureCause.Infrastructure, $"The attempt could not be run: {error.Message}");
        }

        _meter?.Ended(held.Lease, end, clock.GetElapsedTime(start));
        AttemptTrace.End(span, end, clock.GetUtcNow());
        AttemptTalk.Ended(log, held.Lease, end, clock.GetElapsedTime(start));
        await ReportAsync(held.Lease, end);
        _held.TryRemove(held.Lease.Token, out _);
        database.Changes.Announce();
    }

    /// <summary>Tells the store until it has heard. While it does not answer, the result waits here: the work is done, and if nobody was given the task meanwhile it counts.</summary>
    private async Task ReportAsync(Lease lease, AttemptEnd end)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = pause < TimeSpan.FromSeconds(2) ? pause * 2 : pause)
        {
            try
            {
                if (await _queue.EndAsync(lease.Token, end, CancellationToken.None) == Reported.Late)
                {
                    log.Write(LogEntry.Of(lease, Severity.Warning, "Ended too late: somebody else has the task, or has ended it."));
                }

                return;
            }
            catch (StoreUnavailableException error)
            {
                log.Trouble($"report attempt {lease.Token}", error);
                await Task.Delay(pause, clock, CancellationToken.None);
            }
        }
    }

    private async Task<TimeSpan> BeatAsync(CancellationToken cancel)
    {
        var since = clock.GetElapsedTime(_lastBeat);
        if (_lastBeat != 0 && since < LeastBetweenBeats)
        {
            await Task.Delay(LeastBetweenBeats - since, clock, cancel);
        }

        // The lease counts from before the sign was sent: whoever watches sees it later.
        var start = clock.GetTimestamp();
        try
        {
            var progress = Untold();
            var sign = await _register.BeatAsync(_id, Volatile.Read(ref _memoryUsed), _load.Percent(), progress, cancel).WaitAsync(options.Lease / 3, clock, cancel);
            Remember(progress, sign);
            Interlocked.Exchange(ref _lastBeat, start);
            await HearAsync(sign, start, cancel);
            return options.Lease / 6;
        }
        catch (Exception error) when (error is StoreUnavailableException or TimeoutException)
        {
            log.Trouble("give signs of life", error);
            if (clock.GetElapsedTime(Interlocked.Read(ref _alive)) > options.Lease * 2 / 3)
            {
                EndAll(_id, EndReason.StoreAway, $"The metadata store did not answer for {options.Lease.TotalSeconds * 2 / 3:0.#} s, so the worker ended its attempts.");
            }

            await Task.Delay(options.Lease / 30, clock, cancel);
            return TimeSpan.Zero;
        }
    }

    /// <summary>How far attempts are, where the store has not been told.</summary>
    private Dictionary<long, string> Untold() => runner.Progress()
        .Where(pair => _told.GetValueOrDefault(pair.Key) != pair.Value)
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    private void Remember(Dictionary<long, string> progress, Sign sign)
    {
        foreach (var (token, text) in progress)
        {
            _told[token] = text;
        }

        foreach (var ended in _told.Keys.Where(token => !sign.Held.Contains(token)).ToList())
        {
            _told.Remove(ended);
        }
    }

    private async Task HearAsync(Sign sign, long start, CancellationToken cancel)
    {
        if (!sign.IsKnown)
        {
            EndAll(_id, EndReason.Lost, "The worker was given up for lost.");
            await RegisterAsync(cancel);
            return;
        }

        Interlocked.Exchange(ref _alive, start);
        foreach (var (token, held) in _held)
        {
            if (sign.ToEnd.Contains(token))
            {
                held.Request.Ask(EndReason.Cancelled, "Its run was to end.");
            }
        }

        await GiveBackAsync(sign, start);
    }

    /// <summary>
    /// A lease whose answer never arrived is in the store and not here. What stays so for a third of the lease goes back: nobody has begun it.
    /// </summary>
    private async Task GiveBackAsync(Sign sign, long now)
    {
        foreach (var known in _notHere.Keys.Where(token => !sign.Held.Contains(token) || _held.ContainsKey(token)).ToList())
        {
            _notHere.Remove(known);
        }

        foreach (var token in sign.Held.Where(token => !_held.ContainsKey(token)))
        {
            if (!_notHere.TryGetValue(token, out var since))
            {
                _notHere[token] = now;
            }
            else if (clock.GetElapsedTime(since, now) > options.Lease / 3)
            {
                await _queue.EndAsync(token, new AttemptEnd { State = AttemptState.Stopped, Note = "The worker never heard that it had been given this." }, CancellationToken.None);
            }
        }
    }

    private Task<TimeSpan> WatchAsync(CancellationToken cancel)
    {
        Volatile.Write(ref _memoryUsed, (int)((runner.Watch() >> 20) * 100 / Math.Max(1, options.Memory)));
        return Task.FromResult(TimeSpan.FromSeconds(1));
    }

    private void EndAll(long worker, EndReason reason, string note)
    {
        foreach (var held in _held.Values.Where(held => held.Worker == worker))
        {
            held.Request.Ask(reason, note);
        }
    }

    /// <summary>Each attempt ends by itself within the grace or goes back to the queue; none is left.</summary>
    private async Task StopAsync()
    {
        await TryAsync(() => _register.StopAsync(_id, CancellationToken.None));
        var all = Task.WhenAll(_held.Values.Select(held => held.Work));
        try
        {
            await all.WaitAsync(options.StopGrace, clock);
        }
        catch (TimeoutException)
        {
            foreach (var held in _held.Values)
            {
                held.Request.Ask(EndReason.Stopped, "The worker was asked to stop.");
            }

            await all;
        }
    }

    private async Task TryAsync(Func<Task> leave)
    {
        try
        {
            await leave();
        }
        catch (StoreUnavailableException error)
        {
            // Those who watch will find out by themselves.
            log.Trouble("leave", error);
        }
    }

    private sealed record Held(Lease Lease, long Worker, EndRequest Request)
    {
        public Task Work { get; set; } = Task.CompletedTask;
    }
}
