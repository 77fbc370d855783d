using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// Reads values that are not in the usual form of their type (<c>1.0</c> as a whole number, <c>2024/1/2</c>) as DuckDB casts them, which is
/// what the reference has them cast with. DuckDB is loaded with the first. For several threads.
/// </summary>
internal sealed class UnusualValues : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Type, string Value), object> _known = [];
    private DuckDbDatabase? _database;
    private DuckDbConnection? _connection;

    /// <exception cref="DuckDbException">The value is not a whole number of 64 bits.</exception>
    public long Integer(string value) => Cast(value, "BIGINT", reader => reader.GetInt64(0));

    /// <exception cref="DuckDbException">The value is not a number.</exception>
    public double Decimal(string value) => Cast(value, "DOUBLE", reader => reader.GetDouble(0));

    /// <summary>Days since 1 January 1970.</summary>
    /// <exception cref="DuckDbException">The value is not a date.</exception>
    public int Days(string value) => Cast(value, "DATE", reader => checked((int)reader.GetInt64(0)));

    public void Dispose()
    {
        _connection?.Dispose();
        _database?.Dispose();
    }

    private T Cast<T>(string value, string type, Func<DuckDbReader, T> read)
        where T : struct
    {
        lock (_lock)
        {
            if (!_known.TryGetValue((type, value), out var known))
            {
                _database ??= DuckDbDatabase.OpenInMemory();
                _connection ??= _database.Connect();
                var cast = $"cast({Sql.Literal(value)} as {type})";
                using var reader = _connection.Query($"select {(type == "DATE" ? $"date_diff('day', date '1970-01-01', {cast})" : cast)}");
                reader.Read();
                _known[(type, value)] = known = read(reader);
            }

            return (T)known;
        }
    }
}
