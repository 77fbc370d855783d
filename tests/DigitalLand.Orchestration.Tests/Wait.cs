using System.Diagnostics;

namespace DigitalLand.Orchestration.Tests;

/// <summary>Waits for what real processes do: looks until it is so, and fails after a deadline that is far beyond what it should take.</summary>
internal static class Wait
{
    /// <summary>The one that real processes go by.</summary>
    public static TimeProvider Clock { get; } = Core.Clock.FromEnvironment();

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Task UntilAsync(Func<bool> condition, Action? also = null) => UntilAsync(
        () =>
        {
            also?.Invoke();
            return Task.FromResult(condition());
        });

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Deadline, "What the test waits for has not happened.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), Clock, TestContext.Current.CancellationToken);
        }
    }
}
