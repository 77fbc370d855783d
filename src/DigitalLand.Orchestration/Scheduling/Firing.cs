using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Scheduling;

/// <summary>What a schedule asks for at a moment: a function of the schedule, the point it waited for, and the time.</summary>
/// <param name="Run">The point for which a run is made; null where all that was missed is left out.</param>
/// <param name="LeftOut">How many points get no run.</param>
/// <param name="Latest">The last point that has come.</param>
/// <param name="Next">The point to wait for now.</param>
/// <param name="Note">What a person should know of it; null where everything was in time.</param>
internal sealed record Firing(DateTimeOffset? Run, int LeftOut, DateTimeOffset Latest, DateTimeOffset? Next, string? Note)
{
    /// <summary>A start that is later than this was missed: nothing ran at its time.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromMinutes(1);

    private const int MostCounted = 10_000;

    /// <param name="schedule">When.</param>
    /// <param name="waitedFor">The point that has come, first of possibly several.</param>
    /// <param name="now">At or after it.</param>
    public static Firing Of(Schedule schedule, DateTimeOffset waitedFor, DateTimeOffset now)
    {
        var (latest, count) = (waitedFor, 1);
        var next = schedule.NextAfter(waitedFor);
        while (next is { } point && point <= now)
        {
            if (count == MostCounted)
            {
                // Asleep for years beside a schedule of minutes: what is left out is not counted to the last.
                latest = now;
                next = schedule.NextAfter(now);
                break;
            }

            (latest, count) = (point, count + 1);
            next = schedule.NextAfter(point);
        }

        var inTime = now - latest <= InTime;
        var runs = inTime || schedule.Missed == Missed.RunOnce;
        var leftOut = runs ? count - 1 : count;
        var note = (count, inTime) switch
        {
            (1, true) => null,
            (1, false) => $"Nothing ran at {waitedFor:u}, when it was to start.",
            _ => $"Nothing ran from {waitedFor:u} on: {count} starts came due, {(runs ? "this run stands for them" : "all are left out")}.",
        };
        return new Firing(runs ? latest : null, leftOut, latest, next, note);
    }
}
