using System.Globalization;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// Seconds or milliseconds since 1970, as map services export dates: an optional sign, 9 to 13 digits, an optional fraction.
/// From 11 digits on they are milliseconds; fewer are seconds, unless those lie outside 1800 to 2100.
/// </summary>
internal static class EpochTimestamp
{
    private static readonly double Earliest = SecondsOf(new DateTime(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private static readonly double Latest = SecondsOf(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    public static bool TryParse(string text, out DateOnly date)
    {
        date = default;
        if (!TryReadNumber(text, out var number, out var wholeDigits) || wholeDigits is < 9 or > 13)
        {
            return false;
        }

        var seconds = RoundToMicrosecond(number);
        var isSeconds = wholeDigits <= 10 && seconds >= Earliest && seconds <= Latest;
        date = DateOf(isSeconds ? seconds : RoundToMicrosecond(number / 1000));
        return true;
    }

    private static bool TryReadNumber(string text, out double number, out int wholeDigits)
    {
        number = 0;
        var start = text is ['-' or '+', ..] ? 1 : 0;
        var unsigned = text.AsSpan(start);
        var point = unsigned.IndexOf('.');
        wholeDigits = point < 0 ? unsigned.Length : point;
        var fraction = point < 0 ? "0" : unsigned[(point + 1)..];
        return !fraction.IsEmpty
            && !unsigned[..wholeDigits].ContainsAnyExceptInRange('0', '9')
            && !fraction.ContainsAnyExceptInRange('0', '9')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>As <c>datetime.utcfromtimestamp</c> rounds: so a hair before midnight is the next day.</summary>
    private static double RoundToMicrosecond(double seconds)
    {
        var whole = Math.Truncate(seconds);
        return whole + (Math.Round((seconds - whole) * 1e6, MidpointRounding.ToEven) / 1e6);
    }

    private static double SecondsOf(DateTime instant) => (instant - DateTime.UnixEpoch).TotalSeconds;

    private static DateOnly DateOf(double seconds) =>
        DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)Math.Floor(seconds / 86_400));
}
