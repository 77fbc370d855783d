using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;
using DigitalLand.DuckDb.Native;

namespace DigitalLand.DuckDb;

/// <summary>A connection: one thread at a time, one open reader at a time (the next query ends the one before).</summary>
public sealed unsafe class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _handle;

    internal DuckDbConnection(ConnectionHandle handle) => _handle = handle;

    /// <summary>Runs one statement, or several with semicolons between them.</summary>
    /// <returns>How many rows the last one changed.</returns>
    /// <exception cref="DuckDbException">A statement failed; those before it were run.</exception>
    public long Execute(string sql, CancellationToken cancel = default)
    {
        using var result = new ResultHandle();
        Run(() => DuckDbApi.duckdb_query(_handle, sql, result), result, cancel);
        return (long)DuckDbApi.duckdb_rows_changed(result);
    }

    /// <summary>Runs one statement and gives its rows as they are found. Parameters stand for <c>?</c>, or for <c>$1</c> and so on.</summary>
    /// <exception cref="DuckDbException">The statement was refused. Later failures come from the reader.</exception>
    public DuckDbReader Query(string sql, params ReadOnlySpan<DuckDbValue> parameters)
    {
        using var statement = Prepare(sql);
        return statement.Query(parameters);
    }

    /// <summary>The first column of the only row, as a whole number.</summary>
    public long QueryInt64(string sql, params ReadOnlySpan<DuckDbValue> parameters)
    {
        using var reader = Query(sql, parameters);
        return reader.Read() ? reader.GetInt64(0) : throw new DuckDbException($"No row came from: {sql}");
    }

    /// <exception cref="DuckDbException">The statement was refused.</exception>
    public DuckDbStatement Prepare(string sql)
    {
        var state = DuckDbApi.duckdb_prepare(_handle, sql, out var raw);
        var statement = new StatementHandle(raw);
        if (state == DuckDbApi.Success)
        {
            return new DuckDbStatement(this, statement);
        }

        using (statement)
        {
            throw new DuckDbException(Utf8Text.Read(DuckDbApi.duckdb_prepare_error(statement)));
        }
    }

    /// <summary>The quick way to fill a table that is there.</summary>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public DuckDbAppender Append(string table) => new(_handle, table);

    /// <summary>Writes a query's rows as a Parquet file, which appears whole or not at all.</summary>
    /// <param name="select">A query, without a semicolon.</param>
    /// <param name="compression"><c>snappy</c>, <c>zstd</c>, <c>gzip</c> or <c>uncompressed</c>.</param>
    /// <exception cref="DuckDbException">The query or the writing failed; an earlier file stands as it was.</exception>
    public void CopyToParquet(string select, string path, string compression = "zstd", int rowGroupSize = 122_880, CancellationToken cancel = default)
    {
        using var file = new AtomicFile(path);
        // The line end closes a comment that the query may end with.
        Execute($"COPY ({select}\n) TO {Sql.Literal(file.TemporaryPath)} ({Options(compression, rowGroupSize)})", cancel);
        file.Commit();
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Makes a call that a cancellation can interrupt, and turns its failure into an exception.</summary>
    internal void Run(Func<int> call, ResultHandle result, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        int state;
        using (WorkMeter.WaitFor("a query"))
        using (cancel.UnsafeRegister(static handle => DuckDbApi.duckdb_interrupt((ConnectionHandle)handle!), _handle))
        {
            state = call();
        }

        if (state != DuckDbApi.Success)
        {
            cancel.ThrowIfCancellationRequested();
            throw new DuckDbException(Utf8Text.Read(DuckDbApi.duckdb_result_error(result)));
        }
    }

    private static string Options(string compression, int rowGroupSize) =>
        $"FORMAT parquet, COMPRESSION {compression}, ROW_GROUP_SIZE {rowGroupSize}, USE_TMP_FILE false";
}
