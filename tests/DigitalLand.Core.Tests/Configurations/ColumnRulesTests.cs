namespace DigitalLand.Core.Tests.Configurations;

/// <summary>column.csv.</summary>
public sealed class ColumnRulesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Columns_are_compared_in_their_normalised_form()
    {
        Write("dataset,resource,endpoint,column,field", ",,,Site_Reference No.,reference", ",,,Näme,name");
        Assert.Equal("site-referenceno=reference nme=name", Columns(""));
    }

    [Fact]
    public void Legacy_columns_pattern_and_value_and_pipeline_stand_for_the_present_ones()
    {
        Write("pipeline,resource,pattern,value", ",,Une,One", "park,,Deux,Two", "tree,,Trois,Three");
        Assert.Equal("une=One deux=Two", Columns(""));
    }

    [Fact]
    public void The_present_column_counts_before_its_legacy_name()
    {
        Write("dataset,pipeline,column,pattern,field,value", "park,tree,a,b,one,two", ",,,b,,two");
        Assert.Equal("a=one b=two", Columns(""));
    }

    [Fact]
    public void Rows_of_other_datasets_do_not_count()
    {
        Write("dataset,column,field", "park,a,one", "tree,b,two", ",c,three");
        Assert.Equal("a=one c=three", Columns(""));
    }

    [Fact]
    public void A_later_row_of_a_scope_replaces_the_field_and_keeps_the_place()
    {
        Write("column,field", "a,one", "b,two", "A,three");
        Assert.Equal("a=three b=two", Columns(""));
    }

    [Fact]
    public void A_row_with_a_resource_and_an_endpoint_is_the_resources_only()
    {
        Write("resource,endpoint,column,field", "R,E,a,one");
        Assert.Equal("a=one", Columns("R"));
        Assert.Equal("", Columns("S", "E"));
    }

    [Fact]
    public void Later_endpoints_beat_earlier_ones_and_the_resource_beats_both_in_the_place_of_the_first()
    {
        Write("resource,endpoint,column,field", "R,,c,fromR", ",E1,a,fromE1", ",E1,c,alsoE1", ",E2,b,onlyE2", ",E2,a,fromE2");
        Assert.Equal("a=fromE2 c=fromR b=onlyE2", Columns("R", "E1 E2"));
        Assert.Equal("b=onlyE2 a=fromE1 c=fromR", Columns("R", "E2 E1"));
    }

    [Fact]
    public void A_general_rule_gives_way_where_a_specific_one_has_its_column_or_its_field()
    {
        Write("resource,endpoint,column,field", ",,a,general", ",,other,target", ",,third,name", ",,fourth,reference", "R,,a,target", ",E,x,name");
        Assert.Equal("x=name a=target fourth=reference", Columns("R", "E"));
    }

    [Fact]
    public void Two_general_rules_for_one_field_both_stay()
    {
        Write("resource,column,field", ",a,name", ",b,name", "R,c,reference");
        Assert.Equal("c=reference a=name b=name", Columns("R"));
    }

    [Fact]
    public void The_target_of_a_rule_that_a_later_endpoint_replaced_is_free_again()
    {
        Write("resource,endpoint,column,field", ",,z,one", ",E1,a,one", ",E2,a,two");
        Assert.Equal("a=two z=one", Columns("R", "E1 E2"));
    }

    [Fact]
    public void The_target_of_an_endpoints_rule_that_the_resource_replaced_is_not_free()
    {
        Write("resource,endpoint,column,field", ",,z,one", ",E,a,one", "R,,a,two");
        Assert.Equal("a=two", Columns("R", "E"));
    }

    [Fact]
    public void Without_a_resource_only_general_rules_count()
    {
        Write("resource,endpoint,column,field", ",,z,one", ",E,a,one");
        Assert.Equal("z=one", Columns("", "E"));
    }

    [Theory]
    [InlineData("column,field", ",name", "the column is blank.")]
    [InlineData("column,field", "a,", "the field is blank.")]
    [InlineData("field", "name", "the column is blank.")]
    public void A_row_without_column_or_field_is_refused_with_file_and_record(string header, string row, string sentence)
    {
        Write(header, "a,b", row);
        var path = _folder.Files["column.csv"];
        var record = header == "field" ? 2 : 3;
        Assert.Equal($"{path}, record {record}: {sentence}", Assert.Throws<RunFailedException>(_folder.Load).Message);
    }

    [Fact]
    public void Such_a_row_passes_where_the_legacy_column_exists()
    {
        Write("column,pattern,field,value", ",,name,", "a,,,");
        Assert.Equal("=name a=", Columns(""));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(params string[] lines) => _folder.Files.Write("column.csv", lines);

    private string Columns(string resource, string endpoints = "") => ConfigurationFolder.Show(_folder.For(resource, endpoints).Columns);
}
