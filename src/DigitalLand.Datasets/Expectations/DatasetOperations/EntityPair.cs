namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>How much of each other's place two entities take.</summary>
internal enum Match
{
    /// <summary>Less than the following, down to a single point of the border.</summary>
    Any,

    /// <summary>More than 95 % of one of them, as where one lies inside a larger one.</summary>
    Single,

    /// <summary>More than 95 % of either.</summary>
    Complete,
}

/// <summary>Two entities in one place.</summary>
/// <param name="A">The one of the lower number.</param>
/// <param name="B">The other.</param>
/// <param name="Match">How much they share.</param>
internal readonly record struct EntityPair(EntityPlace A, EntityPlace B, Match Match)
{
    public string Key => $"{A.Entity}-{B.Entity}";

    public OrderedDictionary<string, object?> Details() => new(StringComparer.Ordinal)
    {
        ["entity_a"] = A.Entity,
        ["organisation_entity_a"] = A.OrganisationEntity,
        ["entity_b"] = B.Entity,
        ["organisation_entity_b"] = B.OrganisationEntity,
    };
}
