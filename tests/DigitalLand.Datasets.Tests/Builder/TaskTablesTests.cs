using DigitalLand.Core;
using DigitalLand.Datasets.Builder.Tasks;

namespace DigitalLand.Datasets.Tests.Builder;

public sealed class TaskTablesTests : IDisposable
{
    private const string IssueHeader = "dataset,line-number,entry-number,field,entity,issue-type,value,message";

    private readonly BuilderCountry _country = new();

    public void Dispose() => _country.Dispose();

    [Fact]
    public void The_reference_of_a_task_is_that_of_the_worked_example()
    {
        var details = TaskText.LogDetails("404", "");

        Assert.Equal("{\"status\":404,\"exception\":\"\"}", details);
        Assert.Equal("18af25ff43483f12", TaskText.Reference("conservation-area", "local-authority:ABC", "e1", "r1", "log", details));
        Assert.Equal("{\"issue_type\":\"combined \\\"é\\\"\",\"count\":3,\"field\":\"geometry\"}", TaskText.IssueDetails("combined \"é\"", 3, "geometry"));
        Assert.Equal("{\"exception\":\"ReadTimeout\"}", TaskText.LogDetails("", "ReadTimeout"));
    }

    [Fact]
    public void An_endpoint_that_fails_is_a_task_of_each_of_its_datasets_with_the_days_of_its_logs()
    {
        Source("e1", "local-authority:A", "tree;park");
        Log("e1", "", "404", "2024-05-01T01:00:00Z");
        Log("e1", "", "404", "2024-05-03T01:00:00Z");
        Log("e1", "", "", "2024-05-04T01:00:00Z", "Timeout");

        _country.Build();

        Assert.Equal(
            [
                ["park", "{\"exception\":\"Timeout\"}", "2024-05-04", "2024-05-04"],
                ["park", "{\"status\":404,\"exception\":\"\"}", "2024-05-01", "2024-05-03"],
                ["tree", "{\"exception\":\"Timeout\"}", "2024-05-04", "2024-05-04"],
                ["tree", "{\"status\":404,\"exception\":\"\"}", "2024-05-01", "2024-05-03"],
            ],
            _country.Performance("SELECT dataset, details, first_seen, last_seen FROM task WHERE organisation = 'local-authority:A' AND severity = 'error' AND responsibility = 'external' AND task_source = 'log' ORDER BY dataset, details"));
        Assert.Equal([["park", "3", "2024-05-01", "2024-05-04"], ["tree", "3", "2024-05-01", "2024-05-04"]], _country.Performance("SELECT dataset, count, first_seen, last_seen FROM task_history ORDER BY dataset"));
    }

    [Fact]
    public void An_endpoint_without_a_current_source_is_a_task_of_nobody()
    {
        Log("e7", "", "500", "2024-05-01T01:00:00Z");

        _country.Build();

        Assert.Equal([["", "", "e7"]], _country.Performance("SELECT dataset, organisation, endpoint FROM task"));
    }

    [Fact]
    public void Issues_of_the_served_resource_are_counted_by_type_and_field_for_each_organisation()
    {
        Source("e1", "local-authority:A;local-authority:B", "tree");
        Log("e1", "aa", "200", "2024-05-01T01:00:00Z");
        Log("e1", "bb", "200", "2024-05-02T01:00:00Z");
        Resource("aa", "tree,2,1,name,,bad,,");
        Resource("bb", "tree,2,1,name,,bad,,", "tree,3,2,name,,bad,,", "tree,3,2,geometry,,note,,", "tree,3,2,name,,hint,,", "tree,3,2,name,,unheard of,,");

        _country.Build();

        Assert.Equal(
            [
                ["local-authority:A", "bb", "{\"issue_type\":\"bad\",\"count\":2,\"field\":\"name\"}", "error", "external"],
                ["local-authority:A", "bb", "{\"issue_type\":\"note\",\"count\":1,\"field\":\"geometry\"}", "notice", "internal"],
                ["local-authority:B", "bb", "{\"issue_type\":\"bad\",\"count\":2,\"field\":\"name\"}", "error", "external"],
                ["local-authority:B", "bb", "{\"issue_type\":\"note\",\"count\":1,\"field\":\"geometry\"}", "notice", "internal"],
            ],
            _country.Performance("SELECT organisation, resource, details, severity, responsibility FROM task ORDER BY rowid"));
    }

    [Fact]
    public void A_resource_that_one_organisation_serves_twice_has_its_issues_counted_once()
    {
        Source("e1", "local-authority:A", "tree");
        Source("e2", "local-authority:A", "tree");
        Log("e1", "aa", "200", "2024-05-01T01:00:00Z");
        Log("e2", "aa", "200", "2024-05-01T01:00:00Z");
        Resource("aa", "tree,2,1,name,,bad,,");

        _country.Build();

        Assert.Equal([["e1", "{\"issue_type\":\"bad\",\"count\":1,\"field\":\"name\"}"]], _country.Performance("SELECT endpoint, details FROM task"));
    }

    [Fact]
    public void A_thing_keeps_its_key_and_its_first_day_when_its_count_and_its_file_change()
    {
        Source("e1", "local-authority:A", "tree");
        Log("e1", "aa", "200", "2024-05-01T01:00:00Z");
        Resource("aa", "tree,2,1,name,,bad,,", "tree,2,1,name,,odd,,");
        _country.Build();
        var first = _country.Performance("SELECT task, reference FROM task WHERE details LIKE '%bad%'")[0];

        Log("e1", "bb", "200", "2024-05-11T01:00:00Z");
        Resource("bb", "tree,2,1,name,,bad,,", "tree,3,2,name,,bad,,");
        _country.Build(clock: new PinnedClock(BuilderCountry.Clock.GetUtcNow().AddDays(1)));

        var second = Assert.Single(_country.Performance("SELECT task, reference, first_seen, last_seen FROM task"));
        Assert.Equal((first[0], "2024-05-10", "2024-05-11"), (second[0], second[2], second[3]));
        Assert.NotEqual(first[1], second[1]);
        Assert.Equal(
            [["bad", "2", "2024-05-10", "2024-05-11"], ["odd", "1", "2024-05-10", "2024-05-10"]],
            _country.Performance("SELECT issue_type, count, first_seen, last_seen FROM task_history ORDER BY issue_type"));
    }

    [Fact]
    public void An_earlier_database_that_cannot_be_read_stops_the_build_and_stays()
    {
        _country.Folder.Write("out/dataset/performance.sqlite3", "not a database, but long enough to be looked at as if it were one, page by page and line by line, to the very end of it");

        var error = Assert.Throws<RunFailedException>(() => _country.Build());

        Assert.Contains("move it away to begin anew", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("not a database", File.ReadAllText(_country.Outputs.Performance), StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_are_copied_to_parquet_in_a_folder_of_their_own()
    {
        Log("e7", "", "500", "2024-05-01T01:00:00Z");
        _country.Build();

        Assert.Equal(_country.Performance("SELECT * FROM task"), ParquetFile.Rows(Path.Combine(_country.Outputs.Parquet, "performance", "task", "task.parquet")));
        Assert.Equal(_country.Performance("SELECT * FROM task_history"), ParquetFile.Rows(Path.Combine(_country.Outputs.Parquet, "performance", "task", "task_history.parquet")));
    }

    private void Source(string endpoint, string organisation, string pipelines) =>
        _country.Add("tree", "source", $"s,,tree,,{endpoint},,{organisation},{pipelines},2024-01-01,,");

    private void Log(string endpoint, string resource, string status, string time, string exception = "") =>
        _country.Add("tree", "log", $"1,,0.5,{endpoint},{resource},{status},{time},,,{exception}");

    private void Resource(string resource, params IEnumerable<string> issues)
    {
        _country.Add("tree", "resource", $"{resource},1,,,e1,2024-05-01,");
        _country.Log("tree", "issue", "tree", resource, [IssueHeader, .. issues]);
    }
}
