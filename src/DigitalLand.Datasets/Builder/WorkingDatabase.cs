using DigitalLand.Datasets.Packages;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Builder;

/// <summary>Opens a SQLite file that nobody else sees before it is complete, so that neither a journal nor a sync a page protects anything.</summary>
internal static class WorkingDatabase
{
    /// <summary>Opens a new file, outside of a transaction.</summary>
    /// <exception cref="SqliteException">SQLite cannot make it.</exception>
    public static SqliteDatabase Create(string path)
    {
        var database = SqliteDatabase.OpenForWriting(path);
        try
        {
            database.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-65536");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs the work in one transaction; a failure leaves the file to be thrown away.</summary>
    public static void Write(this SqliteDatabase database, Action work)
    {
        database.Execute("BEGIN");
        work();
        database.Execute("COMMIT");
    }

    /// <summary>A text literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
