using System.Collections.Concurrent;
using System.Threading.Channels;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// Works through items of many hosts at once, but only through a few of each: one lane a host, so that a host with hundreds of items
/// neither gets hundreds of requests nor keeps the workers from the others.
/// </summary>
internal static class HostLanes
{
    /// <param name="items">Within a lane they are begun in this order.</param>
    /// <param name="hostOf">The lane of an item.</param>
    /// <param name="maxParallel">Items in work at once.</param>
    /// <param name="maxPerHost">Of these, items of one host.</param>
    /// <param name="work">Its first exception stops everything.</param>
    /// <param name="cancel">Stops everything.</param>
    public static async Task ForEachAsync<T>(
        IEnumerable<T> items,
        Func<T, string> hostOf,
        int maxParallel,
        int maxPerHost,
        Func<T, CancellationToken, Task> work,
        CancellationToken cancel)
    {
        var lanes = items.GroupBy(hostOf, StringComparer.OrdinalIgnoreCase).Select(lane => new ConcurrentQueue<T>(lane)).ToList();
        if (lanes.Count == 0)
        {
            return;
        }

        // A ticket lets one worker take one item of a lane; a lane has as many as it may have workers.
        var tickets = Channel.CreateUnbounded<ConcurrentQueue<T>>();
        var outstanding = lanes.Count * maxPerHost;
        for (var i = 0; i < maxPerHost; i++)
        {
            lanes.ForEach(lane => tickets.Writer.TryWrite(lane));
        }

        var workers = new ParallelOptions { MaxDegreeOfParallelism = maxParallel, CancellationToken = cancel };
        await Parallel.ForAsync(0, maxParallel, workers, async (_, token) =>
        {
            await foreach (var lane in tickets.Reader.ReadAllAsync(token).ConfigureAwait(false))
            {
                if (lane.TryDequeue(out var item))
                {
                    await work(item, token).ConfigureAwait(false);
                    tickets.Writer.TryWrite(lane);
                }
                else if (Interlocked.Decrement(ref outstanding) == 0)
                {
                    tickets.Writer.Complete();
                }
            }
        }).ConfigureAwait(false);
    }
}
