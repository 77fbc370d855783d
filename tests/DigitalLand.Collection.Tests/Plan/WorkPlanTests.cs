using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Plan;

public sealed class WorkPlanTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_says_what_would_be_done_and_why_and_does_nothing()
    {
        SampleCollection.AfterBothNights(_folder);
        _folder.Write(
            "endpoint.csv",
            $"endpoint,endpoint-url,end-date\n,https://new/,\n,https://ended/,2024-05-02\nwrong,https://misnamed/,\n,https://done/,\n");
        _folder.Write($"log/2024-05-02/{Sha256Hex.OfText("https://done/")}.json", """{"endpoint":"E1","entry-date":"2024-05-02T02:00:00.500000"}""");
        _folder.Write("done/tree/r1.csv", "code-version,config-hash,specification-hash\n1,c,s\n");
        _folder.Write("done/tree/r2.csv", "code-version,config-hash,specification-hash\n1,other,s\n");
        var before = Snapshot();
        var plan = WorkPlan.Build(_folder.Path, new ProcessedResources(_folder["done"], new ProcessingHashes("1", "c", "s")), new PinnedClock(SampleCollection.Now));

        Assert.Equal(
            [
                new("https://new/", true, "not fetched today"),
                new("https://ended/", false, "ended"),
                new("https://misnamed/", false, "its hash in endpoint.csv is not that of its URL"),
                new("https://done/", false, "fetched today"),
            ],
            plan.Fetches);
        Assert.Equal(
            [
                new("tree", "r2", "the configuration changed"),
                new("tree-preservation-zone", "r1", "never transformed"),
                new("tree-preservation-zone", "r2", "never transformed"),
            ],
            plan.Transforms);
        Assert.Equal(1, plan.UpToDate);
        Assert.Equal(TimeSpan.Zero, plan.FetchTime);
        Assert.Equal(before, Snapshot());
    }

    /// <summary>Three endpoints of one host took 10 s each when they were fetched last, two at a time; those of other hosts run beside them.</summary>
    [Fact]
    public void Fetching_is_expected_to_take_as_long_as_last_time()
    {
        string[] urls = ["https://one/a", "https://one/b", "https://one/c", "https://two/", "https://never/"];
        _folder.Write("endpoint.csv", "endpoint,endpoint-url\n" + string.Concat(urls.Select(url => $",{url}\n")));
        _folder.Write("source.csv", "endpoint,organisation,pipelines\n");
        _folder.Write(
            "log.csv",
            string.Join(',', LogEntry.Columns) + "\n" + string.Concat(urls[..4].Select(url => $",,99,{Sha256Hex.OfText(url)},,404,2024-04-29T02:00:00,,,\n,,10,{Sha256Hex.OfText(url)},,404,2024-04-30T02:00:00,,,\n")));
        var plan = WorkPlan.Build(_folder.Path, new ProcessedResources(_folder["done"], new ProcessingHashes("1", "c", "s")), new PinnedClock(SampleCollection.Now));
        Assert.Equal(TimeSpan.FromSeconds(15), plan.FetchTime);
    }

    [Fact]
    public void Operational_issues_gather_with_their_history()
    {
        const string Header = "dataset,resource,line-number,entry-number,field,issue-type,value,message";
        _folder.Write("tree/2024-05-01/a.csv", Header + "\ntree,a,1,1,name,missing,,old\n");
        _folder.Write("tree/2024-05-02/a.csv", Header + "\ntree,a,1,1,name,missing,,new\npark,a,1,1,name,missing,,other\n");
        Assert.Equal(2, OperationalIssues.Save(_folder.Path, "tree"));
        _folder.Write("tree/2024-05-03/b.csv", Header + ",entry-date\ntree,b,2,2,x,y,z,later,2024-05-03\n");
        Assert.Equal(3, OperationalIssues.Save(_folder.Path, "tree"));
        Assert.Equal(
            $"{Header},entry-date\r\ntree,a,1,1,name,missing,,old,2024-05-01\r\ntree,a,1,1,name,missing,,new,2024-05-02\r\ntree,b,2,2,x,y,z,later,2024-05-03\r\n",
            File.ReadAllText(_folder["tree/operational-issue.csv"]));
    }

    private List<(string Path, string Text)> Snapshot() =>
        [.. Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllText(path)))];
}
