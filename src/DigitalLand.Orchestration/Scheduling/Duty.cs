using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Scheduling;

/// <summary>
/// One small loop in the background: does its work until none is left, waits for a change or for the time it was told, and goes on after errors. What goes wrong is said and tried again;
/// it ends only when it is asked to.
/// </summary>
/// <param name="name">For people.</param>
/// <param name="changes">Wakes the loop.</param>
/// <param name="clock">The clock.</param>
/// <param name="trouble">Told of errors.</param>
internal sealed class Duty(string name, ChangeSignal changes, TimeProvider clock, Action<string, Exception> trouble)
{
    private static readonly TimeSpan LongestTrouble = TimeSpan.FromSeconds(5);

    /// <param name="work">Does all there is to do now and says how long to wait at most for more.</param>
    /// <param name="cancel">Ends the loop.</param>
    public async Task RunAsync(Func<CancellationToken, Task<TimeSpan>> work, CancellationToken cancel)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!cancel.IsCancellationRequested)
        {
            var seen = changes.Version;
            try
            {
                var wait = await work(cancel);
                pause = TimeSpan.FromMilliseconds(100);
                if (wait > TimeSpan.Zero)
                {
                    await changes.WaitAsync(seen, wait, cancel);
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // A duty that ends would leave nights undone in silence: it says what happened and tries again, less and less often.
                trouble(name, error);
                await DelayAsync(pause, cancel);
                pause = pause * 2 < LongestTrouble ? pause * 2 : LongestTrouble;
            }
        }
    }

    private async Task DelayAsync(TimeSpan pause, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(pause, clock, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }
}
