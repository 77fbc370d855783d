using System.Globalization;

namespace DigitalLand.Collection;

/// <summary>
/// Timestamps as Python's <c>datetime.isoformat()</c> writes a naive UTC time: microseconds, left out altogether when they are
/// zero, and no zone. They are data: log entries are compared with each other as text.
/// </summary>
public static class IsoTimestamp
{
    public static string Of(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var microseconds = utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return utc.ToString(microseconds == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
    }

    /// <summary>The day of a timestamp, <c>YYYY-MM-DD</c>; null where the text does not begin with a date.</summary>
    public static string? DayOf(string timestamp) =>
        timestamp.Length >= 10 && DateOnly.TryParseExact(timestamp.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? timestamp[..10]
            : null;

    /// <summary>A day as the collection's files write it.</summary>
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
