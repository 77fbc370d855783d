using System.Globalization;
using System.Text;

namespace DigitalLand.Core.Text;

/// <summary>How Python prints a float: the shortest digits that read back as the same double.</summary>
public static class PythonFloat
{
    /// <summary>
    /// <c>repr(value)</c>: positional from 1e-4 up to 1e16 with at least one decimal (<c>51.5</c>, <c>1.0</c>, <c>-0.0</c>), scientific with at
    /// least two exponent digits beyond (<c>1e-05</c>, <c>1.5e+16</c>); <c>nan</c> and <c>inf</c> for what is no number.
    /// </summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        var sign = double.IsNegative(value) ? "-" : "";
        var (digits, exponent) = ShortestDigits(Math.Abs(value));
        return sign + (exponent is >= -4 and < 16 ? Positional(digits, exponent) : Scientific(digits, exponent));
    }

    /// <summary>The value as d.ddd times ten to the exponent, digits without the point and without trailing zeros.</summary>
    private static (string Digits, int Exponent) ShortestDigits(double value)
    {
        // .NET's "E" with no precision pads to six places; "R" is shortest but mixes notations, so it is taken apart here.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa.Length : point;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leadingZeros = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        return digits.Length == 0 ? ("0", 0) : (digits, exponent + whole - leadingZeros - 1);
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        var padded = digits.PadRight(exponent + 1, '0');
        return padded[..(exponent + 1)] + "." + (padded.Length > exponent + 1 ? padded[(exponent + 1)..] : "0");
    }

    private static string Scientific(string digits, int exponent)
    {
        var text = new StringBuilder().Append(digits[0]);
        if (digits.Length > 1)
        {
            text.Append('.').Append(digits, 1, digits.Length - 1);
        }

        return text.Append(exponent < 0 ? "e-" : "e+").Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }
}
