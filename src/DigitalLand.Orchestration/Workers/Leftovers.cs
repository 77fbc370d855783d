using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Workers.Processes;

namespace DigitalLand.Orchestration.Workers;

/// <summary>What an earlier process left when it died: workers that are no more, their attempts, and processes that may still run.</summary>
public sealed class Leftovers(IDatabase database, TimeProvider clock)
{
    /// <summary>
    /// For an embedded store, by the one who has just taken its lock: nobody else can work on it, so whatever it calls running is not.
    /// </summary>
    /// <returns>The attempts that were lost.</returns>
    public async Task<IReadOnlyList<long>> ClearAsync(CancellationToken cancel)
    {
        var register = new WorkerRegister(database, clock);
        var lost = new List<long>();
        foreach (var (id, beat, name, _, process) in await register.LiveAsync(cancel))
        {
            lost.AddRange(await register.GiveUpAsync(id, beat, $"The worker '{name}' (process {process}) ended without a word.", cancel) ?? []);
        }

        foreach (var token in lost)
        {
            foreach (var process in ProcessTable.WithVariable(ProcessRunner.Marker, AttemptEnvironment.Mark(database.Name, token)))
            {
                _ = Libc.Kill(process, Libc.SigKill);
            }
        }

        return lost;
    }
}
