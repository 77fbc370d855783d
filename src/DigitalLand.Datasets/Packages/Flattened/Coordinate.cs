using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// A number of WKT. Nearly all have at most six decimals and few digits: then the whole millionths that they are say the same as the
/// floating-point number, and are quicker to read and to write.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Coordinate
{
    private const long NotExact = long.MinValue;
    private const int Decimals = 6;

    /// <summary>So many digits a floating-point number holds exactly, so that both ways of writing it agree.</summary>
    private const int MostDigits = 15;

    private readonly long _millionths;

    private Coordinate(double value, long millionths)
    {
        Value = value;
        _millionths = millionths;
    }

    public double Value { get; }

    /// <summary>Reads a finite decimal number, which is all of the text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Coordinate coordinate)
    {
        if (TryParseExact(text, out var millionths))
        {
            coordinate = new Coordinate(millionths / 1e6, millionths);
            return true;
        }

        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        coordinate = new Coordinate(value, NotExact);
        return isNumber;
    }

    /// <summary>Writes six decimals without the zeros at their end, but always one.</summary>
    /// <param name="digits">336 bytes, which suffice for any number.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(Span<byte> digits)
    {
        int length;
        if (_millionths == NotExact)
        {
            Value.TryFormat(digits, out length, "F6", CultureInfo.InvariantCulture);
        }
        else
        {
            var sign = _millionths < 0 ? 1 : 0;
            digits[0] = (byte)'-';
            var whole = Math.Abs(_millionths);
            Utf8Formatter.TryFormat(whole / 1_000_000, digits[sign..], out length);
            length += sign;
            digits[length] = (byte)'.';
            var rest = (int)(whole % 1_000_000);
            for (var i = Decimals; i > 0; i--, rest /= 10)
            {
                digits[length + i] = (byte)('0' + (rest % 10));
            }

            length += 1 + Decimals;
        }

        while (digits[length - 1] == '0' && digits[length - 2] != '.')
        {
            length--;
        }

        return length;
    }

    private static bool TryParseExact(ReadOnlySpan<byte> text, out long millionths)
    {
        millionths = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var (decimals, digits) = (-1, 0);
        foreach (var c in text[(negative ? 1 : 0)..])
        {
            if (c == '.' && decimals < 0)
            {
                decimals = 0;
                continue;
            }

            if (!char.IsAsciiDigit((char)c) || decimals == Decimals || ++digits > MostDigits)
            {
                return false;
            }

            millionths = (millionths * 10) + (c - '0');
            decimals += decimals < 0 ? 0 : 1;
        }

        for (var i = Math.Max(decimals, 0); i < Decimals; i++, digits++)
        {
            millionths *= 10;
        }

        // Minus zero is a number of its own, and no digits are none.
        if (digits > MostDigits || decimals == 0 || digits == Decimals - Math.Max(decimals, 0) || (negative && millionths == 0))
        {
            return false;
        }

        millionths = negative ? -millionths : millionths;
        return true;
    }
}
