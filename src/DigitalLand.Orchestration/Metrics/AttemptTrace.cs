using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Metrics;

/// <summary>
/// A span for each attempt, for whoever listens to the source. All attempts of a run are in one trace, whichever worker ran them: its id follows from the store and the run.
/// </summary>
public sealed class AttemptTrace(string store) : IDisposable
{
    public const string Name = "DigitalLand.Orchestration";

    private readonly ActivitySource _source = new(Name);

    /// <summary>Null where nobody listens.</summary>
    public Activity? Begin(Lease lease, DateTimeOffset now)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        var activity = _source.StartActivity($"{lease.Workflow} {lease.Name}", ActivityKind.Internal, Run(lease.Run), startTime: now);
        return activity?
            .SetTag("digital_land.workflow", lease.Workflow)
            .SetTag("digital_land.run", lease.Run)
            .SetTag("digital_land.task", lease.Name)
            .SetTag("digital_land.attempt", lease.Number);
    }

    public static void End(Activity? activity, AttemptEnd end, DateTimeOffset now)
    {
        activity?.SetTag("digital_land.state", end.State.Word());
        if (end.State == AttemptState.Failed)
        {
            activity?.SetTag("digital_land.cause", end.Cause?.Word()).SetStatus(ActivityStatusCode.Error, end.Note);
        }

        activity?.SetEndTime(now.UtcDateTime).Dispose();
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Stands for the run, of which no one process is there from beginning to end.</summary>
    private ActivityContext Run(long run)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{store}#{run}")).AsSpan();
        return new ActivityContext(ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
