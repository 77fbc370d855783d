using System.Text;
using DigitalLand.DuckDb.Native;

namespace DigitalLand.DuckDb;

/// <summary>A statement that is planned once and run with different parameters.</summary>
public sealed unsafe class DuckDbStatement : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly StatementHandle _handle;

    internal DuckDbStatement(DuckDbConnection connection, StatementHandle handle)
    {
        _connection = connection;
        _handle = handle;
    }

    /// <returns>How many rows it changed.</returns>
    /// <exception cref="DuckDbException">It failed, or has another number of parameters.</exception>
    public long Execute(params ReadOnlySpan<DuckDbValue> parameters)
    {
        Bind(parameters);
        using var result = new ResultHandle();
        _connection.Run(() => DuckDbApi.duckdb_execute_prepared(_handle, result), result, CancellationToken.None);
        return (long)DuckDbApi.duckdb_rows_changed(result);
    }

    /// <summary>Gives the rows as they are found. The reader may outlive the statement.</summary>
    /// <exception cref="DuckDbException">It failed, or has another number of parameters.</exception>
    public DuckDbReader Query(params ReadOnlySpan<DuckDbValue> parameters)
    {
        Bind(parameters);
        var result = new ResultHandle();
        try
        {
            _connection.Run(() => DuckDbApi.duckdb_execute_prepared_streaming(_handle, result), result, CancellationToken.None);
            return new DuckDbReader(result);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    public void Dispose() => _handle.Dispose();

    private void Bind(ReadOnlySpan<DuckDbValue> parameters)
    {
        var expected = DuckDbApi.duckdb_nparams(_handle);
        if ((ulong)parameters.Length != expected)
        {
            throw new DuckDbException($"The statement has {expected} parameters, not {parameters.Length}");
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (Bind((ulong)i + 1, parameters[i]) != DuckDbApi.Success)
            {
                throw new DuckDbException($"Parameter {i + 1} was refused: {Utf8Text.Read(DuckDbApi.duckdb_prepare_error(_handle))}");
            }
        }
    }

    private int Bind(ulong index, DuckDbValue value)
    {
        switch (value.Type)
        {
            case DuckDbType.Boolean: return DuckDbApi.duckdb_bind_boolean(_handle, index, value.Int64 != 0);
            case DuckDbType.BigInt: return DuckDbApi.duckdb_bind_int64(_handle, index, value.Int64);
            case DuckDbType.Double: return DuckDbApi.duckdb_bind_double(_handle, index, value.Double);
            case DuckDbType.Date: return DuckDbApi.duckdb_bind_date(_handle, index, (int)value.Int64);
            case DuckDbType.Varchar:
                var text = Encoding.UTF8.GetBytes(value.Text);
                fixed (byte* first = text)
                {
                    return DuckDbApi.duckdb_bind_varchar_length(_handle, index, first, (ulong)text.Length);
                }

            default: return DuckDbApi.duckdb_bind_null(_handle, index);
        }
    }
}
