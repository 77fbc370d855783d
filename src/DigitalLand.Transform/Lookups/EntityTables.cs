namespace DigitalLand.Transform.Lookups;

/// <summary>The tables by which entities are found.</summary>
/// <param name="Table">lookup.csv.</param>
/// <param name="Rules">lookup-rule.csv.</param>
/// <param name="OldEntities">old-entity.csv.</param>
public sealed record EntityTables(LookupTable Table, LookupRules Rules, OldEntities OldEntities)
{
    /// <summary>Reads the tables of a configuration folder.</summary>
    public static EntityTables Load(string directory) => new(LookupTable.Load(directory), LookupRules.Load(directory), OldEntities.Load(directory));

    /// <summary>The tables as one resource sees them.</summary>
    public EntityTables ForResource(string resource) => new(Table.ForResource(resource), Rules.ForResource(resource), OldEntities);
}
