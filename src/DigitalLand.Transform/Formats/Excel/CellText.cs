using System.Globalization;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>Writes a value as Python writes the object that it stands for: <c>str</c> of each, or in the form of a typed column.</summary>
internal static class CellText
{
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>The value alone; nothing for one that is missing.</summary>
    public static string Of(in Cell cell) => cell.Kind switch
    {
        CellKind.Text or CellKind.BigInteger => cell.Text!,
        CellKind.Integer => cell.Bits.ToString(CultureInfo.InvariantCulture),
        CellKind.Real => PythonFloat.Text(cell.Double),
        CellKind.Boolean => cell.Bits == 1 ? "True" : "False",
        CellKind.DateTime => new DateTime(cell.Bits).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + Microseconds(cell.Bits),
        CellKind.Date => new DateTime(cell.Bits).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CellKind.Time => new DateTime(cell.Bits).ToString("HH:mm:ss", CultureInfo.InvariantCulture) + Microseconds(cell.Bits),
        CellKind.Duration => Duration(cell.Bits),
        CellKind.Missing => "",
        CellKind.Timestamp or _ => throw new InvalidOperationException($"A {cell.Kind} is written by its column."),
    };

    /// <summary>Whether a length of time among the cells has a part of a day.</summary>
    public static bool HasPartDays(ReadOnlySpan<Cell> cells)
    {
        foreach (ref readonly var cell in cells)
        {
            if (cell.Kind == CellKind.Duration && cell.Bits % TimeSpan.TicksPerDay != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A length of time in a column that is wholly lengths of time: <c>1 days</c>, or <c>-1 days +22:00:00</c> where any has a part of a day.</summary>
    public static string ColumnDuration(long ticks, bool partDays)
    {
        var (days, rest) = Days(ticks);
        if (!partDays)
        {
            return $"{days} days";
        }

        var microseconds = rest % TicksPerSecond == 0 ? "" : "." + (rest % TicksPerSecond / TimeSpan.TicksPerMicrosecond).ToString("D6", CultureInfo.InvariantCulture);
        return $"{days} days {(days < 0 ? "+" : "")}{new DateTime(rest).ToString("HH:mm:ss", CultureInfo.InvariantCulture)}{microseconds}";
    }

    private static string Duration(long ticks)
    {
        var (days, rest) = Days(ticks);
        var time = $"{rest / TimeSpan.TicksPerHour}:{new DateTime(rest).ToString("mm:ss", CultureInfo.InvariantCulture)}{Microseconds(rest)}";
        return days == 0 ? time : $"{days} day{(days is 1 or -1 ? "" : "s")}, {time}";
    }

    private static (long Days, long TimeOfDay) Days(long ticks)
    {
        var rest = ((ticks % TimeSpan.TicksPerDay) + TimeSpan.TicksPerDay) % TimeSpan.TicksPerDay;
        return ((ticks - rest) / TimeSpan.TicksPerDay, rest);
    }

    private static string Microseconds(long ticks) =>
        ticks % TicksPerSecond is var rest && rest == 0 ? "" : "." + (rest / TimeSpan.TicksPerMicrosecond).ToString("D6", CultureInfo.InvariantCulture);
}
