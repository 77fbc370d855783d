namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>
/// One reason not to show a dataset to readers without asking a person. A guard looks and says; it changes nothing. A new one is a
/// file here and a line in <see cref="PublicationGuards"/>.
/// </summary>
public abstract class PublicationGuard
{
    /// <summary>The name in publication.csv, in manifests and on screens.</summary>
    public abstract string Name { get; }

    /// <summary>What the guard holds where publication.csv does not say otherwise; null for a guard that has nothing to set.</summary>
    public virtual GuardLimit? Default => null;

    /// <summary>What is not as it should be, worst first; nothing where all is well.</summary>
    public abstract IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel);

    /// <summary>A finding of this guard.</summary>
    protected GuardFinding Found(string subject, string message) => new(Name, subject, message);
}

/// <summary>What a guard found.</summary>
/// <param name="Guard">Its name.</param>
/// <param name="Subject">The field, the provider or whatever it is about; blank for the dataset as a whole.</param>
/// <param name="Message">One sentence for a person: what it was, what it is now.</param>
public sealed record GuardFinding(string Guard, string Subject, string Message);

/// <summary>When a guard holds a dataset: where more than a part of something is lost or changed, and that is no handful.</summary>
/// <param name="Limit">A part, 0.1 for a tenth; of a growth, how much more: 1 for twice as many. 1 turns off what cannot lose more than all.</param>
/// <param name="AtLeast">How many have to be concerned.</param>
public sealed record GuardLimit(double Limit, long AtLeast)
{
    /// <summary>Whether a loss or a change of a count passes the limit.</summary>
    public bool IsPassedBy(long concerned, long all) => all > 0 && concerned >= AtLeast && concerned > Limit * all;
}
