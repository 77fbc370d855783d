using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>How a column of instants is written, which follows from all of them together.</summary>
/// <param name="Digits">Of the seconds' fraction: 0, 3, 6 or 9.</param>
/// <param name="IsDateOnly">Every instant is a midnight, so the time is left out.</param>
/// <param name="Offset">Minutes east of UTC that every text among the dates named; the column is then shown there.</param>
internal sealed record InstantFormat(int Digits, bool IsDateOnly, int? Offset);

/// <summary>
/// Makes a column of dates, with perhaps ISO 8601 texts among them, wholly dates (pandas 1.5 <c>maybe_infer_to_datetimelike</c>). A single
/// value that is none, or lies outside the years 1678 to 2261 such as 9999-12-31, leaves every value as it was.
/// </summary>
internal static class DateTyping
{
    private const long NanosecondsPerDay = 86_400_000_000_000;

    /// <summary>Texts beyond this many are not looked past when the kind of a column is judged.</summary>
    private const int TextsJudged = 3;

    /// <summary>Rewrites the cells of a column that is wholly dates in place.</summary>
    /// <returns>How to write it, or null where it is none.</returns>
    public static InstantFormat? Settle(List<Cell> column)
    {
        var cells = CollectionsMarshal.AsSpan(column);
        return MayBeDates(cells) && TryConvert(cells, out var instants, out var offset) ? Replace(cells, instants, offset) : null;
    }

    /// <summary>Whether the column is wholly lengths of time, and if any has a part of a day; null where it is not.</summary>
    public static bool? HasPartDays(List<Cell> column)
    {
        var any = false;
        var parts = false;
        foreach (ref readonly var cell in CollectionsMarshal.AsSpan(column))
        {
            if (cell.Kind is not (CellKind.Duration or CellKind.Missing))
            {
                return null;
            }

            any |= cell.Kind == CellKind.Duration;
            parts |= cell.Kind == CellKind.Duration && cell.Bits % TimeSpan.TicksPerDay != 0;
        }

        return any ? parts : null;
    }

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

    private static InstantFormat Replace(Span<Cell> cells, long[] instants, int? offset)
    {
        var dateOnly = offset is null;
        var digits = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            ref var cell = ref cells[i];
            if (cell.Kind == CellKind.Missing || (cell.Kind == CellKind.Text && IsNotATime(cell.Text!)))
            {
                cell = Cell.Missing(cell.Row);
                continue;
            }

            var instant = instants[i];
            cell = new Cell(cell.Row, CellKind.Timestamp, instant);
            dateOnly &= instant % NanosecondsPerDay == 0;
            digits = Math.Max(digits, FractionDigits(instant));
        }

        return new InstantFormat(digits, dateOnly, offset);
    }

    /// <summary>Digits that a fraction of a second needs, in steps of three.</summary>
    internal static int FractionDigits(long nanoseconds) =>
        nanoseconds % 1_000 != 0 ? 9
        : nanoseconds % 1_000_000 != 0 ? 6
        : nanoseconds % 1_000_000_000 != 0 ? 3
        : 0;

    private static bool IsNotATime(string text) => text is "NaT" or "nat" or "NAT" or "NAN";
}
