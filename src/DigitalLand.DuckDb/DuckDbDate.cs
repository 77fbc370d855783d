namespace DigitalLand.DuckDb;

/// <summary>Dates as DuckDB keeps them: days since 1 January 1970.</summary>
internal static class DuckDbDate
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public static int ToDays(DateOnly date) => date.DayNumber - Epoch;

    /// <exception cref="DuckDbException">DuckDB's dates reach further than the years 1 to 9999, and to infinity.</exception>
    public static DateOnly FromDays(int days)
    {
        var number = (long)days + Epoch;
        return number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : throw new DuckDbException($"A date lies {days} days from 1970, outside the years 1 to 9999");
    }
}
