namespace DigitalLand.Orchestration.Store;

/// <summary>
/// The database below the metadata store: SQLite beside one process, PostgreSQL for several. Both run the same statements; what differs is here.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>What a person calls it: a path, or a server without its password.</summary>
    string Name { get; }

    /// <summary>Ends a <c>select</c> whose rows this transaction takes for itself, passing over those that another has taken.</summary>
    string TakeRows { get; }

    /// <summary>Whether several schedulers may work on it at once.</summary>
    bool IsShared { get; }

    /// <summary>Moves on at every change that was announced, here or in another process.</summary>
    ChangeSignal Changes { get; }

    /// <summary>Reads one consistent state; no writer waits for it.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    Task<T> ReadAsync<T>(Func<StoreSession, Task<T>> work, CancellationToken cancel);

    /// <summary>
    /// Writes all of it or nothing. The work may be run again after a conflict with another writer, so it must have no effect outside the session.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database does not answer; whether the last transaction took effect is not known.</exception>
    Task<T> WriteAsync<T>(Func<StoreSession, Task<T>> work, CancellationToken cancel);

    /// <summary>Until the transaction ends nobody else is behind this call with the same name.</summary>
    Task LockAsync(StoreSession session, StoreLock name);
}

/// <summary>What one process at a time does, whatever the number of processes.</summary>
public enum StoreLock
{
    Migrate,

    /// <summary>Counting what is running and starting more: pools and limits hold across workers.</summary>
    Lease,

    /// <summary>Counting the runs under way and admitting more.</summary>
    Admit,
}

/// <summary>The metadata store does not answer, or refused a write for a reason of its own.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : IOException(message, inner);
