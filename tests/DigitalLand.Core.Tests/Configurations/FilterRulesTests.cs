namespace DigitalLand.Core.Tests.Configurations;

/// <summary>filter.csv and skip.csv: what keeps entries and lines out.</summary>
public sealed class FilterRulesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void The_resource_beats_the_endpoints_and_a_later_endpoint_an_earlier_one()
    {
        Filters(",,a,general", ",,d,general", ",E1,a,E1", ",E1,b,E1", ",E2,b,E2", "R,,a,R", "R,E1,c,R");
        Assert.Equal("a=R d=general b=E2 c=R", ConfigurationFolder.Show(_folder.For("R", "E1 E2").FieldFilters));
    }

    [Fact]
    public void Raw_columns_are_not_filtered_by_the_endpoints_rules()
    {
        Filters(",,a,general", ",E1,a,E1", ",E1,b,E1", "R,,c,R");
        Assert.Equal("a=general c=R", ConfigurationFolder.Show(_folder.For("R", "E1").ColumnFilters));
    }

    [Fact]
    public void Without_a_resource_the_endpoints_filters_still_count()
    {
        Filters(",E,b,E", ",,a,general");
        Assert.Equal("a=general b=E", ConfigurationFolder.Show(_folder.For("", "E").FieldFilters));
    }

    [Fact]
    public void Of_two_patterns_for_one_field_in_a_scope_the_later_counts()
    {
        Filters(",,a,first", ",,a,second");
        Assert.Equal("a=second", ConfigurationFolder.Show(_folder.For("R").FieldFilters));
    }

    [Fact]
    public void Skip_patterns_of_all_scopes_add_up()
    {
        Skips(",,general", "R,,ofR", ",E1,ofE1", ",E2,ofE2", ",E3,ofE3", "S,E1,ofS");
        Assert.Equal(["ofR", "general", "ofE1", "ofE2"], _folder.For("R", "E1 E2").Skips);
    }

    [Fact]
    public void Without_a_resource_only_general_lines_are_skipped()
    {
        Skips(",,general", ",E1,ofE1");
        Assert.Equal(["general"], _folder.For("", "E1").Skips);
    }

    public void Dispose() => _folder.Dispose();

    private void Filters(params string[] rows) => _folder.Files.Write("filter.csv", ["resource,endpoint,field,pattern", .. rows]);

    private void Skips(params string[] rows) => _folder.Files.Write("skip.csv", ["resource,endpoint,pattern", .. rows]);
}
