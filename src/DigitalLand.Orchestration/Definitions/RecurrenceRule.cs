namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// The days of an RFC 5545 recurrence rule, such as <c>FREQ=MONTHLY;BYDAY=1MO</c> for the first Monday of each month. The series begins on
/// 1 January 2025, a Wednesday, which decides where intervals and rules without a day start.
/// </summary>
/// <remarks>
/// The reference takes the first occurrence at or after a moment and compares its day; asking whether the day itself is in the series is the same for rules of
/// whole days, and does not depend on the time of day.
/// </remarks>
public sealed class RecurrenceRule
{
    /// <summary>The first day of every series.</summary>
    public static readonly DateOnly Begin = new(2025, 1, 1);

    private readonly RecurrenceParts _parts;

    private RecurrenceRule(RecurrenceParts parts) => _parts = parts;

    /// <exception cref="FormatException">The rule cannot be read, or is not one of days; the message is a sentence without its full stop.</exception>
    public static RecurrenceRule Parse(string text) => new(RecurrenceParts.Parse(text));

    /// <summary>Whether the series has this day.</summary>
    public bool Includes(DateOnly day)
    {
        if (day < Begin || day > _parts.Until)
        {
            return false;
        }

        var (first, last, sinceBegin) = Period(day);
        if (sinceBegin % _parts.Interval != 0 || !Matches(day))
        {
            return false;
        }

        return _parts.Positions.Count == 0 || IsAtPosition(day, first, last);
    }

    /// <summary>The day, week, month or year in which a day lies, and how many of them lie between it and that of the beginning.</summary>
    private (DateOnly First, DateOnly Last, int SinceBegin) Period(DateOnly day)
    {
        switch (_parts.Frequency)
        {
            case Frequency.Daily:
                return (day, day, day.DayNumber - Begin.DayNumber);
            case Frequency.Weekly:
                var monday = WeekOf(day);
                return (monday, monday.AddDays(6), (monday.DayNumber - WeekOf(Begin).DayNumber) / 7);
            case Frequency.Monthly:
                var first = new DateOnly(day.Year, day.Month, 1);
                return (first, first.AddMonths(1).AddDays(-1), ((day.Year - Begin.Year) * 12) + day.Month - Begin.Month);
            default:
                return (new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31), day.Year - Begin.Year);
        }
    }

    private DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek - (int)_parts.WeekStart + 7) % 7));

    private bool Matches(DateOnly day) =>
        (_parts.Months.Count == 0 || _parts.Months.Contains(day.Month))
        && (_parts.MonthDays.Count == 0 || _parts.MonthDays.Contains(day.Day) || _parts.MonthDays.Contains(day.Day - DateTime.DaysInMonth(day.Year, day.Month) - 1))
        && (_parts.YearDays.Count == 0 || _parts.YearDays.Contains(day.DayOfYear) || _parts.YearDays.Contains(day.DayOfYear - DaysInYear(day.Year) - 1))
        && (_parts.Weekdays.Count == 0 || _parts.Weekdays.Any(weekday => weekday.Day == day.DayOfWeek && (weekday.Ordinal == 0 || IsOrdinal(day, weekday.Ordinal))));

    /// <summary>Whether a day is the n-th of its weekday in its month, or in its year where a yearly rule names no months; from the end when n is negative.</summary>
    private bool IsOrdinal(DateOnly day, int ordinal)
    {
        var ofYear = _parts.Frequency == Frequency.Yearly && _parts.Months.Count == 0;
        var (number, days) = ofYear ? (day.DayOfYear, DaysInYear(day.Year)) : (day.Day, DateTime.DaysInMonth(day.Year, day.Month));
        return ordinal > 0 ? ((number - 1) / 7) + 1 == ordinal : -(((days - number) / 7) + 1) == ordinal;
    }

    private bool IsAtPosition(DateOnly day, DateOnly first, DateOnly last)
    {
        var (position, count) = (0, 0);
        for (var candidate = first; candidate <= last; candidate = candidate.AddDays(1))
        {
            if (Matches(candidate))
            {
                count++;
                position = candidate == day ? count : position;
            }
        }

        return _parts.Positions.Contains(position) || _parts.Positions.Contains(position - count - 1);
    }

    private static int DaysInYear(int year) => DateTime.IsLeapYear(year) ? 366 : 365;
}
