using System.Runtime.InteropServices;

namespace DigitalLand.DuckDb.Native;

/// <summary>duckdb_result: handed by value to the function that fetches chunks, so its size is part of the call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckDbResult
{
    public ulong ColumnCount;
    public ulong RowCount;
    public ulong RowsChanged;
    public nint Columns;
    public nint ErrorMessage;
    public nint InternalData;
}

/// <summary>duckdb_string_t: up to twelve bytes stand in it, more behind a pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DuckDbString
{
    public const int MaxInlined = 12;

    public uint Length;
    public fixed byte Inlined[MaxInlined];

    /// <summary>The text's bytes, which live as long as the vector that <paramref name="cell"/> lies in.</summary>
    public static ReadOnlySpan<byte> Bytes(DuckDbString* cell) =>
        cell->Length <= MaxInlined ? new(cell->Inlined, (int)cell->Length) : new(*(byte**)(cell->Inlined + 4), (int)cell->Length);
}
