namespace DigitalLand.Transform.Formats;

/// <summary>
/// A resource cannot be read as a table. The run goes on with no rows, as callers of the reference expect; the message goes to the
/// converted-resource log and to the person.
/// </summary>
public sealed class ConversionFailedException(string message, Exception? inner = null) : Exception(message, inner);
