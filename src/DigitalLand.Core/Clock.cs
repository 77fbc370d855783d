using System.Globalization;

namespace DigitalLand.Core;

/// <summary>
/// The one place that decides what time it is. <c>DIGITAL_LAND_NOW</c> (ISO 8601, UTC) pins the clock, for
/// reprocessing a past night and for tests; otherwise the system's clock runs.
/// </summary>
public static class Clock
{
    public const string Variable = "DIGITAL_LAND_NOW";

    /// <summary>The clock that the environment asks for.</summary>
    /// <exception cref="WrongUseException">The variable is set but is not an ISO 8601 time.</exception>
    public static TimeProvider FromEnvironment()
    {
        var pinned = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(pinned))
        {
#pragma warning disable RS0030 // the composition root is where the system's clock enters
            return TimeProvider.System;
#pragma warning restore RS0030
        }

        return DateTimeOffset.TryParse(pinned, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var now)
            ? new PinnedClock(now)
            : throw new WrongUseException($"{Variable} is '{pinned}', which is not an ISO 8601 time such as 2024-05-01T02:00:00Z.");
    }

    /// <summary>
    /// The clock for what waits: a pinned one runs on from where it is pinned, since nothing would ever come due by one that stands still.
    /// </summary>
    public static TimeProvider Running(this TimeProvider clock) => clock is PinnedClock ? new RunningClock(clock) : clock;

    /// <summary>Today's date in UTC: the day that far dates, end dates and log folders are measured by.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}

/// <summary>A clock that stands still at one instant; its timestamps still run, so that elapsed times are real.</summary>
public sealed class PinnedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

/// <summary>Begins at the moment of another clock and goes on from there.</summary>
internal sealed class RunningClock(TimeProvider begin) : TimeProvider
{
    private readonly DateTimeOffset _begin = begin.GetUtcNow();
    private readonly long _since = begin.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _begin + GetElapsedTime(_since);
}
