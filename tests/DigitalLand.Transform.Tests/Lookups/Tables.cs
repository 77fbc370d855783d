using DigitalLand.Testing;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Tests.Lookups;

/// <summary>Lookup tables written down in a test.</summary>
internal static class Tables
{
    public const string Header = "prefix,resource,entry-number,organisation,reference,entity";

    /// <param name="lookups">Rows of lookup.csv under <see cref="Header"/>.</param>
    /// <param name="rules">Rows <c>prefix,resource,organisation,offset,entity-minimum,entity-maximum</c> of lookup-rule.csv.</param>
    /// <param name="old">Rows <c>old-entity,status,entity</c> of old-entity.csv.</param>
    public static EntityTables Of(string[] lookups, string[]? rules = null, string[]? old = null)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("lookup.csv", [Header, .. lookups]);
        folder.Write("lookup-rule.csv", ["prefix,resource,organisation,offset,entity-minimum,entity-maximum", .. rules ?? []]);
        folder.Write("old-entity.csv", ["old-entity,status,entity", .. old ?? []]);
        return EntityTables.Load(folder.Path);
    }
}
