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

    private readonly (string Name, RowField Field, string OtherName, RowField Other)[] _fields =
        [.. configuration.DefaultFields.Select(static pair => (pair.Key, new RowField(pair.Key), pair.Value, new RowField(pair.Value)))];

    private readonly (string Name, RowField Field, string Value)[] _values = [.. configuration.DefaultValues.Select(static pair => (pair.Key, new RowField(pair.Key), pair.Value))];

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
        foreach (var (name, field, otherName, other) in _fields)
        {
            if (row.IsBlank(field) && !row.IsBlank(other))
            {
                issues.Add(name, "default-field", otherName);
                row[field] = row[other];
            }
        }
    }

    private void FillWithValues(Row row)
    {
        foreach (var (name, field, value) in _values)
        {
            if (value.Length > 0 && row.IsBlank(field))
            {
                if (!Expected.Contains(name))
                {
                    issues.Add(name, "default-value", value);
                }

                row[field] = value;
            }
        }
    }
}
