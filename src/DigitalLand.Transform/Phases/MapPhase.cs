using DigitalLand.Core.Configurations;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Gives columns the names of fields: by the rules of column.csv, else because the column is called like a field. Columns that
/// mean nothing vanish; a target of <c>IGNORE</c> is logged and dropped.
/// </summary>
/// <remarks>
/// The mapping is made from the columns of the first entry that comes by. A column that this entry lacks (a short first line) is
/// lost for the whole resource, as in the reference.
/// </remarks>
public sealed class MapPhase(IReadOnlyList<string> fields, OrderedDictionary<string, string> rules, ColumnFieldLog log) : RowPhase
{
    private const string Ignore = "IGNORE";

    private static readonly (string Coordinate, string GridColumn)[] Coordinates = [("GeoX", "Easting"), ("GeoY", "Northing")];

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        OrderedDictionary<string, string> mapping = new(StringComparer.Ordinal);
        RowLayout layout = new([]);
        (string Column, int Target)[] moves = [];
        RowLayout? from = null;
        int[] places = [];
        foreach (var row in source)
        {
            if (mapping.Count == 0)
            {
                mapping = MapColumns(row);
                var wanted = mapping.Where(pair => pair.Value != Ignore).ToArray();
                layout = new RowLayout(wanted.Select(pair => pair.Value).Distinct(StringComparer.Ordinal));
                moves = [.. wanted.Select(pair => (pair.Key, layout.IndexOf(pair.Value)))];
                from = null;
                foreach (var (column, field) in mapping)
                {
                    log.Add(column, field);
                }
            }

            if (!ReferenceEquals(row.Layout, from))
            {
                from = row.Layout;
                places = [.. moves.Select(move => from.IndexOf(move.Column))];
            }

            var values = new string?[layout.Fields.Length];
            for (var i = 0; i < places.Length; i++)
            {
                // Of two columns for one field the later wins even where it is blank: the reference copies in map order.
                values[moves[i].Target] = places[i] < 0 ? "" : row.Values[places[i]] ?? "";
            }

            row.MoveTo(layout, values);
            yield return row;
        }
    }

    /// <summary>Column to field, in the order in which values are copied.</summary>
    private OrderedDictionary<string, string> MapColumns(Row row)
    {
        var columns = row.Layout.Fields.Where((_, i) => row.Values[i] is not null).Order(CodePointComparer.Instance).ToList();
        var mapping = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var matched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (rules.TryGetValue(ColumnName.Normalise(column), out var field))
            {
                mapping[column] = field;
                matched.Add(field);
            }
        }

        var fieldsByName = fields.ToLookup(ColumnName.Normalise, StringComparer.Ordinal);
        foreach (var column in columns.Where(column => !mapping.ContainsKey(column)))
        {
            var name = ColumnName.Normalise(column);
            if (!matched.Contains(name) && fieldsByName[name].LastOrDefault() is { } field)
            {
                mapping[column] = field;
            }
        }

        MoveCoordinatesBehindGridColumns(mapping);
        return mapping;
    }

    /// <summary>A resource that has both GeoX and Easting means the former: copied last, it wins over an Easting mapped to GeoX.</summary>
    private static void MoveCoordinatesBehindGridColumns(OrderedDictionary<string, string> mapping)
    {
        foreach (var (coordinate, gridColumn) in Coordinates)
        {
            if (mapping.ContainsKey(gridColumn) && mapping.Remove(coordinate, out var field))
            {
                mapping.Add(coordinate, field);
            }
        }
    }
}
