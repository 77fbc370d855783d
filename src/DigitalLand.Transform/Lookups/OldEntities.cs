using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Lookups;

/// <summary>old-entity.csv: entities that were replaced (301) or withdrawn (410).</summary>
public sealed class OldEntities
{
    private readonly Dictionary<string, (string Status, string Entity)> _entities = new(StringComparer.Ordinal);

    private OldEntities()
    {
    }

    /// <summary>Reads the file of a configuration folder; rows without an old entity or a status do not count.</summary>
    public static OldEntities Load(string directory)
    {
        var oldEntities = new OldEntities();
        foreach (var row in CsvTable.ReadIfPresent(Path.Combine(directory, "old-entity.csv"))?.Rows ?? [])
        {
            if (row["old-entity"].Length > 0 && row["status"].Length > 0)
            {
                oldEntities._entities[row["old-entity"]] = (row["status"], row["entity"]);
            }
        }

        return oldEntities;
    }

    /// <summary>The entity to write instead: the replacement of a 301 (one step only), blank for a 410, else the entity itself.</summary>
    public string Redirect(string entity) => _entities.TryGetValue(entity, out var old)
        ? old.Status switch { "301" => old.Entity, "410" => "", _ => entity }
        : entity;

    public bool IsWithdrawn(string entity) => _entities.TryGetValue(entity, out var old) && old.Status == "410";
}
