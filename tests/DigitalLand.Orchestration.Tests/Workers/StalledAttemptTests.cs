using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests.Workers;

/// <summary>Real processes that tell how far they are, and a clock that the test moves.</summary>
public sealed class StalledAttemptTests : IDisposable
{
    private const string Beats = "beat() { printf \"$1\\t$1 rows\" >$DIGITAL_LAND_HEARTBEAT.new; mv $DIGITAL_LAND_HEARTBEAT.new $DIGITAL_LAND_HEARTBEAT; }; ";

    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();
    private readonly ProcessRunner _runner;

    public StalledAttemptTests() => _runner = new ProcessRunner(
        new ProcessOptions { Program = "/bin/sh", Folder = _folder.Path, Logs = _folder.Path, Store = "test", Grace = TimeSpan.FromMilliseconds(300) }, _clock);

    private string Ready => Path.Combine(_folder.Path, "ready");

    [Fact]
    public async Task An_attempt_that_beats_and_then_falls_silent_has_stalled_and_its_last_words_say_where()
    {
        var running = _runner.RunAsync(Lease("beat 7; exec sleep 600"), new EndRequest());
        await Wait.UntilAsync(() => _runner.Progress().Values.SequenceEqual(["7 rows"]), also: () => _runner.Watch());
        _clock.Advance(TimeSpan.FromMinutes(15));
        _runner.Watch();
        Assert.False(running.IsCompleted);

        await EndAsync(running);

        var end = await running;
        Assert.Equal(FailureCause.Stalled, end.Cause);
        Assert.Equal("It gave no sign of progress for 0:15:01; the last was: 7 rows.", end.Note);
        Assert.Equal("7 rows", end.Progress);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.beat", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Whoever_goes_on_beating_may_take_long()
    {
        var request = new EndRequest();
        var running = _runner.RunAsync(Lease("while :; do i=$((i+1)); beat $i; sleep 0.02; done"), request);
        for (var minute = 0; minute < 60; minute += 10)
        {
            var seen = _runner.Progress().Values.FirstOrDefault();
            await Wait.UntilAsync(() => _runner.Progress().Values.FirstOrDefault() is { } now && now != seen, also: () => _runner.Watch());
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.False(request.Asked.IsCompleted);
        request.Ask(EndReason.Cancelled, "enough");
        await EndAsync(running);
    }

    [Theory]
    [InlineData("")]
    [InlineData("beat 1; rm $DIGITAL_LAND_HEARTBEAT; ")]
    public async Task Silence_means_nothing_where_nothing_was_promised_or_the_promise_was_taken_back(string before)
    {
        var request = new EndRequest();
        var running = _runner.RunAsync(Lease($"{before}touch {Ready}; exec sleep 600"), request);
        await Wait.UntilAsync(() => File.Exists(Ready), also: () => _runner.Watch());
        for (var hour = 0; hour < 3; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            _runner.Watch();
        }

        Assert.False(request.Asked.IsCompleted);
        request.Ask(EndReason.Cancelled, "enough");
        await EndAsync(running);
    }

    [Fact]
    public async Task A_task_says_itself_how_long_its_silence_may_be()
    {
        var lease = Lease($"beat 1; touch {Ready}; exec sleep 600");
        var running = _runner.RunAsync(lease with { Work = lease.Work with { StalledAfter = TimeSpan.FromSeconds(10) } }, new EndRequest());
        await Wait.UntilAsync(() => File.Exists(Ready));

        await EndAsync(running);

        Assert.Equal("It gave no sign of progress for 0:00:11; the last was: 1 rows.", (await running).Note);
    }

    public void Dispose() => _folder.Dispose();

    private static Lease Lease(string script) => new(
        1, 1, 1, 7, "w", "task", 0, 0, new TaskWork(["/bin/sh", "-c", Beats + script], new Dictionary<string, string>(), TimeSpan.FromDays(1), RetryPolicy.None, KeepsOutput: false, IsShortCircuit: false));

    /// <summary>Lets a second after the other pass until the attempt has ended.</summary>
    private Task EndAsync(Task<AttemptEnd> running) => Wait.UntilAsync(
        () => running.IsCompleted,
        also: () =>
        {
            _runner.Watch();
            _clock.Advance(TimeSpan.FromSeconds(1));
        });
}
