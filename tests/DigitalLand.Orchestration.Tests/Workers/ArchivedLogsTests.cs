using System.Text;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests.Workers;

public sealed class ArchivedLogsTests : IDisposable
{
    private static readonly Lease Attempt = new(7, 2, 1, 12, "w", "each[3]", 0, 0, new TaskWork(["true"], new Dictionary<string, string>(), TimeSpan.MaxValue, RetryPolicy.None, KeepsOutput: false, IsShortCircuit: false));

    private readonly TestClock _clock = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _troubles = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_folder.Path, "here.log");

    private string Archive => Path.Combine(_folder.Path, "archive");

    private string Kept => Path.Combine(Archive, "orchestrator", "logs", "12", "each[3].2.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_is_copied_while_it_grows_and_whole_when_its_attempt_has_ended()
    {
        using var archive = Open();
        var logs = new ArchivedLogs(archive, Archive, _clock, (what, _) => _troubles.Add(what));
        using var ended = new CancellationTokenSource();
        var following = logs.FollowAsync(Attempt, Log, ended.Token);
        await File.WriteAllTextAsync(Log, "first\n", Cancel);
        await Wait.UntilAsync(() => File.Exists(Kept), also: () => _clock.Advance(TimeSpan.FromSeconds(5)));
        Assert.Equal("first\n", await File.ReadAllTextAsync(Kept, Cancel));
        await File.AppendAllTextAsync(Log, "second\n", Cancel);
        await Wait.UntilAsync(() => File.ReadAllText(Kept) == "first\nsecond\n", also: () => _clock.Advance(TimeSpan.FromSeconds(5)));
        await ended.CancelAsync();
        await following;
        await File.AppendAllTextAsync(Log, "last\n", Cancel);

        var address = await logs.KeepAsync(Attempt, Log);

        Assert.Equal(Kept, address);
        Assert.Equal("first\nsecond\nlast\n", await File.ReadAllTextAsync(Kept, Cancel));
        Assert.Empty(_troubles);
    }

    [Fact]
    public async Task Where_the_archive_does_not_take_a_log_that_is_said_and_people_are_sent_to_the_machine()
    {
        using var archive = Open();
        var logs = new ArchivedLogs(archive, Archive, _clock, (what, _) => _troubles.Add(what));
        await File.WriteAllTextAsync(Log, "said", Cancel);
        await File.WriteAllBytesAsync(Path.Combine(Archive, "orchestrator"), Encoding.UTF8.GetBytes("in the way"), Cancel);

        Assert.Equal(Log, await logs.KeepAsync(Attempt, Log));
        Assert.Equal(["keep the log of attempt 7"], _troubles);
    }

    [Theory]
    [InlineData("s3://bucket/prefix/orchestrator/logs/12/a.1.log", "s3://bucket/prefix", "orchestrator/logs/12/a.1.log")]
    [InlineData("s3://bucket/orchestrator/logs/1/a.1.log", "s3://bucket", "orchestrator/logs/1/a.1.log")]
    public void The_address_of_a_log_is_where_its_archive_is_and_its_key(string address, string archive, string key) =>
        Assert.Equal((archive, key), ArchivedLogs.Parse(address));

    [Fact]
    public void Another_path_is_no_such_address() => Assert.Null(ArchivedLogs.Parse("/home/somebody/logs/12/a.1.log"));

    private LocalArchive Open()
    {
        Directory.CreateDirectory(Archive);
        return new LocalArchive(Archive);
    }
}
