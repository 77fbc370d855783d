namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// The <c>%z</c> of <c>strptime</c>: <c>Z</c> or <c>[+-]hh[:]mm[[:]ss[.ffffff]]</c>. The offset itself is not used: a date is kept as
/// it was written, in its own zone.
/// </summary>
internal static class DateZone
{
    /// <summary>Matches the longest offset that <paramref name="text"/> begins with.</summary>
    /// <param name="text">From where the zone should begin.</param>
    /// <param name="length">UTF-16 units matched, as many as there can be.</param>
    /// <param name="isSound">False where Python matches and then refuses: colons used here but not there, or a day and more.</param>
    public static bool TryReadOffset(ReadOnlySpan<char> text, out int length, out bool isSound)
    {
        length = 1;
        isSound = true;
        if (text is ['Z', ..])
        {
            return true;
        }

        if (text is not ['+' or '-', ..] || !TryReadPair(text, ref length, 9, out var hours))
        {
            return false;
        }

        var hasColon = SkipColon(text, ref length);
        if (!TryReadPair(text, ref length, 5, out _))
        {
            return false;
        }

        isSound = hours < 24;
        var end = length;
        var hasSecondColon = SkipColon(text, ref end);
        if (!TryReadPair(text, ref end, 5, out _))
        {
            return true;
        }

        isSound &= hasColon == hasSecondColon;
        length = end;
        SkipFraction(text, ref length);
        return true;
    }

    private static bool SkipColon(ReadOnlySpan<char> text, ref int at)
    {
        var isColon = at < text.Length && text[at] == ':';
        at += isColon ? 1 : 0;
        return isColon;
    }

    /// <summary>Two digits; where the tens are limited they are ASCII.</summary>
    private static bool TryReadPair(ReadOnlySpan<char> text, ref int at, int mostTens, out int pair)
    {
        pair = 0;
        if (!DecimalDigit.TryRead(text, at, out var tens, out var tensWidth)
            || tens > mostTens
            || (mostTens < 9 && !char.IsAscii(text[at]))
            || !DecimalDigit.TryRead(text, at + tensWidth, out var ones, out var onesWidth))
        {
            return false;
        }

        pair = (tens * 10) + ones;
        at += tensWidth + onesWidth;
        return true;
    }

    private static void SkipFraction(ReadOnlySpan<char> text, ref int at)
    {
        var end = at + 1;
        if (at >= text.Length || text[at] != '.')
        {
            return;
        }

        for (var digits = 0; digits < 6 && DecimalDigit.TryRead(text, end, out _, out var width); digits++)
        {
            end += width;
            at = end;
        }
    }
}
