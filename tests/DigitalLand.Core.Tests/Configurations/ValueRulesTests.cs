namespace DigitalLand.Core.Tests.Configurations;

/// <summary>concat.csv, default.csv, default-value.csv, combine.csv and transform.csv: where values come from and go to.</summary>
public sealed class ValueRulesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Of_concats_an_endpoint_beats_the_resource()
    {
        _folder.Files.Write("concat.csv", "resource,endpoint,field,fields,separator", ",,p,general,-", ",E1,p,E1,-", ",E2,q,E2,-", "R,,p,R,-", "R,,q,R,-", "R,,r,R,-");
        Assert.Equal("p=E1 q=E2 r=R", Concats("R", "E1 E2"));
        Assert.Equal("p=R q=R r=R", Concats("R", ""));
        Assert.Equal("p=general", Concats("S", ""));
        Assert.Equal("p=E1", Concats("", "E1"));

        string Concats(string resource, string endpoints) =>
            string.Join(' ', _folder.For(resource, endpoints).Concats.Select(rule => $"{rule.Key}={rule.Value.Fields[0]}"));
    }

    [Fact]
    public void A_concat_has_its_fields_parted_by_semicolons_and_its_ends()
    {
        _folder.Files.Write("concat.csv", "field,fields,separator,prepend,append", "point,GeoX;Geo Y;, ,POINT(,)");
        var rule = _folder.For("R").Concats["point"];
        Assert.Equal(["GeoX", "Geo Y", ""], rule.Fields);
        Assert.Equal((" ", "POINT(", ")"), (rule.Separator, rule.Prepend, rule.Append));
    }

    [Fact]
    public void A_concat_file_without_the_ends_has_none()
    {
        _folder.Files.Write("concat.csv", "field,fields,separator", "name,a;b,-");
        Assert.Equal(("", ""), (_folder.For("R").Concats["name"].Prepend, _folder.For("R").Concats["name"].Append));
    }

    [Fact]
    public void Of_default_fields_an_endpoint_beats_the_resource()
    {
        _folder.Files.Write("default.csv", "resource,endpoint,field,default-field", ",,a,general", ",,b,general", ",E1,a,E1", ",E2,a,E2", "R,,a,R", "R,,b,R");
        Assert.Equal("a=E2 b=R", ConfigurationFolder.Show(_folder.For("R", "E1 E2").DefaultFields));
        Assert.Equal("a=R b=R", ConfigurationFolder.Show(_folder.For("R").DefaultFields));
    }

    [Fact]
    public void Default_values_know_no_resource_so_such_a_row_is_the_endpoints_or_general()
    {
        _folder.Files.Write("default-value.csv", "resource,endpoint,field,value", "R,,a,general", "S,E,a,fromE", ",E,b,fromE");
        Assert.Equal("a=general", ConfigurationFolder.Show(_folder.For("S").DefaultValues));
        Assert.Equal("a=fromE b=fromE", ConfigurationFolder.Show(_folder.For("R", "E").DefaultValues));
    }

    [Fact]
    public void A_single_provider_beats_a_configured_organisation_and_several_do_not()
    {
        _folder.Files.Write("default-value.csv", "field,value", "organisation,configured");
        Assert.Equal("organisation=local-authority:A", ConfigurationFolder.Show(_folder.For("R", organisations: "local-authority:A").DefaultValues));
        Assert.Equal("organisation=configured", ConfigurationFolder.Show(_folder.For("R", organisations: "local-authority:A local-authority:B").DefaultValues));
        Assert.Equal("organisation=configured", ConfigurationFolder.Show(_folder.For("R").DefaultValues));
    }

    [Fact]
    public void A_configured_entry_date_beats_the_runs()
    {
        Assert.Equal("entry-date=2024-01-01", ConfigurationFolder.Show(_folder.For("R", entryDate: "2024-01-01").DefaultValues));
        Assert.Empty(_folder.For("R").DefaultValues);
        _folder.Files.Write("default-value.csv", "endpoint,field,value", "E,entry-date,2020-02-02");
        Assert.Equal("entry-date=2020-02-02", ConfigurationFolder.Show(_folder.For("R", "E", entryDate: "2024-01-01").DefaultValues));
    }

    [Fact]
    public void What_a_run_adds_the_next_run_does_not_see()
    {
        _folder.Files.Write("default-value.csv", "endpoint,field,value", ",a,general", "E,a,fromE");
        var configuration = _folder.Load();
        configuration.ForResource("R", ["E"], ["local-authority:A"], "2024-01-01");
        Assert.Equal("a=general", ConfigurationFolder.Show(configuration.ForResource("S", [], [], "").DefaultValues));
    }

    [Fact]
    public void Combined_fields_know_no_resource_either()
    {
        _folder.Files.Write("combine.csv", "resource,endpoint,field,separator", "R,,geometry,", ",E1,name,-", ",E2,name,;");
        Assert.Equal("geometry= name=;", ConfigurationFolder.Show(_folder.For("S", "E1 E2").Combines));
        Assert.Equal("geometry=", ConfigurationFolder.Show(_folder.For("S").Combines));
    }

    [Fact]
    public void A_migration_names_the_older_field_and_rows_without_a_replacement_do_not_count()
    {
        _folder.Files.Write("transform.csv", "dataset,field,replacement-field", "park,SiteReference,reference", ",Old,", "tree,Other,reference", ",Hectares,hectares");
        Assert.Equal("reference=SiteReference hectares=Hectares", ConfigurationFolder.Show(_folder.Load().Migrations));
    }

    [Fact]
    public void Two_older_fields_for_one_replacement_are_refused()
    {
        var path = _folder.Files.Write("transform.csv", "field,replacement-field", "a,reference", "", "b,reference");
        Assert.Equal($"{path}, record 4: 'reference' is the replacement-field of two fields.", Assert.Throws<RunFailedException>(_folder.Load).Message);
    }

    [Fact]
    public void A_folder_that_is_not_there_configures_nothing()
    {
        var configuration = DigitalLand.Core.Configurations.PipelineConfiguration.Load(_folder.Files["none"], "park").ForResource("R", ["E"], [], "");
        Assert.Empty(configuration.Columns);
        Assert.Empty(configuration.Patches);
        Assert.Empty(configuration.Skips);
    }

    [Theory]
    [InlineData("concat.csv", "field,fields", "separator")]
    [InlineData("filter.csv", "pattern", "field")]
    [InlineData("skip.csv", "resource", "pattern")]
    [InlineData("patch.csv", "field,pattern", "value")]
    [InlineData("default.csv", "field", "default-field")]
    [InlineData("default-value.csv", "field", "value")]
    [InlineData("combine.csv", "field", "separator")]
    [InlineData("transform.csv", "field", "replacement-field")]
    public void A_file_without_a_column_that_it_needs_is_refused(string file, string header, string missing)
    {
        var path = _folder.Files.Write(file, header, "x,y");
        Assert.Equal($"{path} has no column '{missing}'.", Assert.Throws<RunFailedException>(_folder.Load).Message);
    }

    public void Dispose() => _folder.Dispose();
}
