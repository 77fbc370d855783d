namespace DigitalLand.Transform.Phases;

/// <summary>
/// Makes entries out of lines: the first line names the columns. Cells beyond them are dropped, cells that a short line lacks are
/// absent, of two columns with one name the last counts.
/// </summary>
public sealed class ParsePhase : Phase<Line, Row>
{
    public override IEnumerable<Row> Process(IEnumerable<Line> source)
    {
        RowLayout? layout = null;
        int[] places = [];
        var isInOrder = false;
        var entryNumber = 0;
        foreach (var (number, cells) in source)
        {
            if (layout is null)
            {
                layout = new RowLayout(cells.Distinct(StringComparer.Ordinal));
                places = [.. cells.Select(layout.IndexOf)];
                isInOrder = places.Length == layout.Fields.Length;
                continue;
            }

            // The usual line is an entry as it stands.
            var values = isInOrder && cells.Length == places.Length ? cells : Placed(cells, places, layout.Fields.Length);
            yield return new Row(layout, values, number, ++entryNumber);
        }
    }

    private static string?[] Placed(string[] cells, int[] places, int fields)
    {
        var values = new string?[fields];
        for (var i = 0; i < Math.Min(cells.Length, places.Length); i++)
        {
            values[places[i]] = cells[i];
        }

        return values;
    }
}
