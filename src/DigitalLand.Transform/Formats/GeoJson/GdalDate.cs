using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>A date, a time or both, as GDAL finds them in a text (<c>OGRParseDate</c>), which is not always where a reader would.</summary>
/// <param name="Zone">Quarters of an hour east of Greenwich; null where the text names no zone.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GdalDate(FieldKind Kind, int Year, int Month, int Day, int Hour, int Minute, float Second, int? Zone)
{
    private static readonly SearchValues<byte> OfSeconds = SearchValues.Create("0123456789."u8);

    /// <summary>False where GDAL would take the text for a text.</summary>
    /// <exception cref="NotCertainException">GDAL reads something into it that is too odd to follow.</exception>
    public static bool TryParse(ReadOnlySpan<byte> text, out GdalDate date)
    {
        date = default;
        var hasDate = text.ContainsAny((byte)'-', (byte)'/');
        var hasTime = text.Contains((byte)':');
        var rest = text.TrimStart((byte)' ');
        if ((!hasDate && !hasTime) || rest.IsEmpty || !(char.IsAsciiDigit((char)rest[0]) || (hasDate && rest[0] is (byte)'-' or (byte)'+')))
        {
            return false;
        }

        var (year, month, day) = (0, 0, 0);
        if (hasDate)
        {
            if (!TryDate(ref rest, out year, out month, out day))
            {
                return false;
            }

            if (rest.IsEmpty || rest[0] == 'Z')
            {
                date = new GdalDate(Named(hasDate, hasTime), year, month, day, 0, 0, 0, null);
                return true;
            }

            if (rest[0] is not ((byte)'T' or (byte)' '))
            {
                return false;
            }

            rest = rest[1..].TrimStart((byte)' ');
            if (!rest.IsEmpty && !rest.Contains((byte)':'))
            {
                return false;
            }
        }

        var (hour, minute, second, zulu) = (0, 0, 0f, false);
        if (!rest.IsEmpty && !TryTime(ref rest, out hour, out minute, out second, out zulu))
        {
            return false;
        }

        date = new GdalDate(Named(hasDate, hasTime), year, month, day, hour, minute, second, Offset(rest.TrimStart((byte)' ')) ?? (zulu ? 0 : null));
        return true;
    }

    /// <summary>As a column of that kind holds it: <c>YYYY/MM/DD</c>, <c>HH:MM:SS[.mmm]</c>, or both and the zone <c>[+-]HH[MM]</c>.</summary>
    public string Text(FieldKind kind)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"{Year:0000}/{Month:00}/{Day:00}");
        var milliseconds = (int)((Second % 1 * 1000) + 0.5f);
        var second = milliseconds == 0 ? $"{(int)Second:00}" : ((double)Second).ToString("00.000", CultureInfo.InvariantCulture);
        var time = string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}:{second}");
        return kind switch
        {
            FieldKind.Date => day,
            FieldKind.Time => time,
            _ => $"{day} {time}{ZoneText()}",
        };
    }

    private string ZoneText()
    {
        if (Zone is not { } quarters)
        {
            return "";
        }

        var minutes = Math.Abs(quarters) * 15;
        var sign = quarters < 0 ? '-' : '+';
        return minutes % 60 == 0 ? $"{sign}{minutes / 60:00}" : $"{sign}{minutes / 60:00}{minutes % 60:00}";
    }

    private static FieldKind Named(bool hasDate, bool hasTime) => !hasDate ? FieldKind.Time : hasTime ? FieldKind.DateTime : FieldKind.Date;

    private static bool TryDate(ref ReadOnlySpan<byte> rest, out int year, out int month, out int day)
    {
        (month, day) = (0, 0);
        if (rest[0] is (byte)'-' or (byte)'+')
        {
            // To GDAL -5-1-1 is in the year minus five and --1-1 in the year nought, but +5-1-1 is nothing at all.
            year = 0;
            var sign = rest[0];
            rest = rest[1..];
            Digits(ref rest, out _);
            return sign == '-' && Separator(ref rest) && rest is [>= (byte)'0' and <= (byte)'9', ..] ? throw new NotCertainException("a year before the first") : false;
        }

        var digits = Digits(ref rest, out year);
        if (year > short.MaxValue || !Separator(ref rest))
        {
            return false;
        }

        year += digits > 2 ? 0 : year >= 100 ? 0 : year >= 30 ? 1900 : 2000;
        return Digits(ref rest, out month) > 0 && month is > 0 and <= 12 && Separator(ref rest) && TryDay(ref rest, out day);
    }

    private static bool TryTime(ref ReadOnlySpan<byte> rest, out int hour, out int minute, out float second, out bool zulu)
    {
        (minute, second, zulu) = (0, 0, false);
        if (Digits(ref rest, out hour) == 0 || hour > 23 || !Colon(ref rest) || Digits(ref rest, out minute) == 0 || minute > 59)
        {
            return false;
        }

        if (!Colon(ref rest))
        {
            return true;
        }

        var length = rest.IndexOfAnyExcept(OfSeconds);
        var seconds = length < 0 ? rest : rest[..length];
        if (seconds.IsEmpty || seconds[0] == '.')
        {
            return false;
        }

        rest = rest[seconds.Length..];
        if (seconds.Count((byte)'.') > 1 || seconds.Length > 9 || rest is [(byte)'e' or (byte)'E' or (byte)'d' or (byte)'D' or (byte)'x' or (byte)'X' or (byte)',', ..])
        {
            throw new NotCertainException("odd seconds");
        }

        var value = double.Parse(seconds, CultureInfo.InvariantCulture);
        second = (float)value;
        zulu = rest is [(byte)'Z', ..];
        return value <= 60;
    }

    /// <summary>The zone that stands here; none where something else does.</summary>
    private static int? Offset(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] is not ((byte)'+' or (byte)'-'))
        {
            return null;
        }

        var sign = rest[0] == '-' ? -1 : 1;
        var digits = rest[1..];
        var hours = Digits(ref digits, out var number);
        if (hours == 2 && Colon(ref digits) && Digits(ref digits, out var minutes) == 2 && digits.IsEmpty)
        {
            number = (number * 100) + minutes;
        }
        else
        {
            number = hours == 2 ? number * 100 : hours == 4 ? number : -1;
        }

        return digits.IsEmpty && number is >= 0 and <= 1400 && number % 100 < 60 && number % 100 % 15 == 0
            ? sign * ((number / 100 * 4) + (number % 100 / 15))
            : throw new NotCertainException("an odd time zone");
    }

    private static bool TryDay(ref ReadOnlySpan<byte> rest, out int day)
    {
        if (rest is [(byte)' ', ..])
        {
            // C's atoi finds the number behind the space, and what follows is then looked for before it.
            throw new NotCertainException("a date with a space in it");
        }

        return Digits(ref rest, out day) > 0 && day is > 0 and <= 31;
    }

    /// <summary>How many digits stand here, which are taken.</summary>
    private static int Digits(ref ReadOnlySpan<byte> rest, out int value)
    {
        value = 0;
        var count = 0;
        while (count < rest.Length && rest[count] is >= (byte)'0' and <= (byte)'9')
        {
            if (count == 9)
            {
                throw new NotCertainException("a number too long for a date");
            }

            value = (value * 10) + (rest[count++] - '0');
        }

        rest = rest[count..];
        return count;
    }

    private static bool Separator(ref ReadOnlySpan<byte> rest) => Skip(ref rest, rest is [(byte)'-' or (byte)'/', ..]);

    private static bool Colon(ref ReadOnlySpan<byte> rest) => Skip(ref rest, rest is [(byte)':', ..]);

    private static bool Skip(ref ReadOnlySpan<byte> rest, bool there)
    {
        rest = there ? rest[1..] : rest;
        return there;
    }
}
