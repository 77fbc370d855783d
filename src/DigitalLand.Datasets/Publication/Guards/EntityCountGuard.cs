namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>Holds a dataset that has lost entities, whether or not others came in their place.</summary>
public sealed class EntityCountGuard : PublicationGuard
{
    public override string Name => "entity-count";

    public override GuardLimit? Default { get; } = new(0.1, 3);

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel) =>
        candidate.Comparison is { } comparison && candidate.Limits.Of(this).IsPassedBy(comparison.Gone, comparison.Entities.Live)
            ? [Found("", $"Of {comparison.Entities.Live:N0} entities {comparison.Gone:N0} are gone ({Words.Percent(-comparison.Gone, comparison.Entities.Live)}); there are {comparison.Entities.New:N0} now, {comparison.Added:N0} of them new.")]
            : [];
}
