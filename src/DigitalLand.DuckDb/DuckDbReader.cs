using System.Text;
using DigitalLand.DuckDb.Native;

namespace DigitalLand.DuckDb;

/// <summary>
/// A query's rows, one at a time; DuckDB hands them over in chunks as it finds them, so a result may be larger than memory. Columns
/// are counted from 0. Reading NULL as a value, or a column as a type that it is not, throws <see cref="InvalidOperationException"/>.
/// </summary>
public sealed unsafe class DuckDbReader : IDisposable
{
    private readonly ResultHandle _result;
    private readonly DuckDbType[] _types;
    private readonly nint[] _data;
    private readonly nint[] _validity;
    private ChunkHandle? _chunk;
    private int _rows;
    private int _row;
    private bool _ended;

    internal DuckDbReader(ResultHandle result)
    {
        _result = result;
        _types = new DuckDbType[(int)DuckDbApi.duckdb_column_count(result)];
        for (var i = 0; i < _types.Length; i++)
        {
            _types[i] = DuckDbApi.duckdb_column_type(result, (ulong)i);
        }

        _data = new nint[_types.Length];
        _validity = new nint[_types.Length];
    }

    public int ColumnCount => _types.Length;

    public DuckDbType ColumnType(int column) => _types[column];

    /// <summary>Blank where there is no such column.</summary>
    public string ColumnName(int column) => Utf8Text.Read(DuckDbApi.duckdb_column_name(_result, (ulong)column));

    /// <summary>Goes to the next row; false when there is none.</summary>
    /// <exception cref="DuckDbException">The query failed on the way.</exception>
    public bool Read()
    {
        while (++_row >= _rows)
        {
            _chunk?.Dispose();
            _chunk = null;
            _rows = 0;
            if (_ended || _result.Fetch() is not { } chunk)
            {
                return End();
            }

            Enter(chunk);
        }

        return true;
    }

    public bool IsNull(int column)
    {
        EnsureRow();
        var validity = (ulong*)_validity[column];
        return validity != null && (validity[_row >> 6] & (1UL << (_row & 63))) == 0;
    }

    /// <summary>A whole number of any size that DuckDB has.</summary>
    /// <exception cref="OverflowException">It takes more than 64 bits.</exception>
    public long GetInt64(int column)
    {
        var data = Data(column);
        return _types[column] switch
        {
            DuckDbType.TinyInt => ((sbyte*)data)[_row],
            DuckDbType.SmallInt => ((short*)data)[_row],
            DuckDbType.Integer => ((int*)data)[_row],
            DuckDbType.BigInt => ((long*)data)[_row],
            DuckDbType.UTinyInt => ((byte*)data)[_row],
            DuckDbType.USmallInt => ((ushort*)data)[_row],
            DuckDbType.UInteger => ((uint*)data)[_row],
            DuckDbType.UBigInt => checked((long)((ulong*)data)[_row]),
            DuckDbType.HugeInt => checked((long)HugeInt(data)),
            _ => throw WrongType(column, "a whole number"),
        };
    }

    /// <summary>A whole number of 128 bits, as sums are.</summary>
    public Int128 GetInt128(int column) => _types[column] == DuckDbType.HugeInt ? HugeInt(Data(column)) : GetInt64(column);

    public double GetDouble(int column)
    {
        var data = Data(column);
        return _types[column] switch
        {
            DuckDbType.Double => ((double*)data)[_row],
            DuckDbType.Float => ((float*)data)[_row],
            _ => throw WrongType(column, "a floating-point number"),
        };
    }

    public bool GetBoolean(int column) =>
        _types[column] == DuckDbType.Boolean ? ((byte*)Data(column))[_row] != 0 : throw WrongType(column, "a truth value");

    public DateOnly GetDate(int column) =>
        _types[column] == DuckDbType.Date ? DuckDbDate.FromDays(((int*)Data(column))[_row]) : throw WrongType(column, "a date");

    public string GetString(int column) => Encoding.UTF8.GetString(GetUtf8(column));

    /// <summary>A text's bytes, which stand until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> GetUtf8(int column) =>
        _types[column] == DuckDbType.Varchar ? DuckDbString.Bytes((DuckDbString*)Data(column) + _row) : throw WrongType(column, "text");

    public void Dispose()
    {
        _chunk?.Dispose();
        _chunk = null;
        _rows = 0;
        _result.Dispose();
    }

    /// <summary>A result says only by its error that it did not end but broke off.</summary>
    private bool End()
    {
        ObjectDisposedException.ThrowIf(_result.IsClosed, this);
        _ended = true;
        _row = 0;
        return Utf8Text.Read(DuckDbApi.duckdb_result_error(_result)) is { Length: > 0 } error ? throw new DuckDbException(error) : false;
    }

    private void Enter(ChunkHandle chunk)
    {
        _chunk = chunk;
        _rows = (int)DuckDbApi.duckdb_data_chunk_get_size(chunk);
        _row = -1;
        for (var i = 0; i < _types.Length; i++)
        {
            var vector = DuckDbApi.duckdb_data_chunk_get_vector(chunk, (ulong)i);
            _data[i] = (nint)DuckDbApi.duckdb_vector_get_data(vector);
            _validity[i] = (nint)DuckDbApi.duckdb_vector_get_validity(vector);
        }
    }

    private void EnsureRow()
    {
        if ((uint)_row >= (uint)_rows)
        {
            throw new InvalidOperationException("There is no row in hand");
        }
    }

    private void* Data(int column) =>
        IsNull(column) ? throw new InvalidOperationException($"Column {ColumnName(column)} is NULL in this row") : (void*)_data[column];

    private Int128 HugeInt(void* data)
    {
        var halves = (ulong*)data + (2 * _row);
        return new Int128(halves[1], halves[0]);
    }

    private InvalidOperationException WrongType(int column, string wanted) =>
        new($"Column {ColumnName(column)} is {_types[column]}, not {wanted}: cast it in the query");
}
