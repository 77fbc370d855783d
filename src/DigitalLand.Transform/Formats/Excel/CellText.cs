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

    /// <summary>An instant of a column that is wholly dates.</summary>
    public static string Instant(long nanoseconds, InstantFormat format)
    {
        var rest = ((nanoseconds % 1_000_000_000) + 1_000_000_000) % 1_000_000_000;
        var seconds = DateTime.UnixEpoch.AddTicks((nanoseconds - rest) / TimeSpan.NanosecondsPerTick).AddMinutes(format.Offset ?? 0);
        if (format.IsDateOnly)
        {
            return seconds.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        // With an offset each instant is written on its own, and milliseconds as microseconds.
        var digits = format.Offset is null ? format.Digits : DateTyping.FractionDigits(rest) is 3 ? 6 : DateTyping.FractionDigits(rest);
        var fraction = digits == 0 ? "" : "." + rest.ToString("D9", CultureInfo.InvariantCulture)[..digits];
        return seconds.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + fraction + Offset(format.Offset);
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

    private static string Offset(int? minutes) =>
        minutes is { } offset ? $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:D2}:{Math.Abs(offset) % 60:D2}" : "";
}
