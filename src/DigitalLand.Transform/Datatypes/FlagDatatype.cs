using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary><c>yes</c> or <c>no</c>, also written <c>y</c> and <c>n</c> in any case; nothing else, not <c>true</c> nor <c>1</c>.</summary>
/// <param name="field">Named in messages.</param>
public sealed class FlagDatatype(string field) : Datatype
{
    public override Normalised Normalise(string value)
    {
        var flag = PythonText.Strip(value).ToLowerInvariant();
        return flag switch
        {
            "y" or "yes" => Normalised.Clean("yes"),
            "n" or "no" => Normalised.Clean("no"),
            "" => Normalised.Clean(""),
            _ => Normalised.Rejected("invalid flag", flag, $"{field} must be yes or no"),
        };
    }
}
