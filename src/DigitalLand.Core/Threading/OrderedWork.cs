namespace DigitalLand.Core.Threading;

/// <summary>Work on several items at once whose results are wanted in the order of the items.</summary>
public static class OrderedWork
{
    /// <summary>
    /// Gives the result of each item, in order, whatever the number of workers. Items are read and results handed out on the caller's
    /// thread; at most two items a worker are under way, so memory stays bounded however slow the taker is.
    /// </summary>
    /// <param name="workers">1 does everything on the caller's thread.</param>
    public static IEnumerable<TOut> Map<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, TOut> work, int workers)
    {
        if (workers <= 1)
        {
            foreach (var item in items)
            {
                yield return work(item);
            }

            yield break;
        }

        var underWay = new Queue<Task<TOut>>();
        try
        {
            foreach (var item in items)
            {
                underWay.Enqueue(Task.Run(() => work(item)));
                if (underWay.Count == 2 * workers)
                {
                    yield return underWay.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (underWay.TryDequeue(out var next))
            {
                yield return next.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // After an error nobody wants the rest, but what it works with must outlive it.
            Task.WhenAll(underWay).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
