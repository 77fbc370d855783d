namespace DigitalLand.Core.Threading;

/// <summary>
/// Works on several items at once and takes the results in the order of the items. Each thread carries an item all the way: it reads it,
/// works on it and takes its result while the processor still has it at hand. Only one reads and only one takes at any time; a result
/// that comes before its turn is left for the thread that takes the one before it.
/// </summary>
public static class OrderedWork
{
    /// <summary>
    /// Does it all before it returns. The first item that fails, in reading, work or taking, ends it: the results of those before it are
    /// taken, none after it, and its error comes out, whatever the number of threads.
    /// </summary>
    /// <param name="items">Read by one thread at a time, and at most two a thread ahead of the taking, so memory stays bounded.</param>
    /// <param name="work">Runs on any thread, on several items at once.</param>
    /// <param name="take">Runs on any thread, for one result at a time.</param>
    /// <param name="threads">1 does everything on the caller's.</param>
    public static void Run<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, TOut> work, Action<TOut> take, int threads)
    {
        using var source = items.GetEnumerator();
        var run = new OrderedRun<TIn, TOut>(source, work, take, threads);
        var others = new Task[Math.Max(1, threads) - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = Task.Factory.StartNew(run.Carry, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        run.Carry();
        Task.WaitAll(others);
        run.ThrowIfFailed();
    }
}
