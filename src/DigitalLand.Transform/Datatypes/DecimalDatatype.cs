using DigitalLand.Core;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// A number from 0, rounded half to even at six places, without trailing zeros or exponent. Commas and pound signs are taken out first.
/// </summary>
/// <param name="field">Named in messages.</param>
public sealed class DecimalDatatype(string field) : Datatype
{
    /// <exception cref="RunFailedException">NaN, infinity, or 10^22 and more, on which the reference's arithmetic aborts.</exception>
    public override Normalised Normalise(string value)
    {
        if (DecimalText.IsRounded(value) && value[0] != '-')
        {
            return Normalised.Clean(value);
        }

        var text = value.Replace(",", "", StringComparison.Ordinal).Replace("£", "", StringComparison.Ordinal);
        if (PythonDecimal.TryParse(text) is not { } number)
        {
            return Normalised.Rejected("invalid decimal", text, $"{field} must be a decimal number");
        }

        if (number.IsNaN)
        {
            throw DecimalText.CannotRound(field, value);
        }

        return number.IsBelowZero
            ? Normalised.Rejected("too small", text, $"{field} must be larger than 0.0")
            : Normalised.Clean(number.ToRoundedText() ?? throw DecimalText.CannotRound(field, value));
    }
}
