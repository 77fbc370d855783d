using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// Entity numbers by what an entry calls itself: lookup.csv, in which data managers assign them. The rows of a resource lie over
/// the general ones.
/// </summary>
/// <remarks>Port of the reference's lookup keys; rows of every dataset count, because facts refer to entities of others.</remarks>
public sealed class LookupTable
{
    /// <summary>Parts of an organisation's code that make an entity somebody's own, see <see cref="BelongsToAnOrganisation"/>.</summary>
    private static readonly string[] OwningOrganisations = ["authority", "development", "government"];

    private readonly Dictionary<string, string> _entities;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _byKey;
    private readonly ILookup<string, CsvTableRow> _ofResources;
    private readonly HashSet<string> _owned = new(StringComparer.Ordinal);

    private LookupTable(Dictionary<string, string> entities, ILookup<string, CsvTableRow> ofResources)
    {
        _entities = entities;
        _ofResources = ofResources;
        _byKey = entities.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (key, entity) in entities)
        {
            var organisation = key.AsSpan(key.LastIndexOf(',') + 1);
            foreach (var part in OwningOrganisations)
            {
                if (organisation.Contains(part, StringComparison.Ordinal))
                {
                    _owned.Add(entity);
                }
            }
        }
    }

    /// <summary>Reads lookup.csv of a configuration folder; no file is an empty table.</summary>
    public static LookupTable Load(string directory)
    {
        var rows = CsvTable.ReadIfPresent(Path.Combine(directory, "lookup.csv"))?.Rows ?? [];
        var entities = new Dictionary<string, string>(rows.Count, StringComparer.Ordinal);
        Add(entities, rows.Where(row => row["resource"].Length == 0));
        return new LookupTable(entities, rows.Where(row => row["resource"].Length > 0).ToLookup(row => row["resource"], StringComparer.Ordinal));
    }

    /// <summary>The table as one resource sees it.</summary>
    public LookupTable ForResource(string resource)
    {
        if (!_ofResources.Contains(resource))
        {
            return this;
        }

        var entities = new Dictionary<string, string>(_entities, StringComparer.Ordinal);
        Add(entities, _ofResources[resource]);
        return new LookupTable(entities, _ofResources);
    }

    /// <summary>The entity of a reference of an organisation; of any organisation, where it is blank. Blank when there is none.</summary>
    public string Find(string prefix, string reference, string organisation) => Find("", prefix, reference, organisation);

    /// <summary>The entity that a row gives to an entry by its number alone; blank when there is none.</summary>
    public string FindByEntryNumber(int entryNumber, string prefix)
    {
        Span<char> number = stackalloc char[11];
        entryNumber.TryFormat(number, out var length);
        return Find(number[..length], prefix, "", "");
    }

    /// <summary>
    /// Whether any row gives the entity to an authority, a development corporation or a government organisation: then it is theirs, and
    /// another organisation's reference that looks alike does not mean it.
    /// </summary>
    public bool BelongsToAnOrganisation(string entity) => _owned.Contains(entity);

    private static void Add(Dictionary<string, string> entities, IEnumerable<CsvTableRow> rows)
    {
        foreach (var row in rows)
        {
            var prefix = row.FirstOf("prefix", "dataset", "pipeline");
            var reference = row.FirstOf("reference", "value");
            var organisation = Organisations.WithoutCountry(row["organisation"]);
            var entryNumber = row["entry-number"];
            Span<char> key = new char[entryNumber.Length + prefix.Length + reference.Length + organisation.Length + 3];
            var length = LookupKey.Write(entryNumber, prefix, reference, organisation, key);
            entities[new string(key[..length])] = row["entity"];
        }
    }

    private string Find(ReadOnlySpan<char> entryNumber, string prefix, string reference, string organisation)
    {
        organisation = Organisations.WithoutCountry(organisation);
        var most = entryNumber.Length + prefix.Length + reference.Length + organisation.Length + 3;
        Span<char> key = most <= 512 ? stackalloc char[most] : new char[most];
        var length = LookupKey.Write(entryNumber, prefix, reference, organisation, key);
        return _byKey.TryGetValue(key[..length], out var entity) ? entity : "";
    }
}
