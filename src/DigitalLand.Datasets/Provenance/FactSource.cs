namespace DigitalLand.Datasets.Provenance;

/// <summary>One row of a resource that says something of an entity.</summary>
/// <param name="Fact">SHA-256 of entity, field and value.</param>
/// <param name="Field">Of the entity.</param>
/// <param name="Value">What it says.</param>
/// <param name="ReferenceEntity">The entity that the value refers to; blank for none.</param>
/// <param name="Priority">Weight of the source: 2 where it is the authority for the entity, else 1.</param>
/// <param name="EntryDate">As the row has it, or the day on which the resource was first seen.</param>
/// <param name="Resource">Hash of the content.</param>
/// <param name="EntryNumber">1-based data row of the resource that survived normalising.</param>
public sealed record FactSource(
    string Fact, string Field, string Value, string ReferenceEntity, string Priority, string EntryDate, string Resource, int EntryNumber);

/// <summary>What an entity's field says, and who said so.</summary>
/// <param name="Field">As the specification names it.</param>
/// <param name="Value">What readers see; null where they see nothing.</param>
/// <param name="Sources">The one that is believed first, then the others in the order in which they would be.</param>
public sealed record FieldProvenance(string Field, string? Value, IReadOnlyList<FactSource> Sources);

/// <summary>An issue that was seen in a row of a resource.</summary>
public sealed record SourceIssue(string Type, string Field, string Value, string Message, string Entity);
