namespace DigitalLand.DuckDb;

/// <summary>How a database runs. What is not set stays DuckDB's default: all cores, most of the memory.</summary>
public sealed record DuckDbSettings
{
    public int? Threads { get; init; }

    /// <summary>In bytes. Work beyond it goes to the temporary folder, or fails where there is none.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Where work that exceeds the memory limit is put.</summary>
    public string? TemporaryDirectory { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>Whether queries without an order keep that of their input. Without, large copies need less memory.</summary>
    public bool PreserveInsertionOrder { get; init; } = true;

    /// <summary>The names and values that DuckDB knows them by. Extensions are never fetched: a run must not depend on the network.</summary>
    internal IEnumerable<(string Name, string Value)> Options()
    {
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        yield return ("access_mode", ReadOnly ? "READ_ONLY" : "AUTOMATIC");
        yield return ("preserve_insertion_order", PreserveInsertionOrder ? "true" : "false");
        if (Threads is { } threads)
        {
            yield return ("threads", threads.ToString());
        }

        if (MemoryLimit is { } limit)
        {
            yield return ("memory_limit", $"{limit}B");
        }

        if (TemporaryDirectory is { } folder)
        {
            yield return ("temp_directory", folder);
        }
    }
}
