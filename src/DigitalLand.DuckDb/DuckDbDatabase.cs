using DigitalLand.DuckDb.Native;

namespace DigitalLand.DuckDb;

/// <summary>A database, in memory or in a file. It may be shared by threads, each with a connection of its own.</summary>
public sealed unsafe class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The library's version, for example <c>v1.5.6</c>.</summary>
    /// <exception cref="DuckDbException">The library is not there.</exception>
    public static string Version
    {
        get
        {
            DuckDbLibrary.Load();
            return Utf8Text.Read(DuckDbApi.duckdb_library_version());
        }
    }

    /// <exception cref="DuckDbException">The library is not there, or a setting is not understood.</exception>
    public static DuckDbDatabase OpenInMemory(DuckDbSettings? settings = null) => OpenAt(path: null, settings ?? new DuckDbSettings());

    /// <summary>Opens the database in a file, which is made where it is missing.</summary>
    /// <exception cref="DuckDbException">The library is not there, a setting is not understood, or the file is no database to be opened.</exception>
    public static DuckDbDatabase Open(string path, DuckDbSettings? settings = null) => OpenAt(path, settings ?? new DuckDbSettings());

    public DuckDbConnection Connect() =>
        DuckDbApi.duckdb_connect(_handle, out var connection) == DuckDbApi.Success
            ? new DuckDbConnection(new ConnectionHandle(connection))
            : throw new DuckDbException("DuckDB gave no connection");

    public void Dispose() => _handle.Dispose();

    private static DuckDbDatabase OpenAt(string? path, DuckDbSettings settings)
    {
        DuckDbLibrary.Load();
        _ = DuckDbApi.duckdb_create_config(out var raw);
        using var config = new ConfigHandle(raw);
        foreach (var (name, value) in settings.Options())
        {
            if (DuckDbApi.duckdb_set_config(config, name, value) != DuckDbApi.Success)
            {
                throw new DuckDbException($"DuckDB does not take {value} for {name}");
            }
        }

        if (DuckDbApi.duckdb_open_ext(path, out var database, config, out var error) == DuckDbApi.Success)
        {
            return new DuckDbDatabase(new DatabaseHandle(database));
        }

        var message = Utf8Text.Read(error);
        DuckDbApi.duckdb_free(error);
        throw new DuckDbException(message);
    }
}
