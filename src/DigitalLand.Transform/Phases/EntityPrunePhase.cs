namespace DigitalLand.Transform.Phases;

/// <summary>Drops entries without an entity: the lookup has said so already. Counts those that stay.</summary>
public sealed class EntityPrunePhase : RowPhase
{
    private readonly RowField _entity = new("entity");

    /// <summary>Entries kept; one that several providers claim counts once for each.</summary>
    public int EntryCount { get; private set; }

    /// <summary>Counts from nothing again.</summary>
    public void Reset() => EntryCount = 0;

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            if (!row.IsBlank(_entity))
            {
                EntryCount++;
                yield return row;
            }
        }
    }
}
