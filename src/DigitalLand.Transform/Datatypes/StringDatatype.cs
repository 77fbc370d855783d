using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// Plain text (string, text): every run of white space becomes one space, then straight and closing double quotes go.
/// The opening quote <c>“</c> stays and nothing is trimmed after the quotes have gone, as in the reference.
/// </summary>
public sealed class StringDatatype : Datatype
{
    public override Normalised Normalise(string value) => Normalised.Clean(Tidy(value));

    internal static string Tidy(string text)
    {
        var squeezed = PythonText.SqueezeWhiteSpace(text);
        return squeezed.AsSpan().ContainsAny('"', '”')
            ? squeezed.Replace("\"", "", StringComparison.Ordinal).Replace("”", "", StringComparison.Ordinal)
            : squeezed;
    }
}
