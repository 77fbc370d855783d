using System.Globalization;
using System.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// Decimal digits of every script (Unicode category Nd), as Python's <c>int</c>, <c>Decimal</c> and <c>\d</c> accept them.
/// </summary>
internal static class DecimalDigit
{
    /// <summary>Reads the digit at <paramref name="position"/>; <paramref name="width"/> is the UTF-16 units it takes, 1 or 2.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int position, out int digit, out int width)
    {
        digit = -1;
        width = 1;
        if (position >= text.Length)
        {
            return false;
        }

        var unit = text[position];
        if (unit < 128)
        {
            digit = unit - '0';
            return char.IsAsciiDigit(unit);
        }

        if (Rune.DecodeFromUtf16(text[position..], out var rune, out width) != System.Buffers.OperationStatus.Done
            || Rune.GetUnicodeCategory(rune) != UnicodeCategory.DecimalDigitNumber)
        {
            return false;
        }

        digit = (int)Rune.GetNumericValue(rune);
        return true;
    }
}
