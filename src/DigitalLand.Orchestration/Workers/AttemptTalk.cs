using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Workers;

/// <summary>What a worker says of its attempts.</summary>
internal static class AttemptTalk
{
    public static void Begins(OperatorLog log, Lease lease) => log.Write(LogEntry.Of(lease, Severity.Information, "begins."));

    public static void Ended(OperatorLog log, Lease lease, AttemptEnd end, TimeSpan took)
    {
        var cause = end.Cause is { } why ? $" ({why.Word()})" : "";
        log.Write(LogEntry.Of(
            lease,
            end.State == AttemptState.Failed ? Severity.Warning : Severity.Information,
            $"{end.State.Word()}{cause} after {took.TotalSeconds:0.0} s. {end.Note}".TrimEnd()));
    }
}
