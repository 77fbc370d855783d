using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DigitalLand.DuckDb.Native;

/// <summary>
/// Something that DuckDB made and its own function destroys. In whatever order they go, none is used after it is gone: DuckDB
/// counts its references, so a database outlives its close until the last connection, statement and result is gone.
/// </summary>
internal abstract class DuckDbHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    protected DuckDbHandle(nint raw)
        : base(ownsHandle: true) => SetHandle(raw);

    protected abstract void Destroy(ref nint raw);

    protected override bool ReleaseHandle()
    {
        Destroy(ref handle);
        return true;
    }
}

internal sealed class ConfigHandle(nint raw) : DuckDbHandle(raw)
{
    protected override void Destroy(ref nint raw) => DuckDbApi.duckdb_destroy_config(ref raw);
}

internal sealed class DatabaseHandle(nint raw) : DuckDbHandle(raw)
{
    protected override void Destroy(ref nint raw) => DuckDbApi.duckdb_close(ref raw);
}

internal sealed class ConnectionHandle(nint raw) : DuckDbHandle(raw)
{
    protected override void Destroy(ref nint raw) => DuckDbApi.duckdb_disconnect(ref raw);
}

internal sealed class StatementHandle(nint raw) : DuckDbHandle(raw)
{
    protected override void Destroy(ref nint raw) => DuckDbApi.duckdb_destroy_prepare(ref raw);
}

internal sealed class ChunkHandle(nint raw) : DuckDbHandle(raw)
{
    protected override void Destroy(ref nint raw) => DuckDbApi.duckdb_destroy_data_chunk(ref raw);
}

internal sealed class AppenderHandle(nint raw) : DuckDbHandle(raw)
{
    /// <summary>Destroying would still write what is buffered: what nobody completed is dropped instead.</summary>
    protected override void Destroy(ref nint raw)
    {
        _ = DuckDbApi.duckdb_appender_clear(raw);
        _ = DuckDbApi.duckdb_appender_destroy(ref raw);
    }
}

/// <summary>A result, which lies in memory of our own and must be destroyed even when the query failed.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ResultHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(DuckDbResult)));

    /// <summary>The next chunk; null after the last one and after a failure.</summary>
    public ChunkHandle? Fetch()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var chunk = DuckDbApi.duckdb_fetch_chunk(*(DuckDbResult*)handle);
        return chunk == 0 ? null : new ChunkHandle(chunk);
    }

    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_result(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
