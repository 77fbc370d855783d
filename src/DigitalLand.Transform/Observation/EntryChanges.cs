using DigitalLand.Core.Configurations;

namespace DigitalLand.Transform.Observation;

/// <summary>Something that a phase did to an entry.</summary>
/// <param name="Phase">Its name.</param>
/// <param name="Field">The column or field that it changed.</param>
/// <param name="From">The column or field that the value came from, where it is another; else blank.</param>
/// <param name="Before">The value that it found; null for none.</param>
/// <param name="After">The value that it left; null for none.</param>
/// <param name="Reasons">The rows of the configuration that asked for it, and what else it follows from.</param>
public sealed record PhaseChange(string Phase, string Field, string From, string? Before, string? After, IReadOnlyList<string> Reasons);

/// <summary>Reads the trail of an entry as a list of changes, and finds for each the rules behind it.</summary>
/// <param name="columnFields">Column to field, as Map has logged it.</param>
public sealed class EntryChanges(RuleTrail rules, IReadOnlyList<(string Column, string Field)> columnFields)
{
    /// <summary>What the phases changed, in their order.</summary>
    /// <param name="trail">The entry.</param>
    /// <param name="entity">Whose entry it is; blank for one that never found an entity.</param>
    /// <param name="field">Only what led to this field's value, and the entity; blank for everything.</param>
    public IReadOnlyList<PhaseChange> Of(EntryTrail trail, string entity, string field = "")
    {
        var steps = trail.Steps.Where(step => step.Entity.Length == 0 || entity.Length == 0 || step.Entity == entity).ToList();
        var changes = new List<PhaseChange>();
        for (var i = 1; i < steps.Count; i++)
        {
            changes.AddRange(Between(trail, steps[i - 1], steps[i]));
        }

        return field.Length == 0 ? changes : LeadingTo(field, changes);
    }

    private IEnumerable<PhaseChange> Between(EntryTrail trail, EntryStep before, EntryStep after)
    {
        foreach (var (field, from) in Sources(before, after))
        {
            var old = from == PointParts ? $"{before.Values.GetValueOrDefault("GeoX")} {before.Values.GetValueOrDefault("GeoY")}" : before.Values.GetValueOrDefault(from);
            var now = after.Values.GetValueOrDefault(field);

            // A blank that comes or goes says nothing, and a column that is only dropped is told of where it had a value.
            if ((old ?? "") != (now ?? "") || (field != from && now is { Length: > 0 }))
            {
                var change = new PhaseChange(after.Phase, field, field == from ? "" : from, old, now, []);
                yield return change with { Reasons = [.. rules.Of(change, trail, before, after)] };
            }
        }

        if (before.Priority != after.Priority)
        {
            var change = new PhaseChange(after.Phase, "priority", "", $"{before.Priority}", $"{after.Priority}", []);
            yield return change with { Reasons = [.. rules.Of(change, trail, before, after)] };
        }
    }

    private const string PointParts = "GeoX, GeoY";

    /// <summary>Which value of the step before became which of the step after.</summary>
    private IEnumerable<(string Field, string From)> Sources(EntryStep before, EntryStep after) => after.Phase switch
    {
        "Map" => columnFields
            .Where(mapping => before.Values.ContainsKey(mapping.Column) && after.Values.ContainsKey(mapping.Field))
            .GroupBy(mapping => mapping.Field, StringComparer.Ordinal)
            .Select(mappings => (mappings.Key, mappings.Last().Column)),
        "Migrate" => after.Values.Keys.Select(field => (field, MigratedFrom(field, before, after))),
        _ => before.Values.Keys.Union(after.Values.Keys, StringComparer.Ordinal).Select(field => (field, field)),
    };

    private string MigratedFrom(string field, EntryStep before, EntryStep after)
    {
        if (field == "point" && before.Values.GetValueOrDefault("GeoX") is { Length: > 0 } x && after.Values[field].StartsWith($"POINT({x}", StringComparison.Ordinal))
        {
            return PointParts;
        }

        return rules.Migrations.TryGetValue(field, out var old) && before.Values.ContainsKey(old) ? old : field;
    }

    /// <summary>From the end back to the columns: what a field's value was made of was made of something in turn.</summary>
    private List<PhaseChange> LeadingTo(string field, List<PhaseChange> changes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { field, "entity", "priority" };
        var leading = new List<PhaseChange>();
        foreach (var change in Enumerable.Reverse(changes))
        {
            if (names.Contains(change.Field))
            {
                leading.Add(change);
                names.UnionWith(change.From.Split(", ", StringSplitOptions.RemoveEmptyEntries));
                names.UnionWith(rules.PartsOf(change));
            }
        }

        leading.Reverse();
        return leading;
    }
}
