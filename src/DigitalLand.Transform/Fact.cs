using DigitalLand.Core.Hashing;

namespace DigitalLand.Transform;

/// <summary>One value of one field of one entity, on its way to the transformed file.</summary>
public sealed class Fact
{
    private Sha256Digest _hash;

    /// <summary>SHA-256 of <c>entity:field:value</c>, from the Factor phase on.</summary>
    public ref Sha256Digest Hash => ref _hash;

    public required string Entity { get; init; }

    public required string Field { get; init; }

    public required string Value { get; set; }

    public required int Priority { get; init; }

    /// <summary>ISO date; blank where the entry has none.</summary>
    public required string EntryDate { get; init; }

    public required int LineNumber { get; init; }

    public required int EntryNumber { get; init; }

    /// <summary>The organisation found for the entry, by which references are looked up.</summary>
    public required string Organisation { get; init; }

    /// <summary>What the value refers to: the prefix of the thing, blank for a plain value.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>What the value refers to: the reference of the thing, blank for a plain value.</summary>
    public string Reference { get; set; } = "";

    /// <summary>The entity that the value refers to; null where it refers to none that is known.</summary>
    public string? ReferenceEntity { get; set; }
}
