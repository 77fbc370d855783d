namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>
/// Holds a dataset that has lost a provider: an organisation without a single entity, or one whose latest files give no row any more.
/// A site that does not answer is no such loss, since the last file that it served still counts.
/// </summary>
public sealed class VanishedProviderGuard : PublicationGuard
{
    public override string Name => "vanished-provider";

    /// <summary>All is lost or nothing is; only how much it was can be set.</summary>
    public override GuardLimit? Default { get; } = new(0, 1);

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel)
    {
        var least = candidate.Limits.Of(this).AtLeast;
        return WithoutEntities(candidate, least).Concat(WithoutRows(candidate, least));
    }

    private IEnumerable<GuardFinding> WithoutEntities(PublicationCandidate candidate, long least) =>
        from organisation in candidate.Comparison?.Organisations ?? new Dictionary<string, Compare.Change>(StringComparer.Ordinal)
        where organisation.Key.Length > 0 && organisation.Value.New == 0 && organisation.Value.Live >= least
        let name = candidate.Organisations.GetValueOrDefault(organisation.Key, $"organisation {organisation.Key}")
        orderby name
        select Found(name, $"It had {organisation.Value.Live:N0} entities and has none now.");

    private IEnumerable<GuardFinding> WithoutRows(PublicationCandidate candidate, long least)
    {
        var now = RowsOf(candidate.Providers);
        return from organisation in RowsOf(candidate.Live?.Providers ?? [])
               where organisation.Value >= Math.Max(1, least) && now.GetValueOrDefault(organisation.Key) == 0
               orderby organisation.Key
               select Found(organisation.Key, $"Its files gave {organisation.Value:N0} rows and give none now.");
    }

    private static Dictionary<string, long> RowsOf(IEnumerable<ProviderFile> files) => files
        .SelectMany(file => file.Organisations.Select(organisation => (organisation, file.Rows)))
        .GroupBy(pair => pair.organisation, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Rows), StringComparer.Ordinal);
}
