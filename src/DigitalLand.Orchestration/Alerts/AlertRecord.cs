namespace DigitalLand.Orchestration.Alerts;

/// <summary>
/// Whether somebody must act. The same condition is an alert in production and a notification anywhere else: one needs triage and may become an incident, the other informs.
/// </summary>
public enum AlertClass
{
    Alert,
    Notification,
}

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    RunFailed,

    /// <summary>A run has not ended by the time its workflow names.</summary>
    RunLate,

    /// <summary>A worker gave no more sign of life.</summary>
    WorkerLost,
    WorkerMemory,
    WorkerCpu,
    Disk,
}

/// <summary>Something that people should know, whether or not it could be sent.</summary>
/// <param name="Topic">What it is about, exactly: as long as one on a topic is open there is no second.</param>
/// <param name="Title">One sentence.</param>
/// <param name="Body">Cause, last lines, what to type.</param>
/// <param name="ResolvedAt">When it ended by itself; null while it stands, and for what cannot end.</param>
public sealed record AlertRecord(
    long Id,
    string Topic,
    AlertClass Class,
    AlertKind Kind,
    long? Run,
    string Title,
    string Body,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? SentAt,
    int Tries);
