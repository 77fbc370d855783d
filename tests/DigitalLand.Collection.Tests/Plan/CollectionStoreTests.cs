using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;

namespace DigitalLand.Collection.Tests.Plan;

public sealed class CollectionStoreTests : IDisposable
{
    private const string LogHeader = "bytes,content-type,elapsed,endpoint,resource,status,entry-date,start-date,end-date,exception\r\n";
    private const string ResourceHeader = "resource,bytes,organisations,datasets,endpoints,start-date,end-date\r\n";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_nights_make_these_files()
    {
        SampleCollection.AfterBothNights(_folder);
        Assert.Equal(
            ResourceHeader +
            "r1,10,A;B,tree;tree-preservation-zone,E1;E2,2024-05-01,2024-05-01\r\n" +
            "r2,12,A,tree;tree-preservation-zone,E1,2024-05-02,\r\n",
            Read("resource.csv"));
        Assert.Equal(
            LogHeader +
            "10,text/csv,0.5,E1,r1,200,2024-05-01T02:00:00,,,\r\n" +
            ",,0.5,E2,r1,200,2024-05-01T02:00:00,,,\r\n" +
            "12,,0.5,E1,r2,200,2024-05-02T02:00:00.500000,,,\r\n" +
            ",,0.5,E2,,404,2024-05-02T02:00:00.500000,,,\r\n",
            Read("log.csv"));
        Assert.Equal(
            "endpoint,endpoint-url,parameters,plugin,entry-date,start-date,end-date\r\nE1,https://one/,,,,,\r\nE2,https://two/,,,,,\r\n",
            Read("endpoint.csv"));
        Assert.Equal(
            "source,attribution,collection,documentation-url,endpoint,licence,organisation,pipelines,entry-date,start-date,end-date\r\n" +
            "S1,,,,E1,,A,tree;tree-preservation-zone,,,\r\nS2,,,,E2,,B,tree,,,2023-01-01\r\n",
            Read("source.csv"));
    }

    [Fact]
    public void Saving_again_changes_nothing()
    {
        SampleCollection.AfterBothNights(_folder);
        var before = Read("resource.csv") + Read("log.csv");
        SampleCollection.SaveCsv(_folder, SampleCollection.Now);
        Assert.Equal(before, Read("resource.csv") + Read("log.csv"));
    }

    [Fact]
    public void What_was_seen_last_time_but_not_since_has_ended_and_what_is_seen_today_has_not()
    {
        WriteSources("E1,A,tree", "E2,A,tree");
        SampleCollection.Log(_folder, SampleCollection.FirstRun, "E1", "r1", "");
        SampleCollection.Log(_folder, SampleCollection.FirstRun, "E2", "r2", "");
        SampleCollection.SaveCsv(_folder, SampleCollection.Now.AddDays(-1));
        Assert.Equal(ResourceHeader + "r1,,A,tree,E1,2024-05-01,\r\nr2,,A,tree,E2,2024-05-01,\r\n", Read("resource.csv"));

        SampleCollection.Log(_folder, SampleCollection.SecondRun, "E2", "r2", "");
        SampleCollection.SaveCsv(_folder, SampleCollection.Now);
        Assert.Equal(ResourceHeader + "r1,,A,tree,E1,2024-05-01,2024-05-01\r\nr2,,A,tree,E2,2024-05-01,\r\n", Read("resource.csv"));
    }

    [Fact]
    public void A_resource_that_comes_back_has_the_organisations_of_now_and_the_endpoints_of_all_time()
    {
        WriteSources("E1,A,tree", "E2,B,zone");
        _folder.Write("log.csv", LogHeader + ",,,E1,r1,200,2024-01-01T02:00:00,,,\r\n,,,E1,r9,200,2024-04-01T02:00:00,,,\r\n");
        _folder.Write("resource.csv", ResourceHeader + "r1,5,A,tree,E1,2024-01-01,2024-01-01\r\nr9,,X,gone,E1,2024-04-01,\r\n");
        SampleCollection.Log(_folder, SampleCollection.FirstRun, "E2", "r1", """ "Content-Length":"7" """);
        SampleCollection.SaveCsv(_folder, SampleCollection.Now);
        Assert.Equal(
            ResourceHeader + "r1,5,B,zone,E1;E2,2024-01-01,2024-05-01\r\nr9,,A,tree,E1,2024-04-01,2024-04-01\r\n",
            Read("resource.csv"));
    }

    [Fact]
    public void A_change_of_configuration_reaches_resources_that_are_not_in_the_window()
    {
        WriteSources("E1,A,tree");
        _folder.Write("log.csv", LogHeader + ",,,E1,r1,200,2024-01-01T02:00:00,,,\r\n,,,E1,,404,2024-04-01T02:00:00,,,\r\n");
        _folder.Write("resource.csv", ResourceHeader + "r1,5,OLD,old,E1,2024-01-01,2024-01-01\r\n");
        SampleCollection.SaveCsv(_folder, SampleCollection.Now);
        Assert.Equal(ResourceHeader + "r1,5,A,tree,E1,2024-01-01,2024-01-01\r\n", Read("resource.csv"));
    }

    [Fact]
    public void Todays_rows_are_read_again_from_their_files_when_the_day_is_refilled()
    {
        SampleCollection.AfterBothNights(_folder);
        SampleCollection.Log(_folder, "2024-05-02T14:00:00", "E1", "r3", "");
        SampleCollection.SaveCsv(_folder, SampleCollection.Now.AddHours(12), refill: true);
        Assert.Equal(
            LogHeader +
            "10,text/csv,0.5,E1,r1,200,2024-05-01T02:00:00,,,\r\n" +
            ",,0.5,E2,r1,200,2024-05-01T02:00:00,,,\r\n" +
            ",,0.5,E1,r3,200,2024-05-02T14:00:00,,,\r\n" +
            ",,0.5,E2,,404,2024-05-02T02:00:00.500000,,,\r\n",
            Read("log.csv"));
    }

    [Fact]
    public void A_collected_endpoint_without_a_source_stops_the_run_before_anything_is_written()
    {
        WriteSources("E2,B,tree");
        SampleCollection.WriteFirstDay(_folder);
        var error = Assert.Throws<RunFailedException>(() => SampleCollection.SaveCsv(_folder, SampleCollection.Now));
        Assert.Contains("'E1'", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["resource.csv"]));
    }

    [Theory]
    [InlineData("datasets,pipelines", "zone,tree", "zone")]
    [InlineData("datasets,pipelines", ",tree", "")]
    [InlineData("pipelines", "tree;;zone;tree", "tree;zone")]
    public void The_datasets_of_a_resource_are_those_of_the_datasets_column_where_there_is_one(string columns, string values, string expected)
    {
        _folder.Write("endpoint.csv", "endpoint,endpoint-url\n");
        _folder.Write("source.csv", $"endpoint,organisation,{columns}\nE1,A,{values}\n");
        SampleCollection.Log(_folder, SampleCollection.FirstRun, "E1", "r1", "");
        Assert.Equal(expected, string.Join(';', SampleCollection.SaveCsv(_folder, SampleCollection.Now).Resources.Entries.Single().Datasets));
    }

    [Fact]
    public void Without_its_lists_there_is_no_collection() =>
        Assert.Throws<WrongUseException>(() => CollectionStore.Load(_folder.Path, new PinnedClock(SampleCollection.Now)));

    private void WriteSources(params string[] rows)
    {
        _folder.Write("endpoint.csv", "endpoint,endpoint-url\n");
        _folder.Write("source.csv", "endpoint,organisation,pipelines\n" + string.Join('\n', rows) + "\n");
    }

    private string Read(string name) => File.ReadAllText(_folder[name]);
}
