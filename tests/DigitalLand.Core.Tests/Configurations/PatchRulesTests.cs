namespace DigitalLand.Core.Tests.Configurations;

/// <summary>patch.csv.</summary>
public sealed class PatchRulesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Patterns_of_a_field_stay_in_the_order_of_the_file()
    {
        Write("field,pattern,value", "name,b,1", "size,x,2", "name,a,3", "name,b,4");
        Assert.Equal("b=4 a=3", Patches("name", "R"));
        Assert.Equal("x=2", Patches("size", "R"));
    }

    [Fact]
    public void A_blank_field_or_a_missing_column_is_every_field_and_a_blank_pattern_is_kept()
    {
        Write("pattern,value", "x,1", ",2");
        Assert.Equal("x=1 =2", Patches("", "R"));
    }

    [Fact]
    public void General_patterns_come_first_and_take_the_specific_replacement_of_the_same_text()
    {
        Write("resource,endpoint,field,pattern,value", ",E,name,s,specific", ",E,name,b,fromE", ",,name,a,general", ",,name,b,general");
        Assert.Equal("a=general b=fromE s=specific", Patches("name", "R", "E"));
    }

    [Fact]
    public void A_later_endpoint_replaces_all_patterns_of_a_field_and_the_resource_replaces_the_endpoints()
    {
        Write("resource,endpoint,field,pattern,value", ",E1,name,a,1", ",E1,size,a,1", ",E2,name,b,2", "R,,name,c,3");
        Assert.Equal("b=2", Patches("name", "S", "E1 E2"));
        Assert.Equal("a=1", Patches("size", "S", "E1 E2"));
        Assert.Equal("c=3", Patches("name", "R", "E1 E2"));
    }

    [Fact]
    public void Without_a_resource_only_general_patterns_count()
    {
        Write("resource,endpoint,field,pattern,value", ",E,name,a,1", ",,name,b,2");
        Assert.Equal("b=2", Patches("name", "", "E"));
    }

    [Fact]
    public void What_one_resource_merges_the_next_does_not_see()
    {
        Write("resource,endpoint,field,pattern,value", ",,name,a,general", "R,,name,a,fromR", "R,,name,b,fromR");
        var configuration = _folder.Load();
        configuration.ForResource("R", [], [], "");
        Assert.Equal("a=general", ConfigurationFolder.Show(configuration.ForResource("S", [], [], "").Patches["name"]));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(params string[] lines) => _folder.Files.Write("patch.csv", lines);

    private string Patches(string field, string resource, string endpoints = "") => ConfigurationFolder.Show(_folder.For(resource, endpoints).Patches[field]);
}
