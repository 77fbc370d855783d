namespace DigitalLand.Orchestration.Logs;

/// <summary>Lines for a person at a terminal; whoever collects them adds the time.</summary>
/// <param name="output">Where to.</param>
/// <param name="least">What matters less is not said.</param>
public sealed class TextLog(TextWriter output, Severity least = Severity.Information) : OperatorLog
{
    private readonly Lock _lock = new();

    public override void Write(LogEntry entry)
    {
        if (entry.Severity < least)
        {
            return;
        }

        var line = entry switch
        {
            { Duty: { } duty } => $"digital-land: {duty}: {entry.Message}",
            { Task: { } task } => $"{entry.Workflow} run {entry.Run}, {task}, attempt {entry.Attempt}{(entry.IsFromTask ? ">" : ":")} {entry.Message}",
            { Run: { } run } => $"{entry.Workflow} run {run}: {entry.Message}",
            _ => entry.Message,
        };
        lock (_lock)
        {
            output.WriteLine(line);
        }
    }
}
