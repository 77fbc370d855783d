namespace DigitalLand.Collection.Collect;

/// <summary>An endpoint could not be fetched, for a cause that the log names.</summary>
/// <param name="cause">Goes to the log as <c>exception</c>, see <see cref="FetchLog.Exception"/>.</param>
/// <param name="message">For a person.</param>
/// <param name="inner">The error behind it.</param>
public sealed class FetchException(string cause, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Cause { get; } = cause;

    /// <summary>Goes to the log as <c>cause</c>, where the name that the reference gives a failure says nothing; mostly null.</summary>
    public string? Detail { get; init; }
}
