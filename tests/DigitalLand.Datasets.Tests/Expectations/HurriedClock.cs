namespace DigitalLand.Datasets.Tests.Expectations;

/// <summary>A clock whose waits are over at once, and remembered; limits, which are longer, never come.</summary>
internal sealed class HurriedClock(TimeSpan longestWait) : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isWait = dueTime > TimeSpan.Zero && dueTime <= longestWait;
        if (isWait)
        {
            Waits.Add(dueTime);
        }

        return base.CreateTimer(callback, state, isWait ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
    }
}
