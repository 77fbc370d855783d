using System.Text;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Packages.Btrees;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Tests.Btrees;

/// <summary>Files whose b-trees are written here, against the same rows inserted by SQLite.</summary>
public sealed class BtreePackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetPackage _tables;

    public BtreePackageTests() => _tables = new DatasetPackage(SmallSpecification.Write(_folder));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 300)]
    [InlineData(5, 5_000)]
    [InlineData(6, 60_000)]
    public void Tables_and_indexes_are_those_that_SQLite_makes_of_the_rows(int seed, int rows)
    {
        var cancel = TestContext.Current.CancellationToken;
        using (var oracle = SqlitePackage.Create(_folder["oracle.sqlite3"], _tables.Tables))
        {
            FillAll(oracle.Fill, seed, rows);
            oracle.CreateIndexes(DatasetPackage.Indexes, cancel);
            oracle.Commit();
        }

        using (var package = new BtreePackage(_folder["made.sqlite3"], _tables.Tables, DatasetPackage.Indexes))
        {
            FillAll(table => package.Fill(table, cancel), seed, rows);
            package.Commit();
        }

        Assert.Equal("TEXT ok", Assert.Single(Query("made", "pragma integrity_check")));
        Assert.Equal(Query("oracle", "select type, name, tbl_name, sql from sqlite_master order by rowid"), Query("made", "select type, name, tbl_name, sql from sqlite_master order by rowid"));
        foreach (var table in _tables.Tables)
        {
            Assert.Equal(Query("oracle", $"select rowid, * from {table.Name} order by rowid"), Query("made", $"select rowid, * from {table.Name} order by rowid"));
        }

        foreach (var (table, column) in DatasetPackage.Indexes)
        {
            // The index alone answers this: its order and its entries show.
            var query = $"select \"{column}\", rowid from {table} indexed by {table}_on_{column}_index where \"{column}\" is not null order by \"{column}\", rowid";
            Assert.Equal(Query("oracle", query), Query("made", query));
        }
    }

    [Fact]
    public void File_can_be_written_to_by_SQLite()
    {
        using (var package = new BtreePackage(_folder["made.sqlite3"], _tables.Tables, DatasetPackage.Indexes))
        {
            FillAll(table => package.Fill(table, TestContext.Current.CancellationToken), seed: 7, rows: 2000);
            package.Commit();
        }

        using (var connection = new SqliteConnection($"Data Source={_folder["made.sqlite3"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "delete from issue where rowid % 3 = 0; update issue set value = value || 'x'; insert into issue (resource) values ('r'); vacuum;";
            command.ExecuteNonQuery();
        }

        Assert.Equal("TEXT ok", Assert.Single(Query("made", "pragma integrity_check")));
    }

    public void Dispose() => _folder.Dispose();

    private void FillAll(Func<PackageTable, TableWriter> fill, int seed, int rows)
    {
        foreach (var table in _tables.Tables)
        {
            var random = new Random(seed);
            using var writer = fill(table);
            for (var row = 0; row < (table.Name is "issue" ? rows : rows / 10); row++)
            {
                for (var i = 0; i < table.Columns.Count; i++)
                {
                    Set(writer, i, random, row);
                }

                writer.Insert();
            }
        }
    }

    private static void Set(TableWriter writer, int column, Random random, int row)
    {
        var table = writer.Table;
        if (column == table.KeyColumn && table.Columns[column].Type == ColumnType.Number)
        {
            writer.Set(column, row * 3L);
        }
        else if (column == table.KeyColumn)
        {
            writer.Set(column, Encoding.UTF8.GetBytes($"key {row:D8}"));
        }
        else if (random.Next(12) == 0)
        {
            writer.SetNull(column);
        }
        else if (table.Columns[column].Type == ColumnType.Number)
        {
            writer.Set(column, random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
        }
        else
        {
            writer.Set(column, Text(random));
        }
    }

    /// <summary>Mostly short; some as long as lie on one overflow page, or on several.</summary>
    private static byte[] Text(Random random)
    {
        var length = random.Next(60) switch { 0 => random.Next(900, 1200), 1 => random.Next(3900, 4300), 2 => random.Next(20_000), _ => random.Next(40) };
        var text = new StringBuilder().Append("{é}"[random.Next(3)]).Append(random.Next(50)).Append('-', length);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private List<string> Query(string name, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder[name + ".sqlite3"]};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own constant texts
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : $"{reader.GetDataTypeName(i)} {reader.GetString(i)}")));
        }

        return rows;
    }
}
