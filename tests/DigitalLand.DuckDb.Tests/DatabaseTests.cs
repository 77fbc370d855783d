namespace DigitalLand.DuckDb.Tests;

public sealed class DatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("duckdb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_library_is_the_version_that_is_pinned() => Assert.Equal("v1.5.6", DuckDbDatabase.Version);

    [Fact]
    public void Settings_reach_the_database()
    {
        var temporary = Path.Combine(_folder, "it's temporary");
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 1, MemoryLimit = 100 << 20, TemporaryDirectory = temporary, PreserveInsertionOrder = false });
        using var connection = database.Connect();

        Assert.Equal("1", Setting(connection, "threads"));
        Assert.Equal("100.0 MiB", Setting(connection, "memory_limit"));
        Assert.Equal(temporary, Setting(connection, "temp_directory"));
        Assert.Equal("false", Setting(connection, "preserve_insertion_order"));
        Assert.Equal("false", Setting(connection, "autoinstall_known_extensions"));
        Assert.Equal("false", Setting(connection, "autoload_known_extensions"));
    }

    [Fact]
    public void Work_beyond_the_memory_limit_fails_without_a_place_for_it()
    {
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 1, MemoryLimit = 20 << 20, TemporaryDirectory = "" });
        using var connection = database.Connect();

        Assert.Contains("Out of Memory", Assert.Throws<DuckDbException>(() => connection.Execute("CREATE TABLE t AS SELECT i, hash(i) h FROM range(10000000) r(i) ORDER BY h")).Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.QueryInt64("SELECT 1"));
    }

    [Fact]
    public void A_file_keeps_what_was_put_into_it()
    {
        var path = Path.Combine(_folder, "a.duckdb");
        using (var database = DuckDbDatabase.Open(path))
        using (var connection = database.Connect())
        {
            connection.Execute("CREATE TABLE t AS SELECT 7 AS a");
        }

        using (var database = DuckDbDatabase.Open(path, new DuckDbSettings { ReadOnly = true }))
        using (var connection = database.Connect())
        {
            Assert.Equal(7, connection.QueryInt64("SELECT a FROM t"));
            Assert.Contains("read-only", Assert.Throws<DuckDbException>(() => connection.Execute("DELETE FROM t")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        var path = Path.Combine(_folder, "a.duckdb");
        File.WriteAllText(path, new string('x', 10_000));

        Assert.Contains("not a valid DuckDB database", Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_not_understood_is_named() =>
        Assert.Contains("threads", Assert.Throws<DuckDbException>(() => DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = -1 })).Message, StringComparison.Ordinal);

    [Fact]
    public void What_belongs_to_a_database_may_outlive_it()
    {
        var database = DuckDbDatabase.OpenInMemory();
        var connection = database.Connect();
        connection.Execute("CREATE TABLE t AS SELECT i FROM range(10) r(i)");
        var statement = connection.Prepare("SELECT sum(i) FROM t");
        database.Dispose();
        using (var reader = statement.Query())
        {
            Assert.True(reader.Read());
            Assert.Equal(45, reader.GetInt64(0));
            statement.Dispose();
            connection.Dispose();
            Assert.Equal(45, reader.GetInt64(0));
        }

        Assert.Throws<ObjectDisposedException>(() => connection.Execute("SELECT 1"));
    }

    [Fact]
    public void Threads_work_side_by_side_each_with_its_connection()
    {
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 2 });

        var sums = Enumerable.Range(1, 8).AsParallel().Select(n =>
        {
            using var connection = database.Connect();
            return connection.QueryInt64("SELECT sum(i) FROM range(?) r(i)", 1000 * n);
        });

        Assert.Equal(Enumerable.Range(1, 8).Sum(n => (1000L * n * ((1000L * n) - 1)) / 2), sums.Sum());
    }

    [Fact]
    public void A_copy_to_Parquet_appears_whole_or_not_at_all()
    {
        var path = Path.Combine(_folder, "deep", "it's.parquet");
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();

        connection.CopyToParquet("SELECT i AS entity, 'x' AS name FROM range(1000) r(i) -- all", path, compression: "snappy", rowGroupSize: 500);
        Assert.Equal(499_500, connection.QueryInt64($"SELECT sum(entity) FROM read_parquet({Sql.Literal(path)})"));
        Assert.Throws<DuckDbException>(() => connection.CopyToParquet("SELECT 'x'::INTEGER", path));

        Assert.Equal(1000, connection.QueryInt64($"SELECT count(*) FROM read_parquet({Sql.Literal(path)})"));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Extensions_are_not_fetched()
    {
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();

        Assert.Throws<DuckDbException>(() => connection.Execute("SELECT ST_Point(1, 2)"));
    }

    private static string Setting(DuckDbConnection connection, string name)
    {
        using var reader = connection.Query("SELECT current_setting(?)::VARCHAR", name);
        Assert.True(reader.Read());
        return reader.GetString(0);
    }
}
