namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// Finds the date that a text means by trying formats in the reference's order; the first that fits wins, however unlikely:
/// <c>01/02/2020</c> is in February, <c>01/13/2020</c> in January.
/// </summary>
public static class DateParser
{
    private static readonly DateFormat[] Formats =
    [
        .. new[]
        {
            "%Y-%m-%d",
            "%Y/%m/%d %H:%M:%S%z",
            "%Y/%m/%d %H:%M:%S+00",
            "%Y/%m/%d %H:%M:%S",
            "%Y/%m/%d %H:%M",
            "%Y/%m/%dT%H:%M:%S",
            "%Y/%m/%dT%H:%M:%S.000Z",
            "%Y/%m/%dT%H:%M:%S.000",
            "%Y/%m/%dT%H:%M:%S.%fZ",
            "%Y/%m/%dT%H:%M:%S.%f%z",
            "%Y/%m/%dT%H:%M:%S.%f",
            "%Y/%m/%dT%H:%M:%SZ",
            "%Y-%m-%dT%H:%M:%S.000Z",
            "%Y-%m-%dT%H:%M:%S.000",
            "%Y-%m-%dT%H:%M:%S.%fZ",
            "%Y-%m-%dT%H:%M:%S.%f%z",
            "%Y-%m-%dT%H:%M:%S.%f",
            "%Y-%m-%dT%H:%M:%SZ",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%d %H:%M:%S",
            "%Y/%m/%d",
            "%Y %m %d",
            "%Y.%m.%d",
            "%Y-%d-%m",
            "%Y-%m",
            "%Y.%m",
            "%Y/%m",
            "%Y %m",
            "%Y",
            "%Y.0",
            "%d/%m/%Y %H:%M:%S",
            "%d/%m/%Y %H:%M",
            "%d-%m-%Y",
            "%d-%m-%y",
            "%d.%m.%Y",
            "%d.%m.%y",
            "%d/%m/%Y",
            "%d/%m/%y",
            "%d-%b-%Y",
            "%d-%b-%y",
            "%d %B %Y",
            "%a, %d %b %Y %H:%M:%S %Z",
            "%b %d, %Y",
            "%b %d, %y",
            "%b-%y",
            "%B %Y",
            "%m/%d/%Y",
        }.Select(pattern => new DateFormat(pattern)),
    ];

    private static readonly DateFormat Compact = new("%Y%m%d");
    private static readonly DateFormat CompactWithTime = new("%Y%m%d%H%M%S");

    /// <param name="text">
    /// Trimmed. Comes back shortened where it held a fraction of a second longer than microseconds, and stays so for messages.
    /// </param>
    /// <param name="date">The date as written, whatever zone the text names; of a timestamp, the date in UTC.</param>
    public static bool TryParse(ref string text, out DateOnly date)
    {
        foreach (var format in Formats)
        {
            if (format.HasFraction)
            {
                text = WithMicroseconds(text);
            }

            if (format.TryParse(text, out date))
            {
                return true;
            }
        }

        return CountDigits(text) switch
        {
            8 => Compact.TryParse(text, out date),
            14 => CompactWithTime.TryParse(text, out date),
            _ => EpochTimestamp.TryParse(text, out date),
        };
    }

    /// <summary>
    /// Cuts what comes after the first six characters between a point and a plus, and the plus with all behind it. It counts from
    /// the text's end, so that a text with a second point loses the wrong characters, as it does in the reference.
    /// </summary>
    private static string WithMicroseconds(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text;
        }

        var fraction = text.AsSpan(point + 1);
        var fractionEnd = fraction.IndexOfAny('.', '+');
        var excess = (fractionEnd < 0 ? fraction.Length : fractionEnd) - 6;
        if (excess <= 0)
        {
            return text;
        }

        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var kept = plus < 0 ? text.Length : plus;
        return text[..Math.Max(kept - excess, 0)];
    }

    /// <summary>How many digits the text is made of; -1 where it holds anything else.</summary>
    private static int CountDigits(string text)
    {
        var digits = 0;
        for (var at = 0; at < text.Length; digits++)
        {
            if (!DecimalDigit.TryRead(text, at, out _, out var width))
            {
                return -1;
            }

            at += width;
        }

        return digits;
    }
}
