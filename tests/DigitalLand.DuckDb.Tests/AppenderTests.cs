namespace DigitalLand.DuckDb.Tests;

public sealed class AppenderTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.OpenInMemory();
    private readonly DuckDbConnection _connection;

    public AppenderTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void A_hundred_thousand_rows_arrive_as_they_were_given()
    {
        const int Count = 100_000;
        _connection.Execute("CREATE TABLE t (entity BIGINT, number UINTEGER, share DOUBLE, kept BOOLEAN, day DATE, name VARCHAR, note VARCHAR)");
        using (var appender = _connection.Append("t"))
        {
            for (var i = 0; i < Count; i++)
            {
                appender.Append(7_000_000_000L + i);
                appender.Append(i);
                appender.Append(i / 4.0);
                appender.Append(i % 3 == 0);
                appender.Append(new DateOnly(2020, 1, 1).AddDays(i % 1000));
                appender.Append(i % 5 == 0 ? null : $"name {i}");
                appender.Append(i % 2 == 0 ? "short"u8 : "a note that does not fit into twelve bytes, é"u8);
                appender.EndRow();
            }

            appender.Complete();
        }

        using var reader = _connection.Query("SELECT * FROM t ORDER BY entity");
        for (var i = 0; i < Count; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(7_000_000_000L + i, reader.GetInt64(0));
            Assert.Equal(i, reader.GetInt64(1));
            Assert.Equal(i / 4.0, reader.GetDouble(2));
            Assert.Equal(i % 3 == 0, reader.GetBoolean(3));
            Assert.Equal(new DateOnly(2020, 1, 1).AddDays(i % 1000), reader.GetDate(4));
            Assert.Equal(i % 5 == 0 ? null : $"name {i}", reader.IsNull(5) ? null : reader.GetString(5));
            Assert.Equal(i % 2 == 0 ? "short" : "a note that does not fit into twelve bytes, é", reader.GetString(6));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void Short_texts_in_reused_cells_are_equal_to_their_like()
    {
        _connection.Execute("CREATE TABLE t (name VARCHAR)");
        using (var appender = _connection.Append("t"))
        {
            for (var i = 0; i < 5000; i++)
            {
                appender.Append(i < 2048 ? "twelve bytes" : "tw");
                appender.EndRow();
            }

            appender.Complete();
        }

        Assert.Equal(5000 - 2048, _connection.QueryInt64("SELECT count(*) FROM t WHERE name = 'tw'"));
        Assert.Equal(2, _connection.QueryInt64("SELECT count(DISTINCT name) FROM t"));
    }

    [Fact]
    public void Nothing_of_an_abandoned_appender_arrives()
    {
        _connection.Execute("CREATE TABLE t (a BIGINT)");
        using (var appender = _connection.Append("t"))
        {
            for (var i = 0; i < 5000; i++)
            {
                appender.Append(i);
                appender.EndRow();
            }
        }

        Assert.Equal(0, _connection.QueryInt64("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_row_that_does_not_fit_the_table_is_refused()
    {
        _connection.Execute("CREATE TABLE t (a TINYINT, b VARCHAR)");
        using var appender = _connection.Append("t");

        Assert.Throws<OverflowException>(() => appender.Append(128));
        Assert.Equal("Column 0 of table t is TinyInt: it does not take text", Assert.Throws<InvalidOperationException>(() => appender.Append("x")).Message);
        appender.Append(127);
        Assert.Equal("A row for table t has 1 of its 2 values", Assert.Throws<InvalidOperationException>(appender.EndRow).Message);
        Assert.Throws<ArgumentException>(() => appender.Append([0xC3]));
        appender.Append("x");
        Assert.Equal("A row for table t has more than its 2 values", Assert.Throws<InvalidOperationException>(() => appender.Append(1)).Message);
        Assert.Throws<InvalidOperationException>(appender.Complete);
        appender.EndRow();
        appender.Complete();

        Assert.Equal(1, _connection.QueryInt64("SELECT count(*) FROM t WHERE a = 127 AND b = 'x'"));
    }

    [Fact]
    public void What_the_table_refuses_is_said_by_DuckDB()
    {
        Assert.Contains("nowhere", Assert.Throws<DuckDbException>(() => _connection.Append("nowhere")).Message, StringComparison.Ordinal);
        _connection.Execute("CREATE TABLE t (a BIGINT PRIMARY KEY)");
        using var appender = _connection.Append("t");
        appender.Append(1);
        appender.EndRow();
        appender.Append(1);
        appender.EndRow();

        Assert.Contains("PRIMARY KEY", Assert.Throws<DuckDbException>(appender.Complete).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_appender_takes_nothing()
    {
        _connection.Execute("CREATE TABLE t (a BIGINT)");
        var appender = _connection.Append("t");
        appender.Dispose();

        Assert.Throws<ObjectDisposedException>(() => appender.Append(1));
    }
}
