namespace DigitalLand.DuckDb.Tests;

public sealed class QueryTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 2 });
    private readonly DuckDbConnection _connection;

    public QueryTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData("(-128)::TINYINT", -128L)]
    [InlineData("(-32768)::SMALLINT", -32768L)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("(-9223372036854775808)::BIGINT", long.MinValue)]
    [InlineData("255::UTINYINT", 255L)]
    [InlineData("65535::USMALLINT", 65535L)]
    [InlineData("4294967295::UINTEGER", uint.MaxValue)]
    [InlineData("9223372036854775807::UBIGINT", long.MaxValue)]
    [InlineData("(-1)::HUGEINT", -1L)]
    public void A_whole_number_of_any_size_is_read(string expression, long expected)
    {
        using var reader = OneRow(expression);

        Assert.Equal(expected, reader.GetInt64(0));
        Assert.Equal(expected, reader.GetInt128(0));
    }

    [Fact]
    public void A_sum_beyond_64_bits_is_read_as_128_and_refused_as_64()
    {
        using var reader = OneRow("(-170141183460469231731687303715884105728)::HUGEINT");

        Assert.Equal(Int128.MinValue, reader.GetInt128(0));
        Assert.Throws<OverflowException>(() => reader.GetInt64(0));
    }

    [Fact]
    public void Every_other_type_is_read_as_itself()
    {
        using var reader = OneRow("1.5::DOUBLE a, 0.25::FLOAT b, true c, false d, DATE '1969-12-31' e, DATE '2024-02-29' f, NULL::VARCHAR g");

        Assert.Equal(1.5, reader.GetDouble(0));
        Assert.Equal(0.25, reader.GetDouble(1));
        Assert.True(reader.GetBoolean(2));
        Assert.False(reader.GetBoolean(3));
        Assert.Equal(new DateOnly(1969, 12, 31), reader.GetDate(4));
        Assert.Equal(new DateOnly(2024, 2, 29), reader.GetDate(5));
        Assert.True(reader.IsNull(6));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], Enumerable.Range(0, reader.ColumnCount).Select(reader.ColumnName));
        Assert.Equal(DuckDbType.Double, reader.ColumnType(0));
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("twelve bytes")]
    [InlineData("thirteen bytes")]
    [InlineData("Caffè, 東京 and 🌳 in one text that is not short")]
    [InlineData("a zero \0 within, which many an interface would end at")]
    public void A_text_of_any_length_goes_there_and_back(string text)
    {
        using var reader = _connection.Query("SELECT ?::VARCHAR", text);

        Assert.True(reader.Read());
        Assert.Equal(text, reader.GetString(0));
    }

    [Fact]
    public void Parameters_of_every_type_go_there_and_back()
    {
        using var reader = _connection.Query(
            "SELECT $1::BIGINT, $2::DOUBLE, $3::BOOLEAN, $4::DATE, $5::VARCHAR, $6::VARCHAR IS NULL",
            long.MinValue,
            double.Epsilon,
            true,
            new DateOnly(1, 1, 1),
            "it's \"quoted\"",
            DuckDbValue.Null);

        Assert.True(reader.Read());
        Assert.Equal(long.MinValue, reader.GetInt64(0));
        Assert.Equal(double.Epsilon, reader.GetDouble(1));
        Assert.True(reader.GetBoolean(2));
        Assert.Equal(new DateOnly(1, 1, 1), reader.GetDate(3));
        Assert.Equal("it's \"quoted\"", reader.GetString(4));
        Assert.True(reader.GetBoolean(5));
    }

    [Fact]
    public void A_statement_runs_again_with_other_parameters()
    {
        _connection.Execute("CREATE TABLE t (a BIGINT, b VARCHAR)");
        using (var insert = _connection.Prepare("INSERT INTO t VALUES (?, ?)"))
        {
            Assert.Equal(1, insert.Execute(1, "one"));
            Assert.Equal(1, insert.Execute(2, (string?)null));
        }

        Assert.Equal(2, _connection.QueryInt64("SELECT count(*) FROM t"));
        Assert.Equal(1, _connection.QueryInt64("SELECT count(b) FROM t"));
        Assert.Equal(2, _connection.Execute("UPDATE t SET b = 'x'"));
    }

    [Fact]
    public void Rows_come_in_order_across_chunks_with_their_nulls()
    {
        const int Count = 100_000;
        using var reader = _connection.Query($"SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'text of row ' || i END FROM range({Count}) r(i)");

        for (var i = 0; i < Count; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i, reader.GetInt64(0));
            Assert.Equal(i % 7 == 0, reader.IsNull(1));
            if (i % 7 != 0)
            {
                Assert.Equal($"text of row {i}", reader.GetString(1));
            }
        }

        Assert.False(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_reader_that_is_left_early_leaves_the_connection_usable()
    {
        using (var reader = _connection.Query("SELECT i FROM range(10000000) r(i)"))
        {
            Assert.True(reader.Read());
        }

        Assert.Equal(1, _connection.QueryInt64("SELECT 1"));
    }

    [Fact]
    public void A_refused_statement_says_what_DuckDB_says()
    {
        var error = Assert.Throws<DuckDbException>(() => _connection.Execute("SELECT * FROM nowhere"));
        Assert.Contains("Table with name nowhere does not exist", error.Message, StringComparison.Ordinal);
        Assert.Contains("syntax error", Assert.Throws<DuckDbException>(() => _connection.Query("SELEC 1")).Message, StringComparison.Ordinal);
        Assert.Equal(1, _connection.QueryInt64("SELECT 1"));
    }

    [Fact]
    public void A_query_that_fails_on_the_way_throws_from_the_reader()
    {
        // On several threads the one that fails interrupts the others, and whichever is heard first is told.
        _connection.Execute("SET threads = 1");
        using var reader = _connection.Query("SELECT (CASE WHEN i < 9000000 THEN '1' ELSE 'x' END)::INTEGER FROM range(10000000) r(i)");

        var error = Assert.Throws<DuckDbException>(() =>
        {
            while (reader.Read())
            {
            }
        });

        Assert.Contains("Could not convert string 'x' to INT32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_number_of_parameters_is_refused() =>
        Assert.Equal("The statement has 2 parameters, not 1", Assert.Throws<DuckDbException>(() => _connection.Query("SELECT ? + ?", 1)).Message);

    [Fact]
    public void Reading_what_is_not_there_is_refused()
    {
        using var reader = _connection.Query("SELECT 'x' AS name, NULL::BIGINT AS entity");

        Assert.Throws<InvalidOperationException>(() => reader.GetString(0));
        Assert.True(reader.Read());
        Assert.Equal("Column name is Varchar, not a whole number: cast it in the query", Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0)).Message);
        Assert.Equal("Column entity is NULL in this row", Assert.Throws<InvalidOperationException>(() => reader.GetInt64(1)).Message);
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.GetString(0));
    }

    [Fact]
    public void A_long_statement_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.ThrowsAny<OperationCanceledException>(() => _connection.Execute("SELECT count(*) FROM range(1000000000) a(i), range(1000) b(i) WHERE a.i + b.i = 7", cancel.Token));

        Assert.Equal(1, _connection.QueryInt64("SELECT 1"));
    }

    [Fact]
    public void What_is_made_into_a_literal_or_a_name_stays_one()
    {
        const string Text = "it's \"quoted\"; --";
        using var reader = OneRow($"{Sql.Literal(Text)} AS {Sql.Identifier(Text)}");

        Assert.Equal(Text, reader.GetString(0));
        Assert.Equal(Text, reader.ColumnName(0));
    }

    private DuckDbReader OneRow(string expressions)
    {
        var reader = _connection.Query("SELECT " + expressions);
        Assert.True(reader.Read());
        return reader;
    }
}
