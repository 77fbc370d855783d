using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>Why an attempt failed, as far as a retry cares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureCause>))]
public enum FailureCause
{
    /// <summary>Exit code 1: the data or the configuration has problems. So does any code that is not told apart below.</summary>
    Error,

    /// <summary>Exit code 2: the command line is wrong, and will be the next time.</summary>
    WrongUse,

    /// <summary>Exit code 3: our own infrastructure failed: a disk, a network, the archive.</summary>
    Infrastructure,

    /// <summary>The worker gave no more sign of life.</summary>
    Lost,

    /// <summary>A signal ended the process, and it was not ours.</summary>
    Killed,

    /// <summary>The process reached its memory limit.</summary>
    OutOfMemory,

    /// <summary>The attempt took longer than its timeout.</summary>
    TimedOut,

    /// <summary>The process had given signs of life from inside its work, and then none for too long.</summary>
    Stalled,

    /// <summary>The worker stopped itself because the metadata store did not answer.</summary>
    StoreAway,

    /// <summary>The process could not be started.</summary>
    NotStarted,
}

/// <summary>How many further attempts one cause is worth.</summary>
public sealed record RetryLimit(FailureCause Cause, int Times);

/// <summary>
/// Which failures are tried again, how often and after how long. Each cause has its own count; a cause that is not listed is not tried again.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>In the order of the causes, none twice, none zero.</summary>
    public IReadOnlyList<RetryLimit> Limits { get; init; } = [];

    /// <summary>Before the first retry.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Each further wait is so many times longer.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>No wait is longer.</summary>
    public TimeSpan MaximumBackoff { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Twice for what is not the task's own doing. Out of memory is not among them, as the same size would fail again, nor is an error in the data.
    /// </summary>
    public static RetryPolicy Default { get; } = new()
    {
        Limits =
        [
            new(FailureCause.Infrastructure, 2),
            new(FailureCause.Lost, 2),
            new(FailureCause.Killed, 2),
            new(FailureCause.Stalled, 2),
            new(FailureCause.StoreAway, 2),
            new(FailureCause.NotStarted, 2),
        ],
    };

    public static RetryPolicy None { get; } = new();

    /// <summary>The largest count of all causes: for an engine that does not tell them apart.</summary>
    [JsonIgnore]
    public int MostTimes => Limits.Select(limit => limit.Times).DefaultIfEmpty().Max();

    /// <summary>How often a failure of this cause is tried again.</summary>
    public int TimesFor(FailureCause cause) => Limits.FirstOrDefault(limit => limit.Cause == cause)?.Times ?? 0;

    /// <summary>How long to wait before a retry, not yet spread by chance.</summary>
    /// <param name="retry">1 for the first.</param>
    public TimeSpan DelayBefore(int retry)
    {
        var seconds = Backoff.TotalSeconds * Math.Pow(Factor, retry - 1);
        return seconds < MaximumBackoff.TotalSeconds ? TimeSpan.FromSeconds(seconds) : MaximumBackoff;
    }
}
