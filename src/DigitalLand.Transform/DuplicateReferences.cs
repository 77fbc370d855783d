using System.Runtime.InteropServices;
using System.Text;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform;

/// <summary>
/// Sees references that one resource gives twice to an entity with the same entry-date, and tells them once all facts have passed.
/// </summary>
/// <remarks>
/// Port of the reference's <c>duplicate_reference_check</c>, which reads the finished file. Its order of groups is not defined; ours is
/// that of their first entry. The line number is the entry number plus one, as there, not the true line.
/// </remarks>
internal sealed class DuplicateReferences
{
    /// <summary>Texts that the reference's reader takes for no value at all.</summary>
    private static readonly HashSet<string> NoValues = new(StringComparer.Ordinal)
    {
        "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    };

    /// <summary>
    /// What makes two facts the same reference, as half a SHA-256: entity, reference and entry-date. A million of these fit where a
    /// million texts would not.
    /// </summary>
    private readonly FirstEntries _first = new();
    private readonly OrderedDictionary<UInt128, Repeated> _repeated = [];
    private string _entryDate = "";
    private UInt128 _entryDateKey;

    public void Add(Fact fact)
    {
        if (fact.Field != "reference")
        {
            return;
        }

        var key = KeyOf(fact);
        if (_first.TryAdd(key, fact.EntryNumber, out var first))
        {
            return;
        }

        if (!_repeated.TryGetValue(key, out var repeated))
        {
            _repeated[key] = repeated = new Repeated(ValueOf(fact), fact.Entity, [first]);
        }

        repeated.Entries.Add(fact.EntryNumber);
    }

    public void Log(IssueLog issues)
    {
        foreach (var (reference, entity, entries) in _repeated.Values.OrderBy(repeated => repeated.Entries[0]))
        {
            foreach (var entry in entries)
            {
                issues.Add("reference", "reference values are not unique", reference, "Reference must be unique in resource", entry + 1, entry, entity);
            }
        }
    }

    private static string ValueOf(Fact fact) => NoValues.Contains(fact.Value) ? "" : fact.Value;

    private UInt128 KeyOf(Fact fact)
    {
        if (fact.EntryDate != _entryDate)
        {
            _entryDate = fact.EntryDate;
            _entryDateKey = Half(Sha256Digest.Of(Encoding.UTF8.GetBytes(_entryDate)));
        }

        // The fact's own digest is of entity, field and value.
        return _entryDateKey ^ Half(NoValues.Contains(fact.Value) ? FactorPhase.Hash(fact.Entity, fact.Field, "") : fact.Hash);
    }

    private static UInt128 Half(Sha256Digest digest) => MemoryMarshal.Read<UInt128>(digest);

    private sealed record Repeated(string Reference, string Entity, List<int> Entries);
}
