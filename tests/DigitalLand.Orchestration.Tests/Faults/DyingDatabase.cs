using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Tests.Faults;

/// <summary>The process has died, as far as the test is concerned.</summary>
internal sealed class DiedException : Exception;

/// <summary>A store whose process dies at its n-th write: just before the commit, or just after it and before anybody has heard.</summary>
internal sealed class DyingDatabase(IDatabase inner, int dieAt, bool committed) : IDatabase
{
    private int _writes;
    private bool _dead;

    /// <summary>Whether there were so many writes.</summary>
    public bool HasDied => _dead;

    public string Name => inner.Name;

    public string TakeRows => inner.TakeRows;

    public bool IsShared => inner.IsShared;

    public ChangeSignal Changes => inner.Changes;

    public Task<T> ReadAsync<T>(Func<StoreSession, Task<T>> work, CancellationToken cancel) => _dead ? throw new DiedException() : inner.ReadAsync(work, cancel);

    public async Task<T> WriteAsync<T>(Func<StoreSession, Task<T>> work, CancellationToken cancel)
    {
        if (_dead)
        {
            throw new DiedException();
        }

        _dead = Interlocked.Increment(ref _writes) == dieAt;
        if (!_dead)
        {
            return await inner.WriteAsync(work, cancel);
        }

        await inner.WriteAsync(
            async session =>
            {
                var result = await work(session);
                return committed ? result : throw new DiedException();
            },
            cancel);
        throw new DiedException();
    }

    public Task LockAsync(StoreSession session, StoreLock name) => inner.LockAsync(session, name);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
