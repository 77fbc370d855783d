using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// One format of Python's <c>datetime.strptime</c> (3.11, English, time zone UTC), matched as its regular expression would be:
/// alternatives in the expression's order, the longer first, stepping back where what follows does not fit; the text must end where the first match ends.
/// </summary>
/// <param name="pattern">
/// Directives <c>%Y %y %m %d %H %M %S %f %z %Z %a %b %B</c>, a space for any run of white space, and literals in any case.
/// </param>
internal sealed class DateFormat(string pattern)
{
    /// <summary>The format counts fractions of a second, for which the reference shortens over-long texts.</summary>
    public bool HasFraction { get; } = pattern.Contains("%f", StringComparison.Ordinal);

    public bool TryParse(ReadOnlySpan<char> text, out DateOnly date)
    {
        var match = new Match(pattern, text);
        date = default;
        return match.From(0, 0) && match.TryGetDate(out date);
    }

    private ref struct Match(string pattern, ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _year = 1900;
        private int _month = 1;
        private int _day = 1;
        private int _second;
        private int _end;
        private bool _zoneIsSound = true;

        /// <summary>A real date, the whole text used, and none of what only the constructor of <c>datetime</c> refuses.</summary>
        public readonly bool TryGetDate(out DateOnly date)
        {
            var isDate = _end == _text.Length && _second < 60 && _zoneIsSound && _year > 0 && _day <= DateTime.DaysInMonth(_year, _month);
            date = isDate ? new DateOnly(_year, _month, _day) : default;
            return isDate;
        }

        /// <summary>Matches the rest of the pattern at <paramref name="at"/>, trying every alternative in order.</summary>
        public bool From(int element, int at)
        {
            if (element == pattern.Length)
            {
                _end = at;
                return true;
            }

            var symbol = pattern[element];
            if (symbol == '%')
            {
                return Directive(pattern[element + 1], element + 2, at);
            }

            if (symbol == ' ')
            {
                return WhiteSpace(element + 1, at);
            }

            return at < _text.Length && char.ToLowerInvariant(_text[at]) == char.ToLowerInvariant(symbol) && From(element + 1, at + 1);
        }

        private bool WhiteSpace(int next, int at)
        {
            var end = at;
            while (end < _text.Length && PythonText.IsWhiteSpace(_text[end]))
            {
                end++;
            }

            for (; end > at; end--)
            {
                if (From(next, end))
                {
                    return true;
                }
            }

            return false;
        }

        private bool Directive(char directive, int next, int at) => directive switch
        {
            'Y' => TryDigits(4, at, out _year, out var end) && From(next, end),
            'y' => ShortYear(next, at),
            'm' => DatePart(next, at, ref _month, 12),
            'd' => DatePart(next, at, ref _day, 31) || PaddedDay(next, at),
            'H' => TimePart(next, at, 23, out _),
            'M' => TimePart(next, at, 59, out _),
            'S' => TimePart(next, at, 61, out _second),
            'f' => Fraction(next, at),
            'z' => DateZone.TryReadOffset(_text[at..], out var length, out _zoneIsSound) && From(next, at + length),
            'Z' => (IsWord("utc", at) || IsWord("gmt", at)) && From(next, at + 3),
            'a' => TryWord(DateNames.ShortDays, at, out _, out var end) && From(next, end),
            'b' => TryMonth(DateNames.ShortMonths, at, out var end) && From(next, end),
            'B' => TryMonth(DateNames.Months, at, out var end) && From(next, end),
            _ => throw new FormatException($"'%{directive}' in '{pattern}' is not supported."),
        };

        /// <summary>Two digits of a century's year: 69 to 99 are of the 20th, 00 to 68 of the 21st.</summary>
        private bool ShortYear(int next, int at)
        {
            if (!TryDigits(2, at, out var year, out var end))
            {
                return false;
            }

            _year = year + (year < 69 ? 2000 : 1900);
            return From(next, end);
        }

        /// <summary>
        /// <c>1[0-2]|0[1-9]|[1-9]</c> for months, <c>3[0-1]|[1-2]\d|0[1-9]|[1-9]</c> for days. Only the second digit of a day from 10 to 29 may
        /// be of another script.
        /// </summary>
        private bool DatePart(int next, int at, ref int part, int most)
        {
            if (at >= _text.Length || !char.IsAsciiDigit(_text[at]))
            {
                return false;
            }

            var first = _text[at] - '0';
            if (DecimalDigit.TryRead(_text, at + 1, out var second, out var width)
                && (first * 10) + second is var both && both >= 1 && both <= most
                && (char.IsAscii(_text[at + 1]) || (most == 31 && first is 1 or 2)))
            {
                part = both;
                if (From(next, at + 1 + width))
                {
                    return true;
                }
            }

            part = first;
            return first > 0 && From(next, at + 1);
        }

        /// <summary>The last alternative of <c>%d</c>: a space and one digit.</summary>
        private bool PaddedDay(int next, int at)
        {
            if (at + 1 >= _text.Length || _text[at] != ' ' || _text[at + 1] is not (>= '1' and <= '9'))
            {
                return false;
            }

            _day = _text[at + 1] - '0';
            return From(next, at + 2);
        }

        /// <summary><c>2[0-3]|[0-1]\d|\d</c>, <c>[0-5]\d|\d</c> or <c>6[0-1]|[0-5]\d|\d</c>: <c>\d</c> is of any script, <c>[0-5]</c> ASCII.</summary>
        private bool TimePart(int next, int at, int most, out int part)
        {
            part = 0;
            if (at >= _text.Length)
            {
                return false;
            }

            if (char.IsAsciiDigit(_text[at]) && DecimalDigit.TryRead(_text, at + 1, out var second, out var secondWidth))
            {
                var first = _text[at] - '0';
                part = (first * 10) + second;
                var takesAnyDigit = most == 59 || first < most / 10;
                if (part <= most && (takesAnyDigit || char.IsAscii(_text[at + 1])) && From(next, at + 1 + secondWidth))
                {
                    return true;
                }
            }

            return DecimalDigit.TryRead(_text, at, out part, out var width) && From(next, at + width);
        }

        private bool Fraction(int next, int at)
        {
            var digits = 0;
            while (digits < 6 && at + digits < _text.Length && char.IsAsciiDigit(_text[at + digits]))
            {
                digits++;
            }

            for (; digits > 0; digits--)
            {
                if (From(next, at + digits))
                {
                    return true;
                }
            }

            return false;
        }

        private readonly bool TryDigits(int count, int at, out int number, out int end)
        {
            number = 0;
            end = at;
            for (var i = 0; i < count; i++)
            {
                if (!DecimalDigit.TryRead(_text, end, out var digit, out var width))
                {
                    return false;
                }

                number = (number * 10) + digit;
                end += width;
            }

            return true;
        }

        private bool TryMonth(string[] names, int at, out int end)
        {
            var found = TryWord(names, at, out var index, out end);
            _month = index + 1;
            return found;
        }

        private readonly bool TryWord(string[] words, int at, out int index, out int end)
        {
            for (index = 0; index < words.Length; index++)
            {
                if (IsWord(words[index], at))
                {
                    end = at + words[index].Length;
                    return true;
                }
            }

            end = at;
            return false;
        }

        private readonly bool IsWord(string word, int at) => _text[at..].StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }
}
