using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Plan;

public sealed class LogStoreTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_old_log_file_is_read_by_its_old_names()
    {
        var path = _folder.Write(
            "log/2019-01-01/x.json",
            """{"datetime":"2019-01-01T01:02:03.000004","url":"https://x/","bytes":43671,"elapsed":1.5,"status":null,"response-headers":{"Content-Type":"a/b","Content-Length":"7"}}""");
        Assert.Equal(
            new LogEntry("43671", "a/b", "1.5", Sha256Hex.OfText("https://x/"), "", "", "2019-01-01T01:02:03.000004", "", "", ""),
            LogItem.Read(path));
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "has neither an endpoint nor an endpoint-url")]
    public void A_log_file_that_cannot_be_read_is_named(string text, string message)
    {
        var path = _folder.Write("log/2019-01-01/x.json", text);
        var error = Assert.Throws<RunFailedException>(() => LogItem.Read(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_read_by_day_and_name_and_only_those_after_the_latest_entry()
    {
        Write("2024-05-01", "a", "2024-05-01T02:00:00");
        Write("2024-05-02", "b", "2024-05-02T02:00:00");
        Write("2024-05-02", "a", "2024-05-02T02:00:01");
        Write("2024-05-03", "a", "2024-05-03T02:00:00");
        _folder.Write("log/2024-05-01/unread.json", "an earlier day is not even opened");
        _folder.Write("log/2024-05-03/.part.json", "neither is what is being written");

        var log = new LogStore();
        log.LoadItems(_folder["log"], after: "2024-05-02T02:00:00");
        Assert.Equal(["2024-05-02T02:00:01", "2024-05-03T02:00:00"], log.Entries.Select(entry => entry.EntryDate));
        Assert.Equal("2024-05-03T02:00:00", log.LatestEntryDate);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public void A_file_that_lies_in_the_wrong_place_counts_and_is_remarked_on()
    {
        Write("2024-05-01", "a", "2024-05-02T02:00:00");
        _folder.Write("log/2024-05-02/b.json", """{"endpoint":"c","entry-date":"2024-05-02T02:00:00"}""");
        var log = new LogStore();
        log.LoadItems(_folder["log"]);
        Assert.Equal(2, log.Entries.Count);
        Assert.Equal(2, log.Warnings.Count);
    }

    [Fact]
    public void Rows_of_today_and_later_and_without_a_time_are_left_out_before_a_refill()
    {
        var path = _folder.Write("log.csv", "entry-date,endpoint\n2024-05-01T23:59:59,a\n2024-05-02T00:00:00,b\n,c\n2024-05-03,d\n");
        var log = new LogStore();
        Assert.True(log.LoadCsv(path, before: new DateOnly(2024, 5, 2)));
        Assert.Equal(["a"], log.Entries.Select(entry => entry.Endpoint));

        _folder.Write("log.csv", "entry-date,endpoint\nyesterday,a\n");
        Assert.Throws<RunFailedException>(() => new LogStore().LoadCsv(path, before: new DateOnly(2024, 5, 2)));
        Assert.False(new LogStore().LoadCsv(_folder["none.csv"]));
    }

    private void Write(string day, string endpoint, string time) =>
        _folder.Write($"log/{day}/{endpoint}.json", $$"""{"endpoint":"{{endpoint}}","entry-date":"{{time}}"}""");
}
