namespace DigitalLand.Core;

/// <summary>
/// The program was asked for something that cannot be done as asked: a missing file, an unknown dataset, a folder that is
/// not a specification. The message is the one sentence that the person reads; the exit code is 2.
/// </summary>
public sealed class WrongUseException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The data or the configuration stops a run: where the reference aborts, ours says the sentence, the file and the line,
/// leaves earlier outputs as they were, and ends with exit code 1.
/// </summary>
public sealed class RunFailedException(string message, Exception? inner = null) : Exception(message, inner);
