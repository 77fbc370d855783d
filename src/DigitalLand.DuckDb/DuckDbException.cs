namespace DigitalLand.DuckDb;

/// <summary>DuckDB refused or failed; the message is its own.</summary>
public sealed class DuckDbException(string message) : Exception(message);
