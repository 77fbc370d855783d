namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>
/// Holds a dataset in which a field has become empty. It is the rate that counts, so that a dataset that loses entities is told of once; a
/// field that every provider has dropped falls by all of it.
/// </summary>
public sealed class FillRateGuard : FieldGuard
{
    public override string Name => "fill-rate";

    public override GuardLimit? Default { get; } = new(0.2, 5);

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel) =>
        from field in candidate.Comparison?.Fields ?? []
        let entities = candidate.Comparison!.Entities
        let expected = entities.Live == 0 ? 0 : (double)field.Filled.Live * entities.New / entities.Live
        let missing = expected - field.Filled.New
        where candidate.Limits.Of(this, field.Field).IsPassedBy((long)Math.Round(missing), (long)Math.Round(expected))
        orderby missing descending
        select Found(
            field.Field,
            $"{Words.Share(field.Filled.Live, entities.Live)} of the entities had a value and {Words.Share(field.Filled.New, entities.New)} have one now ({field.Filled.Live:N0} before, {field.Filled.New:N0} now).");
}
