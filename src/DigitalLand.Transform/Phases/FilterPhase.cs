using System.Collections.Frozen;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Keeps the entries that a pattern wants. Where several of an entry's fields have a pattern, the last of them in the entry's order
/// decides alone: that is how the reference reads filter.csv.
/// </summary>
/// <remarks>Stands in the chain twice: before Map it sees the raw columns, after it the mapped fields.</remarks>
public sealed class FilterPhase(OrderedDictionary<string, string> patterns) : RowPhase
{
    private readonly FrozenDictionary<string, PythonRegex> _patterns =
        patterns.ToFrozenDictionary(pair => pair.Key, pair => new PythonRegex(pair.Value), StringComparer.Ordinal);

    public override IEnumerable<Row> Process(IEnumerable<Row> source) => _patterns.Count == 0 ? source : source.Where(IsWanted);

    private bool IsWanted(Row row)
    {
        for (var i = row.Values.Length - 1; i >= 0; i--)
        {
            if (row.Values[i] is { } value && _patterns.TryGetValue(row.Layout.Fields[i], out var pattern))
            {
                return pattern.IsMatch(value);
            }
        }

        return true;
    }
}
