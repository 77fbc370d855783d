using DigitalLand.Core.Logs;

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

    private readonly OrderedDictionary<(string Reference, string EntryDate, string Entity), List<int>> _entries = [];

    public void Add(Fact fact)
    {
        if (fact.Field != "reference")
        {
            return;
        }

        var key = (NoValues.Contains(fact.Value) ? "" : fact.Value, fact.EntryDate, fact.Entity);
        if (!_entries.TryGetValue(key, out var entries))
        {
            _entries[key] = entries = new List<int>(1);
        }

        entries.Add(fact.EntryNumber);
    }

    public void Log(IssueLog issues)
    {
        foreach (var ((reference, _, entity), entries) in _entries)
        {
            foreach (var entry in entries.Count > 1 ? entries : [])
            {
                issues.Add("reference", "reference values are not unique", reference, "Reference must be unique in resource", entry + 1, entry, entity);
            }
        }
    }
}
