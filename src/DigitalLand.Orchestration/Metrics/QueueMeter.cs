using System.Diagnostics.Metrics;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Metrics;

/// <summary>How much waits, as a scheduler last saw it: the same from every scheduler of a store.</summary>
public sealed class QueueMeter : IDisposable
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Meter _meter = new(WorkerMeter.Name);
    private (long Tasks, double Oldest) _seen;

    public QueueMeter(IDatabase database, TimeProvider clock)
    {
        (_database, _clock) = (database, clock);
        _meter.CreateObservableGauge("digital_land.queue.tasks", () => _seen.Tasks, description: "Tasks that could begin if there were room.");
        _meter.CreateObservableGauge("digital_land.queue.oldest.seconds", () => _seen.Oldest, "s", "For how long the one that has waited longest could have begun.");
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancel) => _seen = await _database.ReadAsync(
        async session =>
        {
            var now = _clock.GetUtcNow();
            return await session.FirstAsync(
                "select count(*), min(due_at) from task where state = 'queued' and due_at <= @now",
                row => (row.GetInt64(0), row.MomentOrNull(1) is { } due ? (now - due).TotalSeconds : 0),
                ("now", now.ToUnixTimeMilliseconds()));
        },
        cancel);

    public void Dispose() => _meter.Dispose();
}
