using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;

namespace DigitalLand.Datasets.Expectations.Rules;

/// <summary>The organisations that a rule is for: each by any of its names, or all of a dataset such as <c>local-authority</c>.</summary>
public sealed class RuleOrganisations
{
    private readonly Organisation _names;
    private readonly OrderedDictionary<string, CsvTableRow> _rows = new(StringComparer.Ordinal);

    /// <param name="table">organisation.csv.</param>
    public RuleOrganisations(CsvTable table)
    {
        _names = new Organisation(table);
        foreach (var row in table.Rows)
        {
            _rows[row["organisation"]] = row;
        }
    }

    /// <summary>The rows of the organisations, in the order of the list; one that is listed twice comes twice.</summary>
    /// <exception cref="RunFailedException">An item of the list is neither an organisation nor a dataset of some.</exception>
    internal IEnumerable<CsvTableRow> Of(ExpectationRule rule)
    {
        foreach (var item in rule.Organisations.Split(';'))
        {
            if (_rows.GetValueOrDefault(_names.Lookup(item)) is { } organisation && item.Length > 0)
            {
                yield return organisation;
                continue;
            }

            var members = _rows.Values.Where(row => item.Length > 0 && row["dataset"] == item).ToList();
            if (members.Count == 0)
            {
                throw new RunFailedException(
                    $"The expectation '{rule.Name}' is for '{item}', which is neither an organisation nor a dataset of organisations in organisation.csv.");
            }

            foreach (var member in members)
            {
                yield return member;
            }
        }
    }
}
