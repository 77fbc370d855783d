using DigitalLand.Core.Configurations;
using DigitalLand.Core.Logs;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Fills blank fields: first from another field of the entry, then with fixed values, among them the run's organisation and
/// entry-date. Values put in here are not normalised.
/// </summary>
public sealed class DefaultPhase(ResourceConfiguration configuration, IssueLog issues) : RowPhase
{
    private static readonly HashSet<string> Expected = new(StringComparer.Ordinal) { "organisation", "entry-date" };

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        RowLayout? narrow = null;
        RowLayout wide = new([]);
        foreach (var row in source)
        {
            if (!ReferenceEquals(row.Layout, narrow))
            {
                narrow = row.Layout;
                wide = narrow.With([.. configuration.DefaultFields.Keys, .. configuration.DefaultValues.Keys]);
            }

            row.WidenTo(wide);
            issues.MoveTo(row.LineNumber, row.EntryNumber);
            FillFromFields(row);
            FillWithValues(row);
            yield return row;
        }
    }

    /// <summary>In order: a field that was filled may fill the next.</summary>
    private void FillFromFields(Row row)
    {
        foreach (var (field, other) in configuration.DefaultFields)
        {
            if (row.IsBlank(field) && !row.IsBlank(other))
            {
                issues.Add(field, "default-field", other);
                row[field] = row[other];
            }
        }
    }

    private void FillWithValues(Row row)
    {
        foreach (var (field, value) in configuration.DefaultValues)
        {
            if (value.Length > 0 && row.IsBlank(field))
            {
                if (!Expected.Contains(field))
                {
                    issues.Add(field, "default-value", value);
                }

                row[field] = value;
            }
        }
    }
}
