using DigitalLand.Core;
using DigitalLand.Datasets.Update;

namespace DigitalLand.Datasets.Tests.Update;

public sealed class DatasetUpdateTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Theory]
    [InlineData("2024-01-02", "new")]
    [InlineData("2024-01-01", "old")]
    [InlineData("2023-12-31", "old")]
    public void Fact_is_replaced_only_by_one_with_a_later_entry_date(string entryDate, string value)
    {
        _park.With(new FactRow(1, "name", "old", Fact: "f")).Create();
        Update(new FactRow(1, "name", "new", EntryDate: entryDate, Fact: "f"));
        Assert.Equal([[value]], _park.Query("select value from fact"));
        Assert.Equal([[value]], _park.Query("select name from entity"));
    }

    [Fact]
    public void Rows_are_appended_to_fact_resource_each_time_and_logs_take_the_place_of_earlier_ones()
    {
        _park.With(new FactRow(1, "name", "a")).Create();
        _park.Folder.Write("issue/park/new.csv", "dataset,resource,line-number,entry-number,field,issue-type,value,message", "park,new,2,1,name,odd,a,");
        Update(new FactRow(1, "name", "a"), new FactRow(2, "name", "b"));
        Update(new FactRow(1, "name", "a"), new FactRow(2, "name", "b"));
        Assert.Equal([["new", "4"], ["x", "1"]], _park.Query("select resource, count(*) from fact_resource group by 1 order by 1"));
        Assert.Equal("2", _park.Value("select count(*) from fact"));
        Assert.Equal([["new", "1"], ["x", "1"]], _park.Query("select resource, count(*) from column_field group by 1 order by 1"));
        Assert.Equal([["new", "1"], ["x", "1"]], _park.Query("select resource, count(*) from dataset_resource group by 1 order by 1"));
        Assert.Equal("1", _park.Value("select count(*) from issue"));
        Assert.Equal("ok", _park.Value("pragma integrity_check"));
    }

    [Fact]
    public void Last_fact_of_a_field_counts_by_priority_as_a_number_then_entry_date()
    {
        _park.With(new FactRow(9, "name", "other")).Create();
        Update(
            new FactRow(1, "name", "ten", Priority: "10", EntryDate: "2020-01-01"),
            new FactRow(1, "name", "nine", Priority: "9", EntryDate: "2024-01-01"),
            new FactRow(2, "name", "earlier", EntryDate: "2024-01-01"),
            new FactRow(2, "name", "later", EntryDate: "2024-01-02"));
        Assert.Equal([["1", "ten", "authoritative"], ["2", "later", "some"], ["9", "other", "some"]], _park.Query("select entity, name, quality from entity order by entity"));
    }

    [Fact]
    public void Blank_end_date_is_heard_and_other_blanks_are_not()
    {
        _park.With(new FactRow(9, "name", "other")).Create();
        Update(
            new FactRow(1, "name", "named"),
            new FactRow(1, "name", "", EntryDate: "2024-02-01"),
            new FactRow(1, "end-date", "2024-01-01"),
            new FactRow(1, "end-date", "", EntryDate: "2024-02-01"));
        Assert.Equal([["named", ""]], _park.Query("select name, end_date from entity where entity = 1"));
    }

    [Fact]
    public void Row_has_empty_strings_for_what_is_missing_and_the_JSON_of_Python()
    {
        _park.With(new FactRow(9, "name", "other")).Create();
        Update(
            new FactRow(1, "organisation", "local-authority:AAA"),
            new FactRow(1, "notes", "é \"b\""),
            new FactRow(1, "area", "7"),
            new FactRow(1, "slug", "s"),
            new FactRow(2, "organisation", "local-authority:ZZZ"),
            new FactRow(3, "organisation", "local-authority:AAA"),
            new FactRow(3, "organisation-entity", "77"));
        Assert.Equal(
            [
                ["1", "park", "", "600", "{\"area\": \"7\", \"notes\": \"\\u00e9 \\\"b\\\"\"}", ""],
                ["2", "park", "", "", null, ""],
                ["3", "park", "", "77", null, ""],
            ],
            _park.Query("select entity, dataset, name, organisation_entity, json, point from entity where entity < 9 order by entity"));
    }

    [Fact]
    public void Missing_point_is_the_centroid_and_an_entity_without_WKT_stays_as_it_was()
    {
        _park.With(new FactRow(3, "name", "before")).Create();
        var outcome = Update(
            new FactRow(1, "geometry", "SHAPE"),
            new FactRow(2, "geometry", "SHAPE"),
            new FactRow(2, "point", "POINT (1 2)"),
            new FactRow(3, "geometry", "no shape"),
            new FactRow(3, "name", "after", EntryDate: "2024-02-01"));
        Assert.Equal([["1", "POINT(-0.123457 51.500000)", ""], ["2", "POINT (1 2)", ""], ["3", "", "before"]], _park.Query("select entity, point, name from entity order by entity"));
        Assert.Equal("The entity 3 was left as it was, because its geometry is not well-known text.", Assert.Single(outcome.Remarks, remark => remark.Contains("entity 3", StringComparison.Ordinal)));
    }

    [Fact]
    public void Fact_without_an_entity_fails_the_update_and_leaves_the_file_as_it_was()
    {
        _park.With(new FactRow(1, "name", "a")).Create();
        var before = File.ReadAllBytes(_park.Output);
        _park.WithTransformed("new", ",,2024-01-01,1,f,name,1,,new,,b");
        Assert.Contains("has no entity", Assert.Throws<RunFailedException>(() => Update()).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_park.Output));
        Assert.Empty(Directory.EnumerateFiles(_park.Folder.Root, ".*"));
    }

    [Fact]
    public void Dataset_that_is_not_there_cannot_be_updated() =>
        Assert.Contains("dataset-create", Assert.Throws<WrongUseException>(() => Update(new FactRow(1, "name", "a"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Differences_are_told_value_by_value()
    {
        _park.With(new FactRow(1, "name", "a"), new FactRow(1, "notes", "n"), new FactRow(2, "name", "same")).Create();
        var before = _park.Folder["before.sqlite3"];
        File.Copy(_park.Output, before);
        Update(new FactRow(1, "name", "b", EntryDate: "2024-02-01"), new FactRow(3, "area", "5"));
        var told = EntityDifferences.Write(before, _park.Output, _park.Folder["diff.csv"], TestContext.Current.CancellationToken);
        Assert.Equal((1, 0, 1), told);
        Assert.Equal("entity,field,before,after\r\n1,name,a,b\r\n3,area,,5\r\n3,quality,,some\r\n", File.ReadAllText(_park.Folder["diff.csv"]));
    }

    public void Dispose() => _park.Dispose();

    private UpdateOutcome Update(params FactRow[] rows)
    {
        if (rows.Length > 0)
        {
            _park.With(rows.Select(row => row with { Resource = "new" }));
        }

        return DatasetUpdate.Update(
            _park.Specification, SmallSpecification.Dataset, [_park.Folder["transformed/new.csv"]], _park.Inputs, Centroid, _park.Output, TestContext.Current.CancellationToken);
    }

    private static (double X, double Y)? Centroid(string wkt) => wkt == "SHAPE" ? (-0.1234567, 51.5) : null;
}
