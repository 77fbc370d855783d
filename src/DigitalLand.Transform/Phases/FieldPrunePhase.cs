namespace DigitalLand.Transform.Phases;

/// <summary>Keeps the fields that the schema has today, and the four by which an entity is found.</summary>
public sealed class FieldPrunePhase(IEnumerable<string> currentFields) : RowPhase
{
    private readonly RowLayout _layout = new([.. currentFields.Union(["entity", "organisation", "prefix", "reference"], StringComparer.Ordinal)]);

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        RowLayout? from = null;
        int[] places = [];
        var isWhole = false;
        foreach (var row in source)
        {
            if (!ReferenceEquals(row.Layout, from))
            {
                from = row.Layout;
                places = [.. _layout.Fields.Select(from.IndexOf)];
                isWhole = from.Fields.AsSpan().SequenceEqual(_layout.Fields);
            }

            if (isWhole)
            {
                yield return row;
                continue;
            }

            var values = new string?[places.Length];
            for (var i = 0; i < places.Length; i++)
            {
                values[i] = places[i] < 0 ? null : row.Values[places[i]];
            }

            row.MoveTo(_layout, values);
            yield return row;
        }
    }
}
