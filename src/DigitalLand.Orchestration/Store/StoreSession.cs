using System.Data.Common;

namespace DigitalLand.Orchestration.Store;

/// <summary>
/// One transaction's way to the tables. Statements are constants of this program; values always travel as parameters, named with @ in the statement and without it here.
/// </summary>
public sealed class StoreSession
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly Dictionary<string, DbCommand>? _prepared;

    /// <param name="prepared">Where the connection keeps its prepared statements; null where its driver does so by itself.</param>
    internal StoreSession(DbConnection connection, DbTransaction? transaction, Dictionary<string, DbCommand>? prepared, CancellationToken cancel)
    {
        _connection = connection;
        _transaction = transaction;
        _prepared = prepared;
        Cancel = cancel;
    }

    public CancellationToken Cancel { get; }

    /// <summary>Whether others are to be woken once this is committed.</summary>
    internal bool IsAnnounced { get; private set; }

    /// <summary>After the commit every loop looks for work.</summary>
    public void Announce() => IsAnnounced = true;

    /// <returns>The number of rows written.</returns>
    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        try
        {
            return await command.ExecuteNonQueryAsync(Cancel);
        }
        finally
        {
            await ReleaseAsync(command);
        }
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            var rows = new List<T>();
            while (await reader.ReadAsync(Cancel))
            {
                rows.Add(row(reader));
            }

            return rows;
        }
        finally
        {
            await ReleaseAsync(command);
        }
    }

    /// <returns>The first row, or default where there is none.</returns>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] values) =>
        (await QueryAsync(sql, row, values)) is [var first, ..] ? first : default;

    /// <returns>The one number that the statement gives, or null where it gives none.</returns>
    public async Task<long?> NumberAsync(string sql, params (string Name, object? Value)[] values) =>
        (await QueryAsync(sql, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), values)) is [var first, ..] ? first : null;

    private DbCommand Command(string sql, (string Name, object? Value)[] values)
    {
        if (_prepared is null || !_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // statements are constants of this program, see the summary
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _prepared?.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index].Value ?? DBNull.Value;
        }

        return command;
    }

    private ValueTask ReleaseAsync(DbCommand command) => _prepared is null ? command.DisposeAsync() : ValueTask.CompletedTask;
}
