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
        IssueParquet.Write(_folder, new IssueLog("tree", "r"));

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

        IssueParquet.Write(_folder, log);

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
    public void The_folder_is_named_by_the_resource_in_flight()
    {
        var log = new IssueLog("tree", "asked-for");
        log.Add("a", "b", "c");
        log.Resource = "r";
        log.Add("a", "b", "c");

        IssueParquet.Write(_folder, log);

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(["asked-for", "r"], reader.Rows($"SELECT resource FROM read_parquet({reader.Path}, hive_partitioning = false)").Select(row => row[0]));
    }
}
