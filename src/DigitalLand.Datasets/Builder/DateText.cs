using System.Globalization;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// Dates of the collections' files in one form: <c>entry-date</c> as a time of day in UTC, every other <c>-date</c> as a day (the
/// reference's <c>csvcat</c>). A year or a month stands for its first day.
/// </summary>
internal static class DateText
{
    private const string Second = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary><c>2024-05-01T02:00:00Z</c> of a day, a month, a year, or a time whose fraction and zone are cut off.</summary>
    /// <returns>False where the text is no such time; blank stays blank.</returns>
    public static bool TryTimestamp(ReadOnlySpan<char> text, out string timestamp)
    {
        timestamp = "";
        if (text.IsEmpty)
        {
            return true;
        }

        // The reference refuses 19 characters, which is what a log of a run that started on a whole second has; they mean what they say.
        var format = text.Length >= 19 ? Second : DayFormat(text.Length);
        if (!TryParse(text.Length >= 19 ? text[..19] : text, format, out var time))
        {
            return false;
        }

        timestamp = time.ToString(Second, CultureInfo.InvariantCulture) + "Z";
        return true;
    }

    /// <summary><c>2024-05-01</c> of a day, a month or a year.</summary>
    /// <returns>False where the text is none of them; blank stays blank.</returns>
    public static bool TryDay(ReadOnlySpan<char> text, out string day)
    {
        day = "";
        if (text.IsEmpty)
        {
            return true;
        }

        if (!TryParse(text, DayFormat(text.Length), out var time))
        {
            return false;
        }

        day = time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return true;
    }

    private static string? DayFormat(int length) => length switch
    {
        10 => "yyyy-MM-dd",
        7 => "yyyy-MM",
        4 => "yyyy",
        _ => null,
    };

    private static bool TryParse(ReadOnlySpan<char> text, string? format, out DateTime time)
    {
        time = default;
        return format is not null && DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
