using DigitalLand.Core.Configurations;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Joins columns into one, such as two coordinates into <c>POINT(x y)</c>. The field is written even when every part is blank
/// (<c>POINT()</c>), because configurations count on it.
/// </summary>
public sealed class ConcatFieldPhase : RowPhase
{
    private readonly OrderedDictionary<string, ConcatRule> _rules;

    /// <param name="log">Gets one row a rule, with column and field the other way round than the Map phase's rows: readers know it so.</param>
    public ConcatFieldPhase(OrderedDictionary<string, ConcatRule> rules, ColumnFieldLog log)
    {
        _rules = rules;
        foreach (var (field, rule) in rules)
        {
            log.Add(field, rule.Prepend + string.Join(rule.Separator, rule.Fields) + rule.Append);
        }
    }

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        RowLayout? narrow = null;
        RowLayout wide = new([]);
        foreach (var row in source)
        {
            if (!ReferenceEquals(row.Layout, narrow))
            {
                narrow = row.Layout;
                wide = narrow.With(_rules.Keys);
            }

            row.WidenTo(wide);
            foreach (var (field, rule) in _rules)
            {
                row[field] = Join(row, field, rule);
            }

            yield return row;
        }
    }

    private static string Join(Row row, string field, ConcatRule rule)
    {
        var parts = new List<string>(rule.Fields.Length + 1);
        if (!row.IsBlank(field))
        {
            parts.Add(row[field]!);
        }

        foreach (var column in rule.Fields)
        {
            if (row[column] is { } part && PythonText.Strip(part).Length > 0)
            {
                parts.Add(part);
            }
        }

        return rule.Prepend + string.Join(rule.Separator, parts) + rule.Append;
    }
}
