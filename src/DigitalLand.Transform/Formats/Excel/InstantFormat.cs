using System.Globalization;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>How a run of a column's instants is written, which follows from all of them together (pandas <c>format_array_from_datetime</c>).</summary>
/// <param name="IsDateOnly">Every instant is a midnight, so the time is left out.</param>
/// <param name="Digits">Of the seconds' fraction: 0, 3, 6 or 9.</param>
/// <param name="Offset">Minutes east of UTC, where the column has an offset; each instant is then written for itself.</param>
internal readonly record struct InstantFormat(bool IsDateOnly, int Digits, int? Offset)
{
    private const long NanosecondsPerDay = 86_400_000_000_000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static InstantFormat Of(ReadOnlySpan<Cell> cells, int? offset)
    {
        var dateOnly = offset is null;
        var digits = 0;
        foreach (ref readonly var cell in cells)
        {
            if (cell.Kind == CellKind.Timestamp)
            {
                dateOnly &= cell.Bits % NanosecondsPerDay == 0;
                digits = Math.Max(digits, FractionDigits(cell.Bits));
            }
        }

        return new InstantFormat(dateOnly, digits, offset);
    }

    /// <summary>An instant, in nanoseconds since 1970.</summary>
    public string Write(long instant)
    {
        var fraction = ((instant % NanosecondsPerSecond) + NanosecondsPerSecond) % NanosecondsPerSecond;
        var seconds = DateTime.UnixEpoch.AddTicks((instant - fraction) / TimeSpan.NanosecondsPerTick).AddMinutes(Offset ?? 0);
        if (IsDateOnly)
        {
            return seconds.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var digits = Offset is null ? Digits : OwnDigits(fraction);
        var rest = digits == 0 ? "" : "." + fraction.ToString("D9", CultureInfo.InvariantCulture)[..digits];
        return seconds.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + rest + OffsetText(Offset);
    }

    /// <summary>An instant alone has no milliseconds: a fraction is of six or nine digits.</summary>
    private static int OwnDigits(long fraction) => FractionDigits(fraction) is var digits && digits == 3 ? 6 : digits;

    private static int FractionDigits(long nanoseconds) =>
        nanoseconds % 1_000 != 0 ? 9
        : nanoseconds % 1_000_000 != 0 ? 6
        : nanoseconds % NanosecondsPerSecond != 0 ? 3
        : 0;

    private static string OffsetText(int? minutes) =>
        minutes is { } offset ? $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:D2}:{Math.Abs(offset) % 60:D2}" : "";
}
