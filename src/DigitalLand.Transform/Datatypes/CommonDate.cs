namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// The shortcut past <see cref="DateParser"/> for the shapes that nearly all dates have: <c>Y-m-d</c>, alone or with <c>TH:M:S</c>, a fraction and
/// <c>Z</c> behind it, and <c>d/m/Y</c>. It answers only where no earlier format can fit, and then what <see cref="DateParser"/> answers.
/// </summary>
public static class CommonDate
{
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text.Length < 8)
        {
            return false;
        }

        var rest = text;
        return char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3])
            ? TryTake(ref rest, 4, out var year) && TryTakeDatePart(ref rest, '-', out var month) && TryTakeDatePart(ref rest, '-', out var day)
                && IsTime(rest) && TryMake(year, month, day, out date)
            : TryTakeUpTo2(ref rest, out day) && TryTakeDatePart(ref rest, '/', out month) && TryTakeSymbol(ref rest, '/')
                && TryTake(ref rest, 4, out year) && rest.IsEmpty && TryMake(year, month, day, out date);
    }

    /// <summary>Nothing, or a time of day of two digits each, then at most six digits of a fraction, then <c>Z</c> or nothing.</summary>
    private static bool IsTime(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return true;
        }

        if (!(TryTakeSymbol(ref rest, 'T') && TryTake(ref rest, 2, out var hour) && hour < 24
            && TryTakeSymbol(ref rest, ':') && TryTake(ref rest, 2, out var minute) && minute < 60
            && TryTakeSymbol(ref rest, ':') && TryTake(ref rest, 2, out var second) && second < 60))
        {
            return false;
        }

        if (TryTakeSymbol(ref rest, '.'))
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length : digits;
            if (digits is 0 or > 6)
            {
                return false;
            }

            rest = rest[digits..];
        }

        return rest is [] or ['Z'];
    }

    private static bool TryTakeDatePart(ref ReadOnlySpan<char> rest, char separator, out int part)
    {
        part = 0;
        return TryTakeSymbol(ref rest, separator) && TryTakeUpTo2(ref rest, out part);
    }

    private static bool TryTakeUpTo2(ref ReadOnlySpan<char> rest, out int number) =>
        TryTake(ref rest, rest.Length > 1 && char.IsAsciiDigit(rest[1]) ? 2 : 1, out number);

    private static bool TryTakeSymbol(ref ReadOnlySpan<char> rest, char symbol)
    {
        if (rest.IsEmpty || rest[0] != symbol)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, int digits, out int number)
    {
        number = 0;
        if (rest.Length < digits)
        {
            return false;
        }

        foreach (var c in rest[..digits])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + c - '0';
        }

        rest = rest[digits..];
        return true;
    }

    private static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        var isDate = year > 0 && month is > 0 and < 13 && day > 0 && day <= DateTime.DaysInMonth(year, month);
        date = isDate ? new DateOnly(year, month, day) : default;
        return isDate;
    }
}
