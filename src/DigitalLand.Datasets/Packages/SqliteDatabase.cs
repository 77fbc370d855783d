using DigitalLand.Core.Progress;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DigitalLand.Datasets.Packages;

/// <summary>
/// An open SQLite file, spoken to in UTF-8 spans: packages hold millions of rows, and the ADO.NET layer would make a string
/// and two objects of every value.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    static SqliteDatabase() => Batteries_V2.Init();

    private readonly sqlite3 _handle;

    private SqliteDatabase(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out _handle, flags, vfs: null);
        if (code != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errstr(code).utf8_to_string();
            _handle.Dispose();
            throw new SqliteException($"'{path}' cannot be opened: {message}.", code);
        }
    }

    /// <summary>Opens a file to write into it, making it where it is missing.</summary>
    /// <exception cref="SqliteException">SQLite cannot open it.</exception>
    public static SqliteDatabase OpenForWriting(string path) => new(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);

    /// <summary>Opens an existing file to read it.</summary>
    /// <exception cref="SqliteException">SQLite cannot open it.</exception>
    public static SqliteDatabase OpenForReading(string path) => new(path, raw.SQLITE_OPEN_READONLY);

    /// <summary>Runs statements that give no rows.</summary>
    /// <exception cref="SqliteException">SQLite refuses one.</exception>
    public void Execute(string sql)
    {
        using var waiting = WorkMeter.WaitFor("a statement");
        Check(raw.sqlite3_exec(_handle, sql), sql);
    }

    /// <summary>Compiles one statement; to be disposed before the database.</summary>
    /// <exception cref="SqliteException">SQLite refuses it.</exception>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement), sql);
        return new SqliteStatement(this, statement, sql);
    }

    public void Dispose() => _handle.Dispose();

    internal void Check(int code, string sql)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteException($"SQLite says '{raw.sqlite3_errmsg(_handle).utf8_to_string()}' to: {sql}", code);
        }
    }
}
