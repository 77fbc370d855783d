namespace DigitalLand.Cli.Night;

/// <summary>What collecting came to.</summary>
/// <param name="Tried">Endpoints that were asked tonight.</param>
/// <param name="Standing">Endpoints that had been asked today already, and were left in peace.</param>
/// <param name="Failures">Endpoints whose last answer today holds no data, and why; those that were asked earlier today too.</param>
internal sealed record CollectResult(int Tried, int Standing, IReadOnlyList<EndpointFailure> Failures, TimeSpan Elapsed);

/// <summary>An endpoint without data, in words.</summary>
internal sealed record EndpointFailure(string Url, string Reason);

/// <summary>What the plan came to: the resources that there are and the work that they make.</summary>
internal sealed record PlanResult(int Resources, IReadOnlyList<DatasetWork> Datasets, TimeSpan Elapsed);

/// <summary>What transforming came to.</summary>
/// <param name="Transformed">Resources that were transformed tonight.</param>
/// <param name="UpToDate">Resources that were made with this code, configuration and specification already.</param>
/// <param name="Unreadable">Resources, tonight's or earlier ones, that could not be read as a table: nothing came of them.</param>
/// <param name="Remarks">Sentences about what was odd tonight but stopped nothing.</param>
internal sealed record TransformResult(
    int Transformed, int UpToDate, IReadOnlyList<UnreadableResource> Unreadable, IReadOnlyList<string> Remarks, TimeSpan Elapsed);

/// <summary>What assembling came to.</summary>
/// <param name="Assembled">Datasets that were made tonight.</param>
/// <param name="Unchanged">Datasets whose inputs are those that they were made from.</param>
internal sealed record AssembleResult(int Assembled, int Unchanged, TimeSpan Elapsed);

/// <summary>What publishing came to.</summary>
/// <param name="Published">Datasets that readers see anew.</param>
/// <param name="Unchanged">Datasets that readers saw already.</param>
/// <param name="Held">Datasets that wait for a person; what readers saw stays.</param>
internal sealed record PublishResult(int Published, int Unchanged, IReadOnlyList<HeldDataset> Held, TimeSpan Elapsed);

/// <summary>A dataset that the guards have held.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Sentences">What they found, and what to do.</param>
internal sealed record HeldDataset(string Dataset, IReadOnlyList<string> Sentences);

/// <summary>The whole night of one collection.</summary>
internal sealed record CollectionNight(
    string Name,
    CollectResult Collect,
    PlanResult Plan,
    TransformResult Transform,
    AssembleResult Assemble,
    PublishResult Publish,
    DatasetCounts Counts,
    IssueCounts Issues);
