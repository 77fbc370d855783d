using DigitalLand.Core;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>
/// A CSV file in DuckDB, which decides what its values are: the table <c>source</c> with every column as text, blank as NULL, and with the number of each
/// row's line, supposing that every row is on a line of its own. It is read once for all expectations.
/// </summary>
internal sealed class CsvSource : IDisposable
{
    /// <summary>Of the header line is 1, of the first row 2.</summary>
    public const string Line = "\"line number of the row\"";

    private readonly DuckDbDatabase _database;

    private CsvSource(DuckDbDatabase database, DuckDbConnection connection, string path)
    {
        _database = database;
        Connection = connection;
        Columns = ColumnsOf(connection, "source")[1..];
        Path = path;
    }

    public DuckDbConnection Connection { get; }

    /// <summary>The file's columns in their order.</summary>
    public string[] Columns { get; }

    public string Path { get; }

    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">DuckDB does not take it for CSV.</exception>
    public static CsvSource Open(string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            throw new WrongUseException($"There is no file '{path}'.");
        }

        var database = DuckDbDatabase.OpenInMemory();
        DuckDbConnection? connection = null;
        try
        {
            connection = database.Connect();
            connection.Execute($"CREATE TABLE source AS SELECT row_number() OVER () + 1 AS {Line}, * FROM {Read(path)}", cancel);
            return new CsvSource(database, connection, path);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            database.Dispose();
            throw error is DuckDbException ? new RunFailedException($"'{path}' cannot be read as CSV: {error.Message}", error) : error;
        }
    }

    /// <summary>A file as a table, as the reference has DuckDB read it.</summary>
    public static string Read(string path) => $"read_csv_auto({Sql.Literal(path)}, all_varchar = true, delim = ',', quote = '\"', escape = '\"')";

    /// <summary>The rows of a query, each read into something.</summary>
    public List<T> Rows<T>(string sql, Func<DuckDbReader, T> read, CancellationToken cancel)
    {
        using var reader = Connection.Query(sql);
        var rows = new List<T>();
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first column of the only row.</summary>
    public long Number(string sql) => Connection.QueryInt64(sql);

    /// <summary>A column that a rule names, as it stands in a query.</summary>
    /// <exception cref="RunFailedException">The file has no such column.</exception>
    public string Column(ExpectationParameters parameters, string name) => Columns.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? Sql.Identifier(name)
        : throw parameters.Refusal($"names the column '{name}', which '{Path}' does not have; it has {string.Join(", ", Columns)}");

    /// <summary>A column's value without blanks around it, blank where there is none.</summary>
    public string Trimmed(ExpectationParameters parameters, string name) => $"TRIM(COALESCE({Column(parameters, name)}, ''))";

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }

    internal static string[] ColumnsOf(DuckDbConnection connection, string table)
    {
        using var reader = connection.Query($"SELECT * FROM {table} LIMIT 0");
        return [.. Enumerable.Range(0, reader.ColumnCount).Select(reader.ColumnName)];
    }
}

/// <summary>Values of rows.</summary>
internal static class Cells
{
    public static string? Text(this DuckDbReader row, int column) => row.IsNull(column) ? null : row.GetString(column);
}
