using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// Makes a column of dates, with perhaps ISO 8601 texts among them, wholly dates (pandas 1.5 <c>maybe_infer_to_datetimelike</c>). A single
/// value that is none, or lies outside the years 1678 to 2261 such as 9999-12-31, leaves every value as it was.
/// </summary>
internal static class DateTyping
{
    /// <summary>Texts beyond this many are not looked past when the kind of a column is judged.</summary>
    private const int TextsJudged = 3;

    /// <summary>Rewrites the cells of a column that is wholly dates in place.</summary>
    /// <param name="column">Typed already, so that numbers and texts that stand for nothing are known.</param>
    /// <param name="offset">Minutes east of UTC that every text among the dates named; the column is then shown there.</param>
    /// <returns>Whether it is wholly dates.</returns>
    public static bool Settle(List<Cell> column, out int? offset)
    {
        offset = null;
        var cells = CollectionsMarshal.AsSpan(column);
        if (!MayBeDates(cells) || !TryConvert(cells, out var instants, out offset))
        {
            return false;
        }

        Replace(cells, instants);
        return true;
    }

    /// <summary>Whether a column is wholly lengths of time.</summary>
    public static bool IsDurations(List<Cell> column) =>
        column.Exists(cell => cell.Kind == CellKind.Duration) && column.TrueForAll(cell => cell.Kind is CellKind.Duration or CellKind.Missing);

    private static bool MayBeDates(ReadOnlySpan<Cell> cells)
    {
        var texts = 0;
        var dates = false;
        foreach (ref readonly var cell in cells)
        {
            switch (cell.Kind)
            {
                case CellKind.DateTime:
                    dates = true;
                    break;
                case CellKind.Text:
                    if (++texts == TextsJudged)
                    {
                        return dates;
                    }

                    break;
                case CellKind.Date or CellKind.Missing:
                    break;
                default:
                    return false;
            }
        }

        return dates;
    }

    private static bool TryConvert(ReadOnlySpan<Cell> cells, out long[] instants, out int? offset)
    {
        instants = new long[cells.Length];
        offset = null;
        var texts = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            ref readonly var cell = ref cells[i];
            if (cell.Kind == CellKind.Text && !IsNotATime(cell.Text!))
            {
                if (!IsoTimestamp.TryParse(cell.Text, out instants[i], out var own) || (texts++ > 0 && own != offset))
                {
                    return false;
                }

                offset = own;
            }
            else if (cell.Kind is CellKind.DateTime or CellKind.Date)
            {
                if (!IsoTimestamp.TryNanoseconds(cell.Bits, 0, out instants[i]))
                {
                    return false;
                }
            }
            else if (cell.Kind is not (CellKind.Missing or CellKind.Text))
            {
                return false;
            }
        }

        return true;
    }

    private static void Replace(Span<Cell> cells, long[] instants)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            ref var cell = ref cells[i];
            cell = cell.Kind == CellKind.Missing || (cell.Kind == CellKind.Text && IsNotATime(cell.Text!))
                ? Cell.Missing(cell.Row)
                : new Cell(cell.Row, CellKind.Timestamp, instants[i]);
        }
    }

    private static bool IsNotATime(string text) => text is "NaT" or "nat" or "NAT" or "NAN";
}
