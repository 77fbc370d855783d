using System.Collections.Concurrent;
using System.Data.Common;
using DigitalLand.Core;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Orchestration.Store;

/// <summary>
/// A store in one file beside the process that works on it. Commits survive the death of any process; a power cut may take the last few, after which their
/// attempts are found lost and run again.
/// </summary>
public sealed class SqliteDatabase : IDatabase
{
    /// <summary>How often the file is asked whether another process, such as a person's command line, has changed it.</summary>
    private static readonly TimeSpan LookForChanges = TimeSpan.FromMilliseconds(25);

    private readonly string _connectionString;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentBag<Opened> _readers = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Opened _writer;
    private Task _watching = Task.CompletedTask;

    private SqliteDatabase(string path, TimeProvider clock)
    {
        Name = Path.GetFullPath(path);
        Changes = new ChangeSignal(clock);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Name, Pooling = false }.ToString();
        _writer = Open();
    }

    public string Name { get; }

    public string TakeRows => "";

    public bool IsShared => false;

    public ChangeSignal Changes { get; }

    /// <summary>Opens the file, made where it is missing, and brings its tables up to date.</summary>
    /// <exception cref="WrongUseException">The file is no store, is damaged, or is of a newer program.</exception>
    public static async Task<SqliteDatabase> OpenAsync(string path, TimeProvider clock, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            var database = new SqliteDatabase(path, clock);
            await database.WriteAsync(session => Migrations.ApplyAsync(database, session, "integer primary key autoincrement"), cancel);
            database._watching = Task.Run(() => database.WatchAsync(clock), CancellationToken.None);
            return database;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            throw new WrongUseException(
                $"The metadata store '{path}' is damaged or no store ({error.Message}). Move it away and start again: data and logs lie elsewhere, only the history of runs is lost; or put back a copy.",
                error);
        }
    }

    public async Task<T> ReadAsync<T>(Func<StoreSession, Task<T>> work, CancellationToken cancel)
    {
        var reader = _readers.TryTake(out var idle) ? idle : Open();
        try
        {
            await using var transaction = reader.Begin(deferred: true);
            return await work(new StoreSession(reader.Connection, transaction, reader.Prepared, cancel));
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    public async Task<T> WriteAsync<T>(Func<StoreSession, Task<T>> work, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        StoreSession session;
        T result;
        try
        {
            await using var transaction = _writer.Begin(deferred: false);
            session = new StoreSession(_writer.Connection, transaction, _writer.Prepared, cancel);
            result = await work(session);
            await transaction.CommitAsync(cancel);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR)
        {
            throw new StoreUnavailableException($"The metadata store '{Name}' could not be written: {error.Message}", error);
        }
        finally
        {
            _writing.Release();
        }

        if (session.IsAnnounced)
        {
            Changes.Announce();
        }

        return result;
    }

    /// <summary>A writing transaction has the whole file for itself.</summary>
    public Task LockAsync(StoreSession session, StoreLock name) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _watching;
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _writer.Dispose();
        _closing.Dispose();
        _writing.Dispose();
    }

    private Opened Open()
    {
        var opened = new Opened(new SqliteConnection(_connectionString), new(StringComparer.Ordinal));
        opened.Connection.Open();
        using var command = opened.Connection.CreateCommand();
        command.CommandText = "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16000";
        command.ExecuteNonQuery();
        return opened;
    }

    private async Task WatchAsync(TimeProvider clock)
    {
        using var watcher = Open();
        await using var command = watcher.Connection.CreateCommand();
        command.CommandText = "pragma data_version";
        using var timer = new PeriodicTimer(LookForChanges, clock);
        try
        {
            for (object? seen = null; await timer.WaitForNextTickAsync(_closing.Token);)
            {
                var version = await command.ExecuteScalarAsync(_closing.Token);
                if (!Equals(version, seen))
                {
                    seen = version;
                    Changes.Announce();
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }

    private sealed record Opened(SqliteConnection Connection, Dictionary<string, DbCommand> Prepared) : IDisposable
    {
        public SqliteTransaction Begin(bool deferred) => Connection.BeginTransaction(deferred);

        public void Dispose()
        {
            foreach (var command in Prepared.Values)
            {
                command.Dispose();
            }

            Connection.Dispose();
        }
    }
}
