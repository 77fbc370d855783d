using System.Text;
using DigitalLand.Core.Files;
using DigitalLand.Datasets.Packages.Btrees;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Tests.Btrees;

public sealed class BtreeRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Runs of two entries and more, and keys that do not fit a page, come to one tree in whatever way they are cut.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Tree_of_runs_made_apart_is_whole(int seed)
    {
        var random = new Random(seed);
        var keys = Enumerable.Range(0, random.Next(2, 6000)).Select(i => $"{i:D6}{new string('k', random.Next(20) == 0 ? random.Next(9000) : random.Next(80))}").ToArray();
        var path = _folder["runs.sqlite3"];
        using (var atomic = new AtomicFile(path))
        {
            var file = new BtreeFile(atomic.Stream);
            var table = new Btree(file, BtreeKind.Table);
            var index = new Btree(file, BtreeKind.Index);
            var (rowRun, keyRun) = (new PageRun(), new PageRun());
            for (int start = 0, end; start < keys.Length; start = end)
            {
                end = start + random.Next(2, random.Next(3, 400));
                end = keys.Length - end < 2 ? keys.Length : end;
                rowRun.Start(BtreeKind.Table, start == 0);
                keyRun.Start(BtreeKind.Index, start == 0);
                for (var i = start; i < end; i++)
                {
                    rowRun.AddRow(i + 1, Record(keys[i]));
                    keyRun.AddEntry(Record(keys[i], i + 1));
                }

                rowRun.Finish();
                keyRun.Finish();
                table.Append(rowRun);
                index.Append(keyRun);
            }

            file.AddSchema("table", "t", "t", table.Finish(), "CREATE TABLE t (k TEXT PRIMARY KEY)");
            file.AddSchema("index", "sqlite_autoindex_t_1", "t", index.Finish(), sql: null);
            file.Finish();
            atomic.Commit();
        }

        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        Assert.Equal(["ok"], Column(connection, "pragma integrity_check"));
        Assert.Equal(keys, Column(connection, "select k from t order by rowid"));
        Assert.Equal(keys, Column(connection, "select k from t order by k"));
    }

    [Fact]
    public void Page_of_the_byte_that_SQLite_locks_stays_empty()
    {
        const int lockPage = 262_145;
        var file = new BtreeFile(Stream.Null);
        var pages = new byte[BtreeKind.PageSize * 1024];
        while (file.PageCount + 1024 < lockPage)
        {
            file.Append(pages);
        }

        var before = lockPage - 1 - file.PageCount;
        Assert.Equal(lockPage - 1, file.Next(before - 1));
        Assert.Equal(lockPage + 1, file.Next(before));
        Assert.Equal(file.PageCount + 1, file.Append(pages));
        Assert.Equal(file.PageCount + 1, file.Next(0));
        Assert.True(file.PageCount > lockPage);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Record(string key, long? rowid = null)
    {
        var record = new RecordBuilder(columns: 2);
        record.Add(Encoding.UTF8.GetBytes(key));
        if (rowid is { } number)
        {
            record.Add(number);
        }

        return record.Build().ToArray();
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own constant texts
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
