namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>Holds a dataset in which a field says something else of very many entities at once, as a slip in the code or the configuration makes it.</summary>
public sealed class ValueChangeGuard : FieldGuard
{
    public override string Name => "value-change";

    public override GuardLimit? Default { get; } = new(0.3, 10);

    /// <summary>Providers set it anew whenever they publish.</summary>
    public override GuardLimit DefaultOf(string field) => field == "entry-date" ? new GuardLimit(1, 10) : Default!;

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel) =>
        from field in candidate.Comparison?.Fields ?? []
        where candidate.Limits.Of(this, field.Field).IsPassedBy(field.Changed, field.Compared)
        orderby field.Changed descending
        select Found(field.Field, $"{field.Changed:N0} of {field.Compared:N0} values are not what they were ({Words.Share(field.Changed, field.Compared)}).");
}
