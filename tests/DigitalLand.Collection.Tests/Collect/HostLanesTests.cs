using System.Collections.Concurrent;
using DigitalLand.Collection.Collect;

namespace DigitalLand.Collection.Tests.Collect;

public class HostLanesTests
{
    [Fact]
    public async Task A_busy_host_does_not_keep_workers_from_the_others()
    {
        var release = new TaskCompletionSource();
        using var others = new CountdownEvent(10);
        var items = Enumerable.Repeat("busy", 100).Concat(Enumerable.Range(0, 10).Select(i => $"other{i}"));
        var run = HostLanes.ForEachAsync(items, item => item, maxParallel: 4, maxPerHost: 2, async (item, cancel) =>
        {
            if (item == "busy")
            {
                await release.Task.WaitAsync(cancel);
            }
            else
            {
                others.Signal();
            }
        }, TestContext.Current.CancellationToken);

        Assert.True(others.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        release.SetResult();
        await run;
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 8, 2)]
    [InlineData(500, 8, 2)]
    [InlineData(500, 1, 3)]
    public async Task Every_item_is_done_once(int count, int maxParallel, int maxPerHost)
    {
        var done = new ConcurrentBag<int>();
        await HostLanes.ForEachAsync(Enumerable.Range(0, count), item => $"{item % 7}", maxParallel, maxPerHost, async (item, _) =>
        {
            await Task.Yield();
            done.Add(item);
        }, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, count), done.Order());
    }

    [Fact]
    public async Task What_goes_wrong_stops_everything_and_is_told() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => HostLanes.ForEachAsync(
            Enumerable.Range(0, 100),
            item => $"{item}",
            maxParallel: 4,
            maxPerHost: 2,
            (item, _) => item == 50 ? throw new InvalidOperationException() : Task.CompletedTask,
            TestContext.Current.CancellationToken));
}
