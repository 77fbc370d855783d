namespace DigitalLand.DuckDb.Tests;

/// <summary>Reads Parquet files with DuckDB.</summary>
internal sealed class ParquetReader : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 2 });

    public ParquetReader(string path)
    {
        Path = Sql.Literal(path);
        Connection = _database.Connect();
    }

    /// <summary>As a literal.</summary>
    public string Path { get; }

    public DuckDbConnection Connection { get; }

    /// <summary>Names and types as <c>name TYPE</c>.</summary>
    public IEnumerable<string> Schema() => Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({Path}))").Select(row => string.Join(' ', row));

    /// <summary>Every row as text, in the file's order; null for NULL.</summary>
    public IEnumerable<string?[]> Rows() => Rows($"SELECT COLUMNS(*)::VARCHAR FROM read_parquet({Path})");

    public IEnumerable<string?[]> Rows(string sql)
    {
        using var reader = Connection.Query(sql);
        while (reader.Read())
        {
            yield return [.. Enumerable.Range(0, reader.ColumnCount).Select(column => reader.IsNull(column) ? null : reader.GetString(column))];
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }
}
