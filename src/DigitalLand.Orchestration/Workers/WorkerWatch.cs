namespace DigitalLand.Orchestration.Workers;

/// <summary>
/// Gives workers up whose beat has stood still for a whole lease, as this process has seen it with its monotonic clock. A worker ends its own attempts earlier than that
/// when its beats do not arrive, so that no two processes work on one task.
/// </summary>
public sealed class WorkerWatch(WorkerRegister register, TimeProvider clock, TimeSpan lease)
{
    private readonly Dictionary<long, (long Beat, long Since)> _seen = [];

    /// <summary>Looks once.</summary>
    /// <returns>The workers that were given up, with what they held.</returns>
    public async Task<IReadOnlyList<(string Worker, IReadOnlyList<long> Attempts)>> LookAsync(CancellationToken cancel)
    {
        var lost = new List<(string, IReadOnlyList<long>)>();
        var live = await register.LiveAsync(cancel);
        var now = clock.GetTimestamp();
        foreach (var gone in _seen.Keys.Except(live.Select(worker => worker.Id)).ToList())
        {
            _seen.Remove(gone);
        }

        foreach (var (id, beat, name, host, _) in live)
        {
            if (!_seen.TryGetValue(id, out var seen) || seen.Beat != beat)
            {
                _seen[id] = (beat, now);
            }
            else if (clock.GetElapsedTime(seen.Since, now) > lease
                && await register.GiveUpAsync(id, beat, $"The worker '{name}' on {host} gave no sign of life for {lease.TotalSeconds:0.#} s.", cancel) is { } attempts)
            {
                lost.Add((name, attempts));
            }
        }

        return lost;
    }
}
