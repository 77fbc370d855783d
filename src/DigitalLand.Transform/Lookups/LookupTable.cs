using System.Text;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// Entity numbers by what an entry calls itself: lookup.csv, in which data managers assign them. The rows of a resource lie over
/// the general ones.
/// </summary>
/// <remarks>Port of the reference's lookup keys; rows of every dataset count, because facts refer to entities of others.</remarks>
public sealed class LookupTable
{
    private readonly LookupScopes _scopes;
    private readonly KeyTable _entities;
    private readonly ILookup<string, LookupRow> _ofResources;
    private readonly bool _hasEntryNumbers;
    private readonly Lazy<EntitySet> _owned;

    private LookupTable(LookupScopes scopes, KeyTable entities, ILookup<string, LookupRow> ofResources, bool hasEntryNumbers)
    {
        _scopes = scopes;
        _entities = entities;
        _ofResources = ofResources;
        _hasEntryNumbers = hasEntryNumbers;
        _owned = new Lazy<EntitySet>(() => OwnedEntities(scopes, entities));
    }

    /// <summary>Reads lookup.csv of a configuration folder; no file is an empty table.</summary>
    public static LookupTable Load(string directory)
    {
        var path = Path.Combine(directory, "lookup.csv");
        var (scopes, entities) = (new LookupScopes(), new KeyTable());
        var ofResources = new List<LookupRow>();
        var hasEntryNumbers = false;
        LookupFile.Read(path, row =>
        {
            if (row.Resource.IsEmpty)
            {
                hasEntryNumbers |= !row.EntryNumber.IsEmpty;
                Add(scopes, entities, row);
            }
            else
            {
                ofResources.Add(row.Keep());
            }
        });
        return new LookupTable(scopes, entities, ofResources.ToLookup(row => row.Resource, StringComparer.Ordinal), hasEntryNumbers);
    }

    /// <summary>The table as one resource sees it.</summary>
    public LookupTable ForResource(string resource)
    {
        if (!_ofResources.Contains(resource))
        {
            return this;
        }

        var (scopes, entities) = (_scopes.Copy(), _entities.Copy());
        foreach (var row in _ofResources[resource])
        {
            Add(scopes, entities, row.Cells);
        }

        return new LookupTable(scopes, entities, _ofResources, _hasEntryNumbers || _ofResources[resource].Any(row => row.EntryNumber.Length > 0));
    }

    /// <summary>The entity of a reference of an organisation; of any organisation, where it is blank. Blank when there is none.</summary>
    public string Find(string prefix, string reference, string organisation) => Find([], prefix, reference, organisation);

    /// <summary>The entity that a row gives to an entry by its number alone; blank when there is none.</summary>
    public string FindByEntryNumber(int entryNumber, string prefix)
    {
        if (!_hasEntryNumbers)
        {
            return "";
        }

        Span<byte> number = stackalloc byte[11];
        entryNumber.TryFormat(number, out var length);
        return Find(number[..length], prefix, "", "");
    }

    /// <summary>
    /// Whether any row gives the entity to an authority, a development corporation or a government organisation: then it is theirs, and
    /// another organisation's reference that looks alike does not mean it.
    /// </summary>
    public bool BelongsToAnOrganisation(string entity) => _owned.Value.Contains(entity);

    private static void Add(LookupScopes scopes, KeyTable entities, LookupCells row)
    {
        var scope = scopes.FindOrAdd(row.Prefix, row.Organisation);
        var most = LookupKey.Room + row.EntryNumber.Length + row.Reference.Length;
        Span<byte> key = most <= 512 ? stackalloc byte[most] : new byte[most];
        entities.Set(key[..LookupKey.Write(scope, row.EntryNumber, row.Reference, key)], row.Entity);
    }

    /// <summary>Entities that stand in a row whose organisation is an authority, a development corporation or of government.</summary>
    private static EntitySet OwnedEntities(LookupScopes scopes, KeyTable entities)
    {
        var owned = new EntitySet();
        Span<char> buffer = stackalloc char[32];
        foreach (var (key, value) in entities.Entries)
        {
            if (scopes.IsOfAnOrganisation(LookupKey.ScopeOf(key.Span)))
            {
                owned.Add(Encoding.UTF8.TryGetChars(value.Span, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetString(value.Span));
            }
        }

        return owned;
    }

    private string Find(ReadOnlySpan<byte> entryNumber, string prefix, string reference, string organisation)
    {
        var scope = _scopes.Find(prefix, Organisations.WithoutCountry(organisation));
        if (scope < 0)
        {
            return "";
        }

        var most = LookupKey.Room + entryNumber.Length + reference.Length;
        Span<byte> key = most <= 512 ? stackalloc byte[most] : new byte[most];
        return _entities.TryFind(key[..LookupKey.Write(scope, entryNumber, reference, key)], out var entity) ? Encoding.UTF8.GetString(entity) : "";
    }
}
