namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>Holds a dataset that has grown beyond belief: renumbered references make every entity come a second time.</summary>
public sealed class EntityGrowthGuard : PublicationGuard
{
    public override string Name => "entity-growth";

    public override GuardLimit? Default { get; } = new(1, 100);

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel) =>
        candidate.Comparison is { } comparison && candidate.Limits.Of(this).IsPassedBy(comparison.Added, comparison.Entities.Live)
            ? [Found("", $"To {comparison.Entities.Live:N0} entities {comparison.Added:N0} were added ({Words.Percent(comparison.Added, comparison.Entities.Live)}).")]
            : [];
}
