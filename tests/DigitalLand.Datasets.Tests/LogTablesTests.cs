using DigitalLand.Core;

namespace DigitalLand.Datasets.Tests;

public sealed class LogTablesTests : IDisposable
{
    private readonly ParkDataset _park = new ParkDataset().With(new FactRow(1, "name", "a", Resource: "r1"), new FactRow(1, "name", "a", Resource: "r2"));

    [Fact]
    public void Column_fields_belong_to_the_resource_by_whose_name_the_file_goes()
    {
        _park.Create();
        Assert.Equal([["park", "r1", "Name", "name"], ["park", "r2", "Name", "name"]], _park.Query("select dataset, resource, \"column\", field from column_field"));
    }

    [Fact]
    public void Dataset_resource_keeps_the_columns_of_the_schema_and_a_blank_number_is_null()
    {
        _park.Create();
        Assert.Equal(["", "", "park", null, "2", "3", "text/csv", "", "", "r1", ""], _park.Query("select * from dataset_resource")[0]);
    }

    [Fact]
    public void Missing_log_of_a_transformed_resource_fails_the_run()
    {
        File.Delete(_park.Folder["column-field/park/r2.csv"]);
        Assert.Contains("'r2'", Assert.Throws<RunFailedException>(() => _park.Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Issues_of_resources_that_are_no_longer_listed_are_loaded_too_and_counted_by_type()
    {
        const string header = "dataset,resource,line-number,entry-number,field,entity,issue-type,value,message";
        _park.Folder.Write("issue/park/r1.csv", header, "park,r1,2,1,name,,missing value,,", "park,r1,3.9,1e1,point,7,OSGB,,");
        _park.Folder.Write("issue/park/long-gone.csv", header, "park,long-gone,2,1,name,,missing value,,");
        var outcome = _park.Create();
        Assert.Equal([["long-gone", "2", "1", null], ["r1", "2", "1", null], ["r1", "3", "10", "7"]], _park.Query("select resource, line_number, entry_number, entity from issue"));
        Assert.Equal(["OSGB=1", "missing value=2"], outcome.Issues.Select(issue => $"{issue.Key}={issue.Value}"));
        Assert.Empty(outcome.Remarks);
        Assert.Equal("park: 1 entity of 1 fact from 2 resources, 3 issues", outcome.ToString());
    }

    [Fact]
    public void Dataset_without_a_folder_of_issues_has_none_and_says_so()
    {
        Assert.Contains("no folder of issues", Assert.Single(_park.Create().Remarks), StringComparison.Ordinal);
        Assert.Empty(_park.Query("select * from issue"));
    }

    [Fact]
    public void Number_that_is_not_one_fails_the_run_with_its_place()
    {
        var path = _park.Folder.Write("issue/park/r1.csv", "resource,line-number", "r1,1", "r1,two");
        Assert.Equal($"Record 3 of '{path}' has the line-number 'two', which is not a number.", Assert.Throws<RunFailedException>(() => _park.Create()).Message);
    }

    [Fact]
    public void Cells_that_a_short_record_lacks_are_the_text_None_and_remarked_on()
    {
        _park.Folder.Write("issue/park/r1.csv", "resource,value,message", "r1");
        var remark = Assert.Single(_park.Create().Remarks);
        Assert.Equal(["None", "None"], Assert.Single(_park.Query("select value, message from issue")));
        Assert.StartsWith("2 cells were missing", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_entities_of_the_range_are_kept_and_the_last_of_an_entity_counts()
    {
        _park.Folder.Write(
            "pipeline/old-entity.csv", "old-entity,status,entity,notes", "999,410,,", "1000,301,5,first", "1999,410,,", "2000,410,,", "1000,301,6,second");
        _park.Create();
        Assert.Equal([["1000", "6", "second", "301"], ["1999", null, "", "410"]], _park.Query("select old_entity, entity, notes, status from old_entity order by old_entity"));
    }

    [Fact]
    public void Old_entity_that_is_not_a_number_fails_the_run()
    {
        _park.Folder.Write("pipeline/old-entity.csv", "old-entity,status,entity", "one,410,");
        Assert.Contains("old-entity 'one'", Assert.Throws<RunFailedException>(() => _park.Create()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _park.Dispose();
}
