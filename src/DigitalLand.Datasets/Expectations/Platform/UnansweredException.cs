using System.Net;

namespace DigitalLand.Datasets.Expectations.Platform;

/// <summary>A service did not give what was asked for; the message is what it said, or why it said nothing.</summary>
public sealed class UnansweredException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status of the answer; null where there was none.</summary>
    public HttpStatusCode? Status { get; init; }
}
