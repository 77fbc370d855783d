using DigitalLand.Core.Logs;
using DigitalLand.Transform.Parquet;

namespace DigitalLand.DuckDb.Tests;

public sealed class IssueParquetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parquet-").FullName;

    private string ParquetPath => Path.Combine(_folder, "issue", "dataset=tree", "resource=r", "r.parquet");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_without_issues_leaves_the_schema()
    {
        Write(new IssueLog("tree", "r"));

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(
            [
                "dataset VARCHAR", "resource VARCHAR", "line-number UINTEGER", "entry-number UINTEGER", "field VARCHAR", "entity VARCHAR",
                "issue-type VARCHAR", "value VARCHAR", "message VARCHAR",
            ],
            reader.Schema());
        Assert.Empty(reader.Rows());
    }

    [Fact]
    public void A_missing_entity_or_message_is_the_word_None()
    {
        var log = new IssueLog("tree", "r");
        log.MoveTo(2, 1);
        log.Add("point", "OSGB", "");
        log.MoveTo(3, 2);
        log.Add("start-date", "invalid date", "4 Mar 2019", "start-date must be a real date");
        log.Add("name", "patch", "x", entity: "9");
        log.MapEntity(2, "7");

        Write(log);

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(
            [
                ["tree", "r", "2", "1", "point", "None", "OSGB", "", "None"],
                ["tree", "r", "3", "2", "start-date", "7", "invalid date", "4 Mar 2019", "start-date must be a real date"],
                ["tree", "r", "3", "2", "name", "9", "patch", "x", "None"],
            ],
            reader.Rows());
    }

    [Fact]
    public void Issues_keep_the_resource_that_was_in_flight()
    {
        var log = new IssueLog("tree", "asked-for");
        log.Add("a", "b", "c");
        log.Resource = "r";
        log.Add("a", "b", "c");

        Write(log);

        using var reader = new ParquetReader(ParquetPath);
        var resources = reader.Rows($"SELECT resource FROM read_parquet({reader.Path}, hive_partitioning = false)");
        Assert.Equal(["asked-for", "r"], resources.Select(row => row[0]));
    }

    [Fact]
    public void Many_issues_stand_in_several_groups()
    {
        const int Count = 250_000;
        var log = new IssueLog("tree", "r");
        for (var i = 1; i <= Count; i++)
        {
            log.MoveTo(i + 1, i);
            log.Add("name", "patch", $"value {i}", i % 2 == 0 ? "" : $"message {i % 1000}");
        }

        Write(log);

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(3, reader.Connection.QueryInt64($"SELECT num_row_groups FROM parquet_file_metadata({reader.Path})"));
        Assert.Equal(
            Count,
            reader.Connection.QueryInt64(
                $"""
                SELECT count(*) FROM read_parquet({reader.Path})
                WHERE "line-number" = "entry-number" + 1 AND value = 'value ' || "entry-number"
                  AND message = if("entry-number" % 2 = 0, 'None', 'message ' || "entry-number" % 1000)
                """));
    }

    [Fact]
    public void Without_a_commit_no_file_appears()
    {
        using (var parquet = new IssueParquet(_folder, "tree", "r"))
        {
            parquet.Add(new Issue("r", 2, 1, "name", "", "patch", "x", ""), entity: "");
        }

        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    private void Write(IssueLog log)
    {
        using var parquet = new IssueParquet(_folder, log.Dataset, "r");
        foreach (var issue in log.Issues)
        {
            parquet.Add(issue, log.EntityOf(issue));
        }

        parquet.Commit();
    }
}
