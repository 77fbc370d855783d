using System.Text;
using System.Text.Unicode;
using DigitalLand.DuckDb.Native;

namespace DigitalLand.DuckDb;

/// <summary>
/// Fills a table a row at a time: a value for each column in order, then <see cref="EndRow"/>. Rows are gathered in DuckDB's own
/// columns and handed over some thousands at a time. All are sure to be there after <see cref="Complete"/>; without it, those that came
/// last are not.
/// </summary>
public sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly AppenderHandle _handle;
    private readonly string _table;
    private readonly DuckDbType[] _types;
    private readonly ChunkHandle _chunk;
    private readonly nint[] _vectors;
    private readonly nint[] _data;
    private readonly int _capacity;
    private byte[] _utf8 = new byte[256];
    private int _row;
    private int _column;

    internal DuckDbAppender(ConnectionHandle connection, string table)
    {
        _table = table;
        var state = DuckDbApi.duckdb_appender_create(connection, schema: null, table, out var raw);
        _handle = new AppenderHandle(raw);
        try
        {
            Check(state);
            _capacity = (int)DuckDbApi.duckdb_vector_size();
            _types = new DuckDbType[(int)DuckDbApi.duckdb_appender_column_count(_handle)];
            _vectors = new nint[_types.Length];
            _data = new nint[_types.Length];
            _chunk = new ChunkHandle(CreateChunk());
            Enter();
        }
        catch
        {
            _chunk?.Dispose();
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>A whole number, for a column of any whole or floating-point type.</summary>
    /// <exception cref="OverflowException">The column's type is too small for it.</exception>
    public void Append(long value)
    {
        var data = Cell(out var type);
        switch (type)
        {
            case DuckDbType.TinyInt: ((sbyte*)data)[_row] = checked((sbyte)value); break;
            case DuckDbType.SmallInt: ((short*)data)[_row] = checked((short)value); break;
            case DuckDbType.Integer: ((int*)data)[_row] = checked((int)value); break;
            case DuckDbType.BigInt: ((long*)data)[_row] = value; break;
            case DuckDbType.UTinyInt: ((byte*)data)[_row] = checked((byte)value); break;
            case DuckDbType.USmallInt: ((ushort*)data)[_row] = checked((ushort)value); break;
            case DuckDbType.UInteger: ((uint*)data)[_row] = checked((uint)value); break;
            case DuckDbType.UBigInt: ((ulong*)data)[_row] = checked((ulong)value); break;
            case DuckDbType.Float: ((float*)data)[_row] = value; break;
            case DuckDbType.Double: ((double*)data)[_row] = value; break;
            default: throw WrongType(type, "a whole number");
        }

        _column++;
    }

    public void Append(double value)
    {
        var data = Cell(out var type);
        switch (type)
        {
            case DuckDbType.Float: ((float*)data)[_row] = (float)value; break;
            case DuckDbType.Double: ((double*)data)[_row] = value; break;
            default: throw WrongType(type, "a floating-point number");
        }

        _column++;
    }

    public void Append(bool value)
    {
        ((byte*)Cell(DuckDbType.Boolean, "a truth value"))[_row] = value ? (byte)1 : (byte)0;
        _column++;
    }

    public void Append(DateOnly value)
    {
        ((int*)Cell(DuckDbType.Date, "a date"))[_row] = DuckDbDate.ToDays(value);
        _column++;
    }

    /// <summary>Text; null gives NULL.</summary>
    public void Append(string? value)
    {
        if (value is null)
        {
            AppendNull();
        }
        else
        {
            Append(value.AsSpan());
        }
    }

    public void Append(ReadOnlySpan<char> value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[most];
        }

        var length = Encoding.UTF8.GetBytes(value, _utf8);
        AppendValid(_utf8.AsSpan(0, length));
    }

    /// <summary>Text in UTF-8.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new ArgumentException($"A text for table {_table} is not UTF-8", nameof(utf8));
        }

        AppendValid(utf8);
    }

    public void AppendNull()
    {
        Cell(out _);
        var vector = _vectors[_column];
        DuckDbApi.duckdb_vector_ensure_validity_writable(vector);
        DuckDbApi.duckdb_vector_get_validity(vector)[_row >> 6] &= ~(1UL << (_row & 63));
        _column++;
    }

    /// <exception cref="InvalidOperationException">Not every column got a value.</exception>
    /// <exception cref="DuckDbException">The table refused rows, for example by a constraint.</exception>
    public void EndRow()
    {
        if (_column != _types.Length)
        {
            throw new InvalidOperationException($"A row for table {_table} has {_column} of its {_types.Length} values");
        }

        _column = 0;
        if (++_row == _capacity)
        {
            Flush();
        }
    }

    /// <summary>Hands over what is left; the table then has every row.</summary>
    /// <exception cref="DuckDbException">The table refused rows, for example by a constraint.</exception>
    public void Complete()
    {
        if (_column != 0)
        {
            throw new InvalidOperationException($"A row for table {_table} was not ended");
        }

        Flush();
        Check(DuckDbApi.duckdb_appender_close(_handle));
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _handle.Dispose();
    }

    private nint CreateChunk()
    {
        var logical = new nint[_types.Length];
        try
        {
            for (var i = 0; i < logical.Length; i++)
            {
                logical[i] = DuckDbApi.duckdb_appender_column_type(_handle, (ulong)i);
                _types[i] = DuckDbApi.duckdb_get_type_id(logical[i]);
            }

            fixed (nint* first = logical)
            {
                return DuckDbApi.duckdb_create_data_chunk(first, (ulong)logical.Length);
            }
        }
        finally
        {
            foreach (ref var type in logical.AsSpan())
            {
                DuckDbApi.duckdb_destroy_logical_type(ref type);
            }
        }
    }

    private void Enter()
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = DuckDbApi.duckdb_data_chunk_get_vector(_chunk, (ulong)i);
            _data[i] = (nint)DuckDbApi.duckdb_vector_get_data(_vectors[i]);
        }
    }

    private void Flush()
    {
        DuckDbApi.duckdb_data_chunk_set_size(_chunk, (ulong)_row);
        Check(DuckDbApi.duckdb_append_data_chunk(_handle, _chunk));
        DuckDbApi.duckdb_data_chunk_reset(_chunk);
        _row = 0;
        Enter();
    }

    private void AppendValid(ReadOnlySpan<byte> utf8)
    {
        var cell = (DuckDbString*)Cell(DuckDbType.Varchar, "text") + _row;
        if (utf8.Length <= DuckDbString.MaxInlined)
        {
            // What is left of the twelve bytes must be zero: DuckDB compares short texts by all of them.
            *cell = default;
            cell->Length = (uint)utf8.Length;
            utf8.CopyTo(new Span<byte>(cell->Inlined, DuckDbString.MaxInlined));
        }
        else
        {
            fixed (byte* first = utf8)
            {
                DuckDbApi.duckdb_unsafe_vector_assign_string_element_len(_vectors[_column], (ulong)_row, first, (ulong)utf8.Length);
            }
        }

        _column++;
    }

    private void* Cell(out DuckDbType type)
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, this);
        if (_column >= _types.Length)
        {
            throw new InvalidOperationException($"A row for table {_table} has more than its {_types.Length} values");
        }

        type = _types[_column];
        return (void*)_data[_column];
    }

    private void* Cell(DuckDbType wanted, string what)
    {
        var data = Cell(out var type);
        return type == wanted ? data : throw WrongType(type, what);
    }

    private InvalidOperationException WrongType(DuckDbType type, string value) =>
        new($"Column {_column} of table {_table} is {type}: it does not take {value}");

    private void Check(int state)
    {
        if (state != DuckDbApi.Success)
        {
            throw new DuckDbException(Utf8Text.Read(DuckDbApi.duckdb_appender_error(_handle)));
        }
    }
}
