using DigitalLand.Core.Logs;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Logs;

public sealed class LogTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void An_issue_takes_the_place_in_flight_unless_it_brings_its_own()
    {
        var log = new IssueLog("park", "R");
        log.Add("f", "before", "v");
        log.MoveTo(7, 5);
        log.Add("f", "here", "v", "message");
        log.Add("f", "line", "v", lineNumber: 9);
        log.Add("f", "entry", "v", entryNumber: 3, lineNumber: 4);
        log.Resource = "file";
        log.Add("f", [new ValueIssue("a", "x"), new ValueIssue("b", "y", "z")]);
        Assert.Equal(
            ["park,R,0,0,f,,before,v,", "park,R,7,5,f,,here,v,message", "park,R,9,5,f,,line,v,", "park,R,4,3,f,,entry,v,", "park,file,7,5,f,,a,x,", "park,file,7,5,f,,b,y,z"],
            Rows(log));
    }

    [Fact]
    public void Issues_without_an_entity_take_that_of_their_entry_and_the_first_one_stays()
    {
        var log = new IssueLog("park", "R");
        log.Add("f", "t", "", entryNumber: 1);
        log.Add("f", "t", "", entryNumber: 2);
        log.Add("f", "t", "", entryNumber: 3);
        log.Add("f", "t", "", entryNumber: 1, entity: "99");
        log.MapEntity(1, "10");
        log.MapEntity(1, "11");
        log.MapEntity(2, "");
        log.MapEntity(2, "12");
        Assert.Equal(["park,R,0,1,f,10,t,,", "park,R,0,2,f,,t,,", "park,R,0,3,f,,t,,", "park,R,0,1,f,99,t,,"], Rows(log));
    }

    [Fact]
    public void A_log_without_rows_has_its_header()
    {
        new IssueLog("park", "R").Save(_folder["issue.csv"]);
        new ColumnFieldLog("park", "R").Save(_folder["column-field.csv"]);
        Assert.Equal("dataset,resource,line-number,entry-number,field,entity,issue-type,value,message\r\n", _folder.Read("issue.csv"));
        Assert.Equal("dataset,resource,column,field\r\n", _folder.Read("column-field.csv"));
    }

    [Fact]
    public void Columns_are_logged_in_the_order_of_mapping()
    {
        var log = new ColumnFieldLog("park", "R");
        log.Add("b", "x");
        log.Add("a,a", "y");
        log.Save(_folder["l.csv"]);
        Assert.Equal("dataset,resource,column,field\r\npark,R,b,x\r\npark,R,\"a,a\",y\r\n", _folder.Read("l.csv"));
    }

    [Fact]
    public void A_resource_has_one_row_with_what_is_known_of_it()
    {
        var log = new DatasetResourceLog("park", "R") { LineCount = 3, MimeType = "text/csv;charset=ascii", CodeVersion = "1", ConfigHash = "c", SpecificationHash = "s" };
        log.Save(_folder["unknown.csv"]);
        log.EntityCount = 0;
        log.EntryCount = 2;
        log.Save(_folder["known.csv"]);
        const string header = "dataset,resource,entity-count,entry-count,line-count,mime-type,internal-path,internal-mime-type,code-version,config-hash,specification-hash\r\n";
        Assert.Equal(header + "park,R,,,3,text/csv;charset=ascii,,,1,c,s\r\n", _folder.Read("unknown.csv"));
        Assert.Equal(header + "park,R,0,2,3,text/csv;charset=ascii,,,1,c,s\r\n", _folder.Read("known.csv"));
    }

    [Fact]
    public void A_conversion_has_one_row_with_its_seconds()
    {
        new ConvertedResourceLog("park", "R") { Elapsed = TimeSpan.FromMilliseconds(1500), Status = ConvertedResourceLog.Failed, Exception = "no, really" }.Save(_folder["c.csv"]);
        Assert.Equal("dataset,resource,elapsed,status,exception\r\npark,R,1.5,failed,\"no, really\"\r\n", _folder.Read("c.csv"));
    }

    public void Dispose() => _folder.Dispose();

    private string[] Rows(IssueLog log)
    {
        log.Save(_folder["issue.csv"]);
        return _folder.Read("issue.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
    }
}
