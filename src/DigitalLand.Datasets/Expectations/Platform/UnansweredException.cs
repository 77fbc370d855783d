namespace DigitalLand.Datasets.Expectations.Platform;

/// <summary>A service did not give what was asked for; the message is what it said, or why it said nothing.</summary>
public sealed class UnansweredException(string message, Exception? inner = null) : Exception(message, inner);
