namespace DigitalLand.Transform.Phases;

/// <summary>
/// Moves values from the fields that older guidance named to those of today (GeoX and GeoY to a point, SiteReference to
/// reference). Fields that are neither are dropped here.
/// </summary>
/// <param name="fields">The schema's fields.</param>
/// <param name="migrations">A field of today to the older field whose value it takes.</param>
public sealed class MigratePhase(IEnumerable<string> fields, IReadOnlyDictionary<string, string> migrations) : RowPhase
{
    private readonly RowLayout _layout = new([.. fields.Union(["entity", "organisation", "prefix", "reference"], StringComparer.Ordinal)]);

    private readonly RowField _x = new("GeoX");
    private readonly RowField _y = new("GeoY");
    private readonly RowField _point = new("point");

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        RowLayout? from = null;
        int[] oldFields = [];
        int[] sameFields = [];
        foreach (var row in source)
        {
            if (!ReferenceEquals(row.Layout, from))
            {
                from = row.Layout;
                oldFields = [.. _layout.Fields.Select(field => migrations.TryGetValue(field, out var old) ? from.IndexOf(old) : -1)];
                sameFields = [.. _layout.Fields.Select(from.IndexOf)];
            }

            var values = new string?[_layout.Fields.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = At(row, oldFields[i]) ?? At(row, sameFields[i]);
            }

            AddPoint(row, values);
            row.MoveTo(_layout, values);
            yield return row;
        }
    }

    private static string? At(Row row, int index) => index < 0 ? null : row.Values[index];

    private void AddPoint(Row row, string?[] values)
    {
        var point = _point.IndexIn(_layout);
        if (point >= 0 && !row.IsBlank(_x) && !row.IsBlank(_y))
        {
            values[point] = $"POINT({row[_x]} {row[_y]})";
        }
    }
}
