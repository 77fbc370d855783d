using System.Globalization;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// Names the columns from the first row as pandas does (<c>_infer_columns</c>): a blank one is <c>Unnamed: 3</c> by its 0-based place, and
/// of equal ones the later get <c>.1</c>, <c>.2</c>. Equal means as Python values: <c>TRUE</c> after 1 becomes <c>True.1</c>.
/// </summary>
internal static class HeaderNames
{
    /// <param name="header">One cell a column; null where it is blank.</param>
    public static string[] Of(ReadOnlySpan<Cell?> header)
    {
        var cells = new Cell[header.Length];
        var given = new List<int>();
        var unnamed = new List<int>();
        var present = new Dictionary<string, int>();
        for (var i = 0; i < cells.Length; i++)
        {
            (header[i] is null ? unnamed : given).Add(i);
            cells[i] = header[i] ?? Cell.OfText(0, $"Unnamed: {i}");
            Count(present, Key(cells[i]), 1);
        }

        var seen = new Dictionary<string, int>();
        foreach (var i in given.Concat(unnamed))
        {
            var name = Distinct(cells[i], seen, present);
            Count(present, Key(cells[i]), -1);
            Count(present, Key(name), 1);
            cells[i] = name;
        }

        return Write(cells);
    }

    /// <summary>The name, with a number behind it where it was seen before; a number that would meet another name is passed over.</summary>
    private static Cell Distinct(Cell given, Dictionary<string, int> seen, Dictionary<string, int> present)
    {
        var name = given;
        var givenKey = Key(given);
        var times = seen.GetValueOrDefault(givenKey);
        while (times > 0)
        {
            seen[givenKey] = times + 1;
            name = Cell.OfText(0, $"{(given.Kind == CellKind.Missing ? "nan" : CellText.Of(given))}.{times}");
            times = present.GetValueOrDefault(Key(name)) > 0 ? times + 1 : seen.GetValueOrDefault(Key(name));
        }

        seen[Key(name)] = times + 1;
        return name;
    }

    /// <summary>Equal exactly for values that Python holds to be equal.</summary>
    private static string Key(Cell cell) => cell.Kind switch
    {
        CellKind.Text => "text " + cell.Text,
        CellKind.Integer or CellKind.Boolean => cell.Bits.ToString(CultureInfo.InvariantCulture),
        var kind => $"{kind} {CellText.Of(cell)}",
    };

    private static void Count(Dictionary<string, int> counts, string key, int by) => counts[key] = counts.GetValueOrDefault(key) + by;

    /// <summary>A header that is wholly numbers or wholly dates has that type, as a column would have; otherwise each name is written for itself.</summary>
    private static string[] Write(Cell[] cells)
    {
        if (cells.All(cell => cell.Kind is CellKind.Integer or CellKind.Real or CellKind.Missing) && cells.Any(cell => cell.Kind != CellKind.Integer))
        {
            return [.. cells.Select(cell => cell.Kind == CellKind.Missing ? "" : CellText.Of(Cell.OfReal(0, cell.Double)))];
        }

        var column = cells.ToList();
        if (cells.All(cell => cell.Kind is CellKind.DateTime or CellKind.Missing) && DateTyping.Settle(column, out var offset))
        {
            var format = InstantFormat.Of(CollectionsMarshal.AsSpan(column), offset);
            return [.. column.Select(cell => cell.Kind == CellKind.Missing ? "" : format.Write(cell.Bits))];
        }

        return [.. cells.Select(cell => CellText.Of(cell))];
    }
}
