using DigitalLand.Orchestration.Logs;

namespace DigitalLand.Orchestration.Tests;

/// <summary>For tests in which nothing is to go wrong in the background: whatever does fails them.</summary>
internal sealed class ThrowingLog : OperatorLog
{
    public override void Write(LogEntry entry)
    {
        if (entry.Duty is not null)
        {
            throw new InvalidOperationException($"{entry.Duty}: {entry.Message}");
        }
    }
}
