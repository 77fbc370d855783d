using DigitalLand.Core.Files;

namespace DigitalLand.Datasets.Packages;

/// <summary>
/// A dataset's SQLite file in the making. It is written under a temporary name without a journal and moved into place by
/// <see cref="Commit"/>, so that readers see the earlier dataset or the whole new one, and a failed or killed run leaves the
/// earlier one as it was.
/// </summary>
public sealed class SqlitePackage : IDisposable
{
    /// <summary>
    /// Nobody else sees the file before it is complete, so neither a journal nor a sync a page protects anything. Foreign keys say what
    /// refers to what; data breaks them (an issue's entity may not exist). The cache holds the inner pages of the primary keys.
    /// </summary>
    private const string Settings =
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-65536; BEGIN";

    private readonly AtomicFile _file;
    private readonly SqliteDatabase _database;

    private SqlitePackage(AtomicFile file, SqliteDatabase database)
    {
        _file = file;
        _database = database;
    }

    /// <summary>Starts a package with empty tables and no indexes.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">SQLite refuses a table.</exception>
    public static SqlitePackage Create(string path, IEnumerable<PackageTable> tables)
    {
        var file = new AtomicFile(path);
        SqliteDatabase? database = null;
        try
        {
            file.Stream.Dispose();
            database = SqliteDatabase.OpenForWriting(file.TemporaryPath);
            database.Execute(Settings);
            foreach (var table in tables)
            {
                database.Execute(table.CreateStatement);
            }

            return new SqlitePackage(file, database);
        }
        catch
        {
            database?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>A writer into one table; to be disposed before the indexes are made.</summary>
    public TableWriter Fill(PackageTable table) => new SqliteTableWriter(_database, table);

    /// <summary>Makes an index of one column each, named as the reference names them.</summary>
    public void CreateIndexes(IEnumerable<(string Table, string Column)> indexes, CancellationToken cancel)
    {
        foreach (var (table, column) in indexes)
        {
            cancel.ThrowIfCancellationRequested();
            _database.Execute($"CREATE INDEX IF NOT EXISTS {table}_on_{column}_index on {table} ({column})");
        }
    }

    /// <summary>Ends the writing and moves the file into place. From here on readers see the new dataset.</summary>
    public void Commit()
    {
        _database.Execute("COMMIT");
        _database.Dispose();
        using (var written = File.OpenHandle(_file.TemporaryPath, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(written);
        }

        _file.Commit();
    }

    public void Dispose()
    {
        _database.Dispose();
        _file.Dispose();
    }
}
