using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>A web address: white space, which line breaks in files leave inside, is removed; what remains must be a URL and is kept as it is.</summary>
/// <param name="field">Named in messages.</param>
public sealed class UrlDatatype(string field) : Datatype
{
    public override Normalised Normalise(string value)
    {
        var url = WithoutWhiteSpace(value);
        return Url.IsValid(url) ? Normalised.Clean(url) : Normalised.Rejected("invalid URI", value, $"{field} must be a real URL");
    }

    private static string WithoutWhiteSpace(string value)
    {
        foreach (var c in value)
        {
            if (PythonText.IsWhiteSpace(c))
            {
                return string.Concat(value.Where(unit => !PythonText.IsWhiteSpace(unit)));
            }
        }

        return value;
    }
}
