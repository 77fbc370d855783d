using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Says how much an entry's facts weigh: 2 where a provider is the authority for the entity, else 1. Where somebody else is the
/// authority, the organisation fact names that one.
/// </summary>
/// <param name="authorities">Null where there is no config database: then everything weighs 1.</param>
public sealed class PriorityPhase(EntityOrganisations? authorities, IReadOnlyList<string> providers) : RowPhase
{
    private readonly RowField _entity = new("entity");

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            if (authorities?.Find(row[_entity]!) is { } authority)
            {
                if (providers.Contains(authority))
                {
                    row.Priority = 2;
                }
                else
                {
                    // Only the field: references are still looked up for the organisation that provided the entry.
                    row["organisation"] = authority;
                }
            }

            yield return row;
        }
    }
}
