namespace DigitalLand.Orchestration.Store;

/// <summary>
/// Wakes loops that wait for a change. A loop remembers the version, looks for work, and waits for another version: a change between the look and the wait is not missed.
/// </summary>
public sealed class ChangeSignal(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    public long Version => Interlocked.Read(ref _version);

    /// <summary>Something has changed.</summary>
    public void Announce()
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            _version++;
            (woken, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        woken.SetResult();
    }

    /// <summary>Returns when the version is another than the one seen, or the time has passed.</summary>
    public async Task WaitAsync(long seen, TimeSpan atMost, CancellationToken cancel)
    {
        Task next;
        lock (_lock)
        {
            if (_version != seen)
            {
                return;
            }

            next = _next.Task;
        }

        try
        {
            await next.WaitAsync(atMost, clock, cancel);
        }
        catch (TimeoutException)
        {
            // The time has passed: the caller looks again.
        }
    }
}
