namespace DigitalLand.Collection.Collect;

/// <summary>What became of one endpoint; the numbers are the reference's <c>FetchStatus</c>.</summary>
public enum FetchStatus
{
    None = 0,

    /// <summary>Content was kept.</summary>
    Ok = 1,

    /// <summary>Its end-date has come; nothing was asked and nothing logged.</summary>
    Expired = 2,

    /// <summary>The file's hash is not that of the URL; nothing was asked and nothing logged.</summary>
    HashFailure = 3,

    /// <summary>There is a log of today.</summary>
    AlreadyFetched = 4,

    /// <summary>Logged, but there is no content.</summary>
    Failed = 5,
}

/// <summary>The outcome of fetching one endpoint.</summary>
/// <param name="Endpoint">What was to be fetched.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Resource">The hash of the content, when some was kept.</param>
/// <param name="Cause">Why nothing was kept, in a word or two that outcomes can be counted by, such as <c>ReadTimeout</c> or <c>HTTP 404</c>.</param>
/// <param name="Message">The same for a person, where there is more to say.</param>
public sealed record FetchResult(Endpoint Endpoint, FetchStatus Status, string? Resource = null, string? Cause = null, string? Message = null);

/// <summary>How far a collection is.</summary>
/// <param name="Done">Endpoints dealt with.</param>
/// <param name="Total">Endpoints of the file.</param>
/// <param name="Latest">The one dealt with last.</param>
public sealed record CollectProgress(int Done, int Total, FetchResult Latest);

/// <summary>The outcome of a collection.</summary>
/// <param name="Results">One for each endpoint, in the order of the file.</param>
public sealed record CollectOutcome(IReadOnlyList<FetchResult> Results)
{
    /// <summary>Endpoints that were asked.</summary>
    public int Tried => Ok + Failed;

    public int Ok => Count(FetchStatus.Ok);

    public int Failed => Count(FetchStatus.Failed);

    public int AlreadyFetched => Count(FetchStatus.AlreadyFetched);

    public int Expired => Count(FetchStatus.Expired);

    public int HashFailures => Count(FetchStatus.HashFailure);

    /// <summary>How often each cause of failure occurred, the most frequent first.</summary>
    public IReadOnlyList<(string Cause, int Count)> Failures =>
    [
        .. Results
            .Where(result => result.Status == FetchStatus.Failed)
            .CountBy(result => result.Cause ?? "")
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value)),
    ];

    private int Count(FetchStatus status) => Results.Count(result => result.Status == status);
}
