namespace DigitalLand.Datasets.Expectations.Platform;

/// <summary>How long and how often a service is asked. The reference tries sixty times with a minute between.</summary>
public sealed record RetrySchedule
{
    /// <summary>Further tries after the first.</summary>
    public int Retries { get; init; } = 8;

    /// <summary>Before the first further try; it doubles with each.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For one answer, to its last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    internal IEnumerable<TimeSpan> Delays => Enumerable.Range(0, Retries).Select(retry => FirstDelay * Math.Pow(2, retry) is var delay && delay < LongestDelay ? delay : LongestDelay);
}
