namespace DigitalLand.Datasets.Assemble;

/// <summary>What a dataset was made of, for whoever reports on the run.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Resources">Transformed files read.</param>
/// <param name="Facts">Rows of the table fact.</param>
/// <param name="FactResources">Rows of the table fact_resource: those of all transformed files.</param>
/// <param name="Entities">Rows of the table entity.</param>
/// <param name="Issues">Rows of the table issue by issue type, in code point order.</param>
/// <param name="Remarks">Sentences about what was odd but did not stop the run.</param>
public sealed record AssembleOutcome(
    string Dataset,
    int Resources,
    long Facts,
    long FactResources,
    long Entities,
    IReadOnlyDictionary<string, long> Issues,
    IReadOnlyList<string> Remarks)
{
    /// <summary>The outcome in one line.</summary>
    public override string ToString() =>
        $"{Dataset}: {Count(Entities, "entity", "entities")} of {Count(Facts, "fact", "facts")} from {Count(Resources, "resource", "resources")}, {Count(Issues.Values.Sum(), "issue", "issues")}";

    private static string Count(long count, string one, string many) => $"{count:N0} {(count == 1 ? one : many)}";
}
