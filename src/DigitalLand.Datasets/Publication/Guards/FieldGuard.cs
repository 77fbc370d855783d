namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>A guard that looks at each field; some fields have limits of their own from the start.</summary>
public abstract class FieldGuard : PublicationGuard
{
    /// <summary>What the guard holds for a field.</summary>
    public virtual GuardLimit DefaultOf(string field) => Default!;
}
