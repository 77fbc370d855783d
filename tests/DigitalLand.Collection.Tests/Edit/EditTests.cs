using DigitalLand.Collection.Edit;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Edit;

public sealed class EditTests : IDisposable
{
    private static readonly PinnedClock Clock = new(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero));

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_endpoint_is_added_with_its_source_and_every_source_gets_its_name()
    {
        SampleCollection.WriteConfiguration(_folder);
        var edit = new EndpointEdit(_folder.Path, Clock);
        Assert.True(edit.Add("tree", "https://three/", Fields(("organisation", "local-authority:ABC"), ("start-date", "03/04/2024"), ("plugin", "wfs"))));
        var endpoint = Sha256Hex.OfText("https://three/");
        Assert.Equal(
            [
                "-endpoint,endpoint-url,note",
                "+endpoint,endpoint-url,parameters,plugin,entry-date,start-date,end-date",
                $"+{endpoint},https://three/,,wfs,2024-05-02,2024-04-03,",
            ],
            edit.Files[1].Changes());
        Assert.Equal("endpoint,endpoint-url,note\nE1,https://one/,x\nE2,https://two/,\n", File.ReadAllText(_folder["endpoint.csv"]));

        FileEdit.Save(edit.Files);
        Assert.Equal(
            "endpoint,endpoint-url,parameters,plugin,entry-date,start-date,end-date\r\nE1,https://one/,,,,,\r\nE2,https://two/,,,,,\r\n"
            + $"{endpoint},https://three/,,wfs,2024-05-02,2024-04-03,\r\n",
            File.ReadAllText(_folder["endpoint.csv"]));
        var sources = File.ReadAllLines(_folder["source.csv"]);
        Assert.Equal(
            $"{EndpointEdit.SourceName("tree", "local-authority:ABC", endpoint)},,tree,,{endpoint},,local-authority:ABC,tree,2024-05-02,2024-04-03,",
            sources[^1]);
        Assert.StartsWith(EndpointEdit.SourceName("", "A", "E1") + ",", sources[1], StringComparison.Ordinal);
        Assert.False(new EndpointEdit(_folder.Path, Clock).Add("tree", "https://three/", Fields()));
    }

    /// <summary>md5 of <c>tree|A|E1</c>, by md5sum.</summary>
    [Fact]
    public void A_source_is_named_by_what_it_joins() => Assert.Equal("aa1acf3ecacc55c9d8a3bddd6855f263", EndpointEdit.SourceName("tree", "A", "E1"));

    [Fact]
    public void A_field_that_no_file_has_is_refused()
    {
        SampleCollection.WriteConfiguration(_folder);
        Assert.Throws<WrongUseException>(() => new EndpointEdit(_folder.Path, Clock).Add("tree", "https://three/", Fields(("colour", "green"))));
    }

    [Fact]
    public void What_is_retired_ends_today_and_all_else_stays()
    {
        SampleCollection.WriteConfiguration(_folder);
        _folder.Write("tree/endpoint.csv", File.ReadAllText(_folder["endpoint.csv"]).Replace(",note", ",note,end-date", StringComparison.Ordinal).Replace("x\n", "x,\n", StringComparison.Ordinal));
        _folder.Write("tree/source.csv", File.ReadAllText(_folder["source.csv"]));
        var files = Retirement.Prepare(_folder.Write("retire.csv", "collection,endpoint,source\ntree,E1,S1\n"), _folder.Path, Clock.Today());
        Assert.Equal(["-E1,https://one/,x,", "+E1,https://one/,x,2024-05-02"], files[0].Changes());
        FileEdit.Save(files);
        Assert.Equal("endpoint,endpoint-url,note,end-date\nE1,https://one/,x,2024-05-02\nE2,https://two/,,\n", File.ReadAllText(_folder["tree/endpoint.csv"]));
        Assert.Equal(["-S1,E1,A,tree;tree-preservation-zone,", "+S1,E1,A,tree;tree-preservation-zone,2024-05-02"], files[1].Changes());
    }

    [Fact]
    public void A_list_with_something_unknown_retires_nothing()
    {
        SampleCollection.WriteConfiguration(_folder);
        Directory.CreateDirectory(_folder["tree"]);
        File.Copy(_folder["endpoint.csv"], _folder["tree/endpoint.csv"]);
        File.Copy(_folder["source.csv"], _folder["tree/source.csv"]);
        var list = _folder.Write("retire.csv", "collection,endpoint,source\ntree,E9,S1\n");
        Assert.Contains("E9", Assert.Throws<RunFailedException>(() => Retirement.Prepare(list, _folder.Path, Clock.Today())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirections_go_by_the_names_of_the_columns()
    {
        var path = _folder.Write("old-entity.csv", "old-entity,status,entity,notes\n1,410,,gone\n");
        var said = new List<string>();
        var file = Redirections.Prepare(_folder.Write("merge.csv", "entity_source,entity_destination\n2,3\n4,\n"), path, said.Add);
        Assert.Equal(["+2,301,3,"], file.Changes());
        Assert.Single(said);
        FileEdit.Save([file]);
        Assert.Equal("old-entity,status,entity,notes\r\n1,410,,gone\r\n2,301,3,\r\n", File.ReadAllText(path));
    }

    [Fact]
    public void Redirections_begin_a_file_and_never_lead_in_a_circle()
    {
        var list = _folder.Write("merge.csv", "entity_source,entity_destination\n1,2\n");
        FileEdit.Save([Redirections.Prepare(list, _folder["old-entity.csv"], _ => { })]);
        Assert.Equal("old-entity,status,entity\r\n1,301,2\r\n", File.ReadAllText(_folder["old-entity.csv"]));
        var back = _folder.Write("back.csv", "entity_source,entity_destination\n2,1\n");
        Assert.Throws<RunFailedException>(() => Redirections.Prepare(back, _folder["old-entity.csv"], _ => { }));
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
