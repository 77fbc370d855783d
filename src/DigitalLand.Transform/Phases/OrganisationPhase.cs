using DigitalLand.Core.Logs;
using DigitalLand.Core.Organisations;

namespace DigitalLand.Transform.Phases;

/// <summary>Finds the organisation that the entry names; an unknown one is logged and becomes blank.</summary>
public sealed class OrganisationPhase(Organisation organisations, IssueLog issues) : RowPhase
{
    // A resource names very few organisations, most often one.
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            var value = row["organisation"] ?? "";
            if (!_found.TryGetValue(value, out var organisation))
            {
                _found[value] = organisation = organisations.Lookup(value);
            }

            if (organisation.Length == 0 && value.Length > 0)
            {
                issues.MoveTo(row.LineNumber, row.EntryNumber);
                issues.Add("organisation", "invalid organisation", value);
            }

            row["organisation"] = organisation;
            row.Organisation = organisation;
            yield return row;
        }
    }
}
