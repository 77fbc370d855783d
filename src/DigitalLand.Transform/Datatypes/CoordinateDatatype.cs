using DigitalLand.Core;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// A latitude or longitude, or, as providers will have it, an easting or northing in metres: any decimal number without
/// bounds, rounded half to even at six places. Commas are taken out first; <c>NaN</c> is kept.
/// </summary>
/// <param name="field">Named in messages.</param>
public sealed class CoordinateDatatype(string field) : Datatype
{
    /// <exception cref="RunFailedException">Infinity, or a magnitude of 10^22 and more, on which the reference's arithmetic aborts.</exception>
    public override Normalised Normalise(string value)
    {
        if (DecimalText.IsRounded(value))
        {
            return Normalised.Clean(value);
        }

        var text = value.Replace(",", "", StringComparison.Ordinal);
        return PythonDecimal.TryParse(text) is { } number
            ? Normalised.Clean(number.ToRoundedText() ?? throw DecimalText.CannotRound(field, value))
            : Normalised.Rejected("invalid decimal", text, $"{field} must be a decimal number");
    }
}
