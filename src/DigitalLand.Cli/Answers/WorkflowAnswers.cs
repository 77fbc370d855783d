namespace DigitalLand.Cli.Answers;

/// <summary>A workflow of an environment.</summary>
/// <param name="Tasks">How many it has.</param>
/// <param name="Schedule">A cron expression; null for one that is started by hand.</param>
/// <param name="Next">When it starts next, in UTC.</param>
internal sealed record WorkflowAnswer(string Name, string Version, string? Description, int Tasks, string? Schedule, string? Next);

/// <summary>A line of an attempt's log.</summary>
internal sealed record LogLineAnswer(string Task, long Attempt, string Line);
