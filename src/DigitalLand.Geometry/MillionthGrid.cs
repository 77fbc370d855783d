using System.Globalization;

namespace DigitalLand.Geometry;

/// <summary>
/// Numbers of a point on the grid of a millionth, as the reference's spatial database prints them: the number of grid steps times
/// 0.000001 as a double, in its shortest exact digits. So 51.123457 stays, but 1.241794, whose product is the double beside it, is
/// <c>1.2417939999999998</c>. The digits are data: they reach every consumer of a dataset.
/// </summary>
internal static class MillionthGrid
{
    /// <summary>GEOS too takes coordinates to the grid by multiplying with this: 1.2417939999999998 again.</summary>
    public const double Step = 0.000001;

    public static string Text(double value) => TextOfStep(Math.Round(value / Step));

    /// <param name="step">How many steps from zero: a whole number.</param>
    public static string TextOfStep(double step)
    {
        // Adding zero takes the sign from a negative zero.
        var snapped = (step * Step) + 0.0;
        var digits = snapped.ToString("R", CultureInfo.InvariantCulture);
        return digits.Contains('E', StringComparison.Ordinal)
            ? decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : digits;
    }
}
