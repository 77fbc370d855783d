namespace DigitalLand.Transform.Formats.Excel;

/// <summary>Turns a serial number into a date, a time of day or a length of time (openpyxl <c>from_excel</c>).</summary>
internal static class SerialDate
{
    private const double SecondsPerDay = 86400;
    private const long LeastDay = -693593;
    private const long LastDay = 2958465;

    /// <summary>Close to what <see cref="TimeSpan"/> holds: 27,000 years.</summary>
    private const double LongestDuration = 10_000_000;
    private static readonly DateTime Epoch1900 = new(1899, 12, 30);
    private static readonly DateTime Epoch1904 = new(1904, 1, 1);

    /// <summary>
    /// Days to the nearest millisecond. A number from 0 up to 1 is a time of day. Day 60 of 1900, which never was, is stepped over. What
    /// falls outside the years 1 to 9999 has no value.
    /// </summary>
    public static Cell Read(Cell number, NumberMeaning meaning, bool epoch1904) =>
        meaning == NumberMeaning.Duration ? Duration(number) : Date(number, epoch1904);

    private static Cell Date(Cell number, bool epoch1904)
    {
        var value = number.Double;
        var day = Math.Floor(value);
        if (day is < LeastDay or > LastDay + 1)
        {
            return Cell.Missing(number.Row);
        }

        var milliseconds = (long)Math.Round((value - day) * SecondsPerDay * 1000, MidpointRounding.ToEven);
        var time = TimeSpan.FromMilliseconds(milliseconds);
        if (value is >= 0 and < 1 && time.Days == 0)
        {
            return new Cell(number.Row, CellKind.Time, time.Ticks);
        }

        if (value is > 0 and < 60 && !epoch1904)
        {
            day++;
        }

        var ticks = (epoch1904 ? Epoch1904 : Epoch1900).Ticks + ((long)day * TimeSpan.TicksPerDay) + time.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? Cell.Missing(number.Row) : new Cell(number.Row, CellKind.DateTime, ticks);
    }

    /// <summary>Rounded to the microsecond as Python does it, in parts, then to the millisecond.</summary>
    private static Cell Duration(Cell number)
    {
        var value = number.Double;
        if (Math.Abs(value) > LongestDuration)
        {
            return Cell.Missing(number.Row);
        }

        var days = Math.Truncate(value);
        var seconds = (value - days) * SecondsPerDay;
        var whole = Math.Truncate(seconds);
        var microseconds = (long)Math.Round((seconds - whole) * 1e6, MidpointRounding.ToEven);
        var total = ((((long)days * 86400) + (long)whole) * 1_000_000) + microseconds;
        var milliseconds = Math.DivRem(total, 1000, out var rest) + (rest < 0 ? -1 : 0);
        rest = rest < 0 ? rest + 1000 : rest;
        milliseconds += rest > 500 || (rest == 500 && milliseconds % 2 != 0) ? 1 : 0;
        return new Cell(number.Row, CellKind.Duration, milliseconds * TimeSpan.TicksPerMillisecond);
    }
}
