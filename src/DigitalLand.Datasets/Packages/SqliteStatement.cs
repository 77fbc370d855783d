using DigitalLand.Core.Progress;
using SQLitePCL;

namespace DigitalLand.Datasets.Packages;

/// <summary>A compiled statement. Columns and parameters are counted from 0; parameters keep their value from one step to the next.</summary>
public sealed class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly sqlite3_stmt _statement;
    private readonly string _sql;
    private bool _hasBegun;

    internal SqliteStatement(SqliteDatabase database, sqlite3_stmt statement, string sql)
    {
        _database = database;
        _statement = statement;
        _sql = sql;
    }

    public int ColumnCount => raw.sqlite3_column_count(_statement);

    public string ColumnName(int column) => raw.sqlite3_column_name(_statement, column).utf8_to_string();

    public void Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span pins to a null pointer, which SQLite would take for NULL.
        var code = utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, parameter + 1, "") : raw.sqlite3_bind_text(_statement, parameter + 1, utf8);
        _database.Check(code, _sql);
    }

    public void Bind(int parameter, long number) => _database.Check(raw.sqlite3_bind_int64(_statement, parameter + 1, number), _sql);

    public void BindNull(int parameter) => _database.Check(raw.sqlite3_bind_null(_statement, parameter + 1), _sql);

    /// <summary>Runs a statement that gives no rows, and makes it ready for the next values.</summary>
    public void Run()
    {
        _database.Check(raw.sqlite3_step(_statement), _sql);
        _database.Check(raw.sqlite3_reset(_statement), _sql);
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Read()
    {
        var code = _hasBegun ? raw.sqlite3_step(_statement) : Begin();
        _database.Check(code, _sql);
        return code == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>The value as text, numbers as SQLite prints them; lives until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    /// <summary>A query that sorts or joins does its work before its first row.</summary>
    private int Begin()
    {
        _hasBegun = true;
        using var waiting = WorkMeter.WaitFor("a query");
        return raw.sqlite3_step(_statement);
    }
}
