using DigitalLand.Core;

namespace DigitalLand.Transform.Datatypes;

/// <summary>A CURIE (<c>prefix:reference</c>): kept exactly as written, not even trimmed; whether it means anything is for lookups to say.</summary>
public sealed class CurieDatatype : Datatype
{
    public override Normalised Normalise(string value) => Normalised.Clean(value);
}
