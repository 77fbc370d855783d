namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// Reads an instant from text by the rules under which pandas takes text for ISO 8601 when it stands among dates (its C function
/// <c>parse_iso_8601_datetime</c>): year, month and day with any one of <c>- . / \</c> or a space between them or none, one-digit months and
/// days where there is a separator, parts left out from the right (<c>2019</c>, <c>2019-03</c>), then a time and an offset.
/// </summary>
internal ref struct IsoTimestamp
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private IsoTimestamp(ReadOnlySpan<char> text) => _text = text;

    private readonly bool AtEnd => _at == _text.Length;

    private readonly bool AtDigit => _at < _text.Length && char.IsAsciiDigit(_text[_at]);

    /// <summary>Reads the whole text.</summary>
    /// <param name="text">The text; white space may stand before it and around its offset.</param>
    /// <param name="nanoseconds">Since 1970, UTC where there is an offset.</param>
    /// <param name="offset">Minutes east of UTC; null where the text has none.</param>
    /// <returns>False where the text is something else, or outside the years 1678 to 2261, which nanoseconds do not reach.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds, out int? offset)
    {
        var parser = new IsoTimestamp(text.TrimStart(" \t\n\v\f\r"));
        offset = null;
        nanoseconds = 0;
        return parser.Date(out var day)
            && parser.Time(out var ticks, out var rest, ref offset)
            && TryNanoseconds(day.Ticks + ticks - ((offset ?? 0) * TimeSpan.TicksPerMinute), rest, out nanoseconds);
    }

    /// <summary>Ticks of <see cref="DateTime"/> as nanoseconds since 1970; false beyond their range.</summary>
    public static bool TryNanoseconds(long ticks, long rest, out long nanoseconds)
    {
        var wide = ((Int128)(ticks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick) + rest;
        nanoseconds = (long)wide;
        return wide > long.MinValue && wide <= long.MaxValue;
    }

    private bool Date(out DateTime day)
    {
        day = default;
        if (!Digits(4, 4, out var year) || year == 0)
        {
            return false;
        }

        if (AtEnd)
        {
            day = new DateTime(year, 1, 1);
            return true;
        }

        var separator = _text[_at];
        var separated = separator is '-' or '.' or '/' or '\\' or ' ';
        _at += separated ? 1 : 0;
        if (!Digits(separated ? 1 : 2, 2, out var month) || month is < 1 or > 12)
        {
            return false;
        }

        if (AtEnd)
        {
            // Six digits in a row are too many things to be a month.
            day = new DateTime(year, month, 1);
            return separated;
        }

        if (separated && _text[_at++] != separator)
        {
            return false;
        }

        if (!Digits(separated ? 1 : 2, 2, out var dayOfMonth) || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateTime(year, month, dayOfMonth);
        return true;
    }

    private bool Time(out long ticks, out long rest, ref int? offset)
    {
        ticks = 0;
        rest = 0;
        if (AtEnd)
        {
            return true;
        }

        if (_text[_at++] is not ('T' or ' ') || !Digits(1, 2, out var hour) || hour > 23)
        {
            return false;
        }

        var twoDigits = char.IsAsciiDigit(_text[_at - 2]);
        ticks = hour * TimeSpan.TicksPerHour;
        if (AtEnd)
        {
            return twoDigits;
        }

        var separated = _text[_at] == ':';
        if (!separated && !AtDigit)
        {
            return twoDigits && Offset(ref offset);
        }

        _at += separated ? 1 : 0;
        if (!Digits(separated ? 1 : 2, 2, out var minute) || minute > 59)
        {
            return false;
        }

        ticks += minute * TimeSpan.TicksPerMinute;
        if (AtEnd)
        {
            return true;
        }

        if (separated ? _text[_at] != ':' : !AtDigit)
        {
            return Offset(ref offset);
        }

        _at += separated ? 1 : 0;
        if (!Digits(separated ? 1 : 2, 2, out var second) || second > 59)
        {
            return false;
        }

        ticks += second * TimeSpan.TicksPerSecond;
        if (!AtEnd && _text[_at] == '.')
        {
            _at++;
            rest = Fraction();
        }

        return Offset(ref offset);
    }

    /// <summary>Nanoseconds from up to 18 digits; those past the ninth are dropped.</summary>
    private long Fraction()
    {
        var nanoseconds = 0L;
        for (var place = 0; place < 18; place++)
        {
            var digit = AtDigit ? _text[_at++] - '0' : 0;
            nanoseconds = place < 9 ? (nanoseconds * 10) + digit : nanoseconds;
        }

        return nanoseconds;
    }

    private bool Offset(ref int? offset)
    {
        SkipSpace();
        if (AtEnd)
        {
            return true;
        }

        var sign = _text[_at++];
        if (sign == 'Z')
        {
            offset = 0;
        }
        else
        {
            if (sign is not ('+' or '-') || !Digits(1, 2, out var hours) || hours > 23)
            {
                return false;
            }

            var minutes = 0;
            if (!AtEnd && (_text[_at] == ':' || AtDigit))
            {
                _at += _text[_at] == ':' ? 1 : 0;
                if (!Digits(1, 2, out minutes) || minutes > 59)
                {
                    return false;
                }
            }

            offset = ((hours * 60) + minutes) * (sign == '-' ? -1 : 1);
        }

        SkipSpace();
        return AtEnd;
    }

    private bool Digits(int least, int most, out int value)
    {
        value = 0;
        var start = _at;
        while (_at - start < most && AtDigit)
        {
            value = (value * 10) + (_text[_at++] - '0');
        }

        return _at - start >= least;
    }

    private void SkipSpace()
    {
        while (!AtEnd && _text[_at] is ' ' or (>= '\t' and <= '\r'))
        {
            _at++;
        }
    }
}
