namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>Holds what is built after a rollback: a person took a version back, and no night may undo that unasked.</summary>
public sealed class RolledBackGuard : PublicationGuard
{
    public override string Name => "rolled-back";

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel) =>
        candidate.Live?.Rollback is { } rollback
            ? [Found("", $"{candidate.Live.By} took back version {rollback.From} on {candidate.Live.Published:yyyy-MM-dd}{(rollback.Reason.Length > 0 ? $": {rollback.Reason}" : "")}.")]
            : [];
}
