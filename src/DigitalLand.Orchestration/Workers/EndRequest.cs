namespace DigitalLand.Orchestration.Workers;

/// <summary>Why a worker ends an attempt before it has ended by itself.</summary>
public enum EndReason
{
    /// <summary>Its run is being cancelled, or has taken too long.</summary>
    Cancelled,

    /// <summary>The attempt took longer than its timeout.</summary>
    TimedOut,

    /// <summary>It had given signs of life from inside its work, and then none for too long.</summary>
    Stalled,

    /// <summary>It uses more memory than it was given.</summary>
    OutOfMemory,

    /// <summary>The worker stops; the task goes back to the queue.</summary>
    Stopped,

    /// <summary>The worker could not give a sign of life in time and must take itself for lost.</summary>
    StoreAway,

    /// <summary>The worker was given up for lost: somebody else may have the task already.</summary>
    Lost,
}

/// <summary>Asks a running attempt to end. The first reason counts.</summary>
public sealed class EndRequest
{
    private readonly TaskCompletionSource<(EndReason Reason, string Note)> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when somebody has asked.</summary>
    public Task<(EndReason Reason, string Note)> Asked => _asked.Task;

    public void Ask(EndReason reason, string note) => _asked.TrySetResult((reason, note));
}

/// <summary>Runs attempts. How is the worker's business; that it ends when asked is the runner's.</summary>
public interface IAttemptRunner
{
    /// <summary>Runs one attempt to its end, and leaves nothing of it running.</summary>
    Task<Runs.AttemptEnd> RunAsync(Runs.Lease lease, EndRequest request);

    /// <summary>Looks at what attempts use and how far they are, and asks those to end that use more than they were given or have stalled.</summary>
    /// <returns>Bytes of resident memory of all attempts together.</returns>
    long Watch();

    /// <summary>How far attempts under way are, by token, as they last said; those that say nothing are missing.</summary>
    IReadOnlyDictionary<long, string> Progress();
}
