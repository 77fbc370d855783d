using DigitalLand.Core;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// Turns the text that a provider wrote into the one form in which a value of this type is kept, as the reference's
/// <c>datatype</c> package does. A pure function of the text, so that outcomes may be cached and rows handled in parallel.
/// </summary>
public abstract class Datatype
{
    /// <summary>The value in its kept form, empty where nothing could be kept, with whatever there is to say about it.</summary>
    /// <param name="value">The raw text, not blank: a blank value needs no datatype.</param>
    /// <exception cref="RunFailedException">The value is one on which the reference aborts the whole run.</exception>
    public abstract Normalised Normalise(string value);
}
