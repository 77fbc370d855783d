using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Workers;
using DigitalLand.Orchestration.Workers.Processes;

namespace DigitalLand.Orchestration.Tests.Workers;

/// <summary>Real processes: how they end is told apart, and nothing of them is left.</summary>
public sealed class ProcessRunnerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digital-land-runner-");

    [Theory]
    [InlineData("exit 0", AttemptState.Succeeded, null)]
    [InlineData("exit 1", AttemptState.Failed, FailureCause.Error)]
    [InlineData("exit 2", AttemptState.Failed, FailureCause.WrongUse)]
    [InlineData("exit 3", AttemptState.Failed, FailureCause.Infrastructure)]
    [InlineData("exit 4", AttemptState.Failed, FailureCause.OutOfMemory)]
    [InlineData("exit 42", AttemptState.Failed, FailureCause.Error)]
    [InlineData("kill -KILL $$", AttemptState.Failed, FailureCause.Killed)]
    [InlineData("echo 'Out of memory.' >&2; kill -ABRT $$", AttemptState.Failed, FailureCause.OutOfMemory)]
    [InlineData("exec /no/such/program", AttemptState.Failed, FailureCause.NotStarted)]
    public async Task The_cause_of_an_end_is_told_apart(string script, AttemptState state, FailureCause? cause)
    {
        var end = await Runner().RunAsync(Lease(script), new EndRequest());

        Assert.Equal(state, end.State);
        Assert.Equal(cause, end.Cause);
    }

    [Fact]
    public async Task What_a_process_says_is_in_its_log_as_it_says_it_and_its_last_lines_with_its_end()
    {
        var request = new EndRequest();
        var running = Runner().RunAsync(Lease("echo first; echo second >&2; while :; do sleep 0.01; done"), request);
        await Until(() => File.Exists(LogPath) && File.ReadAllText(LogPath) == "first\nsecond\n");
        request.Ask(EndReason.Cancelled, "enough");

        var end = await running;

        Assert.Equal(AttemptState.Cancelled, end.State);
        Assert.Equal("first\nsecond", end.Tail);
    }

    [Fact]
    public async Task The_last_line_of_standard_output_is_kept_where_another_task_reads_it()
    {
        var end = await Runner().RunAsync(Lease("echo noise; echo talk >&2; echo '[1, 2]'; echo") with { Work = Work("echo noise; echo talk >&2; echo '[1, 2]'; echo") with { KeepsOutput = true } }, new EndRequest());

        Assert.Equal("[1, 2]", end.Output);
        Assert.Equal("talk\nnoise\n[1, 2]\n\n", await File.ReadAllTextAsync(LogPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Fault(7)]
    public async Task A_task_that_ignores_the_request_and_forks_is_gone_as_a_whole_by_its_deadline()
    {
        var request = new EndRequest();
        var pids = Path.Combine(_folder.FullName, "pids");
        var running = Runner().RunAsync(
            Lease($"trap '' TERM; echo $$ >>{pids}; for i in 1 2 3; do sh -c 'trap \"\" TERM; echo $$ >>{pids}; while :; do sleep 0.05; done' & done; setsid -w sh -c 'echo started >>{pids}; sleep 0' ; wait"),
            request);
        await Until(() => File.Exists(pids) && File.ReadAllLines(pids).Length == 5);
        request.Ask(EndReason.TimedOut, "too long");

        var end = await running;

        Assert.Equal(FailureCause.TimedOut, end.Cause);
        await Until(() => File.ReadAllLines(pids).Where(line => line != "started").All(pid => !IsAlive(int.Parse(pid))));
    }

    [Fact]
    public async Task What_a_process_leaves_behind_ends_with_it()
    {
        var pid = Path.Combine(_folder.FullName, "pid");

        var end = await Runner().RunAsync(Lease($"(trap '' TERM HUP; exec sleep 600) & echo $! >{pid}; exit 0"), new EndRequest());

        Assert.Equal(AttemptState.Succeeded, end.State);
        await Until(() => !IsAlive(int.Parse(File.ReadAllText(pid))));
    }

    [Fact]
    [Fault(6)]
    public async Task Beyond_its_memory_a_process_is_ended_with_that_as_the_cause_and_its_peak()
    {
        var runner = Runner();
        var running = runner.RunAsync(Lease("head -c 200000000 /dev/zero | tail; sleep 600") with { Memory = 100 }, new EndRequest());
        await Until(() => runner.Watch() == 0 || running.IsCompleted, also: () => runner.Watch());

        var end = await running;

        Assert.Equal(FailureCause.OutOfMemory, end.Cause);
        Assert.True(end.PeakMemory > 100 << 20);
        Assert.Contains("was given 100", end.Note!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_processor_time_of_all_its_processes_is_measured()
    {
        var end = await Runner().RunAsync(Lease("sh -c 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done'"), new EndRequest());

        Assert.InRange(end.Cpu!.Value.TotalMilliseconds, 10, 60_000);
    }

    [Fact]
    public async Task An_attempt_takes_no_longer_than_its_timeout()
    {
        var clock = new TestClock();
        var running = Runner(clock).RunAsync(Lease("exec sleep 600"), new EndRequest());
        await Until(() => running.IsCompleted, also: () => clock.Advance(TimeSpan.FromMinutes(10)));

        Assert.Equal(FailureCause.TimedOut, (await running).Cause);
    }

    [Fact]
    [Fault(1)]
    public async Task When_the_worker_is_killed_its_processes_die_with_it()
    {
        // The keeper holds the reading end; closing the other without any farewell is what the kernel does to a killed process.
        var pid = Path.Combine(_folder.FullName, "pid");
        Directory.CreateDirectory(Path.GetDirectoryName(LogPath)!);
        var process = AttemptProcess.Start(["/bin/sh", "-c", $"trap '' TERM; echo $$ >{pid}; while :; do sleep 0.05; done"], _folder.FullName, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, LogPath, LogPath);
        await Until(() => File.Exists(pid) && File.ReadAllText(pid).Length > 1);

        process.Dispose();

        Assert.Equal(Libc.SigKill, (await process.Ended).Signal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string LogPath => Path.Combine(_folder.FullName, "7", "task.1.log");

    private ProcessRunner Runner(TimeProvider? clock = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogPath)!);
        return new ProcessRunner(
            new ProcessOptions { Program = "/bin/sh", Folder = _folder.FullName, Logs = _folder.FullName, Store = "test", Grace = TimeSpan.FromMilliseconds(300) },
            clock ?? Wait.Clock);
    }

    private static Lease Lease(string script) => new(1, 1, 1, 7, "w", "task", 0, 0, Work(script));

    private static TaskWork Work(string script) => new(["/bin/sh", "-c", script], new Dictionary<string, string>(), TimeSpan.FromMinutes(5), RetryPolicy.None, KeepsOutput: false, IsShortCircuit: false);

    private static bool IsAlive(int process) => ProcessTable.Read().Any(entry => entry.Id == process && entry.State != 'Z');

    private static Task Until(Func<bool> condition, Action? also = null) => Wait.UntilAsync(condition, also);
}
