using DigitalLand.Core.Logs;
using DigitalLand.Core.Organisations;

namespace DigitalLand.Transform.Phases;

/// <summary>Finds the organisation that the entry names; an unknown one is logged and becomes blank.</summary>
public sealed class OrganisationPhase(Organisation organisations, IssueLog issues) : RowPhase
{
    // A resource names very few organisations, most often one.
    private readonly Remembered<string> _found = new(organisations.Lookup);
    private readonly RowField _organisation = new("organisation");

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            var value = row[_organisation] ?? "";
            var organisation = _found.Of(value);
            if (organisation.Length == 0 && value.Length > 0)
            {
                issues.MoveTo(row.LineNumber, row.EntryNumber);
                issues.Add("organisation", "invalid organisation", value);
            }

            row[_organisation] = organisation;
            row.Organisation = organisation;
            yield return row;
        }
    }
}
