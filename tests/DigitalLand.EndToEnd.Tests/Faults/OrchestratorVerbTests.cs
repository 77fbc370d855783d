using System.Text.Json;
using DigitalLand.Cli;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>The verbs of the orchestrator, as a person types them: their shapes are pinned here.</summary>
public sealed class OrchestratorVerbTests
{
    [Fact]
    public async Task A_run_is_triggered_fails_is_read_about_and_is_taken_up_again()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "echo hello", []), ("b", "echo trouble; test -e mended", ["a"])));
        await store.WorkerAsync();

        var (code, said) = await DoAsync(store, "trigger", "w", "--wait");
        Assert.Equal((ExitCode.DataProblems, "Run 1 of w: failed. Failed: b.\n"), (code, said));
        (code, said) = await DoAsync(store, "logs", "1", "--task", "b");
        Assert.Equal(ExitCode.Ok, code);
        Assert.EndsWith("trouble\n", said, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(store.Folder, "mended"), "", TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Ok, "Run 1: 1 task starts again.\n"), await DoAsync(store, "retry", "1"));
        Assert.Equal(ExitCode.Ok, (await DoAsync(store, "logs", "1", "-f")).Code);

        using var run = JsonDocument.Parse((await DoAsync(store, "runs", "1", "--json")).Said);
        Assert.Equal("succeeded", run.RootElement.GetProperty("run").GetProperty("state").GetString());
        Assert.Equal(["failed error 1", "succeeded  0"], run.RootElement.GetProperty("attempts").EnumerateArray()
            .Where(attempt => attempt.GetProperty("task").GetString() == "b")
            .Select(attempt => $"{attempt.GetProperty("state")} {(attempt.TryGetProperty("cause", out var cause) ? cause.GetString() : "")} {attempt.GetProperty("exit-code")}"));
    }

    [Fact]
    public async Task What_a_task_said_on_another_machine_is_read_in_the_archive_that_the_workers_share()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "echo \"archive $DIGITAL_LAND_ARCHIVE\"", [])));
        using var archive = new TemporaryFolder();
        await store.WorkerAsync("--archive", archive.Path);
        await DoAsync(store, "trigger", "w", "--wait");
        Directory.Delete(Path.Combine(store.Folder, "orchestrator"), recursive: true);

        Assert.EndsWith($"archive {archive.Path}\n", (await DoAsync(store, "logs", "1")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_is_not_there_is_wrong_use()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "true", [])));

        Assert.Equal(ExitCode.WrongUse, (await DoAsync(store, "worker", "--archive", Path.Combine(store.Folder, "nothing"))).Code);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_with_its_processes()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "echo $$ >pid; exec sleep 600", [])));
        await store.WorkerAsync();
        await DoAsync(store, "trigger", "w");
        var pid = Path.Combine(store.Folder, "pid");
        await FaultStore.UntilAsync(() => Task.FromResult(File.Exists(pid) && new FileInfo(pid).Length > 1));

        Assert.Equal((ExitCode.Ok, "1 run is being cancelled.\n"), await DoAsync(store, "cancel", "1", "--reason", "enough"));

        var run = await store.EndAsync(1);
        Assert.Equal((Orchestration.Runs.RunState.Cancelled, "enough"), (run.State, run.Note));
        var stat = $"/proc/{(await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken)).Trim()}/stat";
        await FaultStore.UntilAsync(() => Task.FromResult(!File.Exists(stat)));
    }

    [Fact]
    public async Task A_backfill_makes_a_run_for_each_day_and_shows_how_far_it_is()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "true", [])));
        await store.WorkerAsync();

        Assert.Equal(ExitCode.Ok, (await DoAsync(store, "backfill", "w", "--from", "2024-02-27", "--to", "2024-03-01", "--parallel", "2")).Code);
        await FaultStore.UntilAsync(async () => (await DoAsync(store, "backfill")).Said.Contains("4 of 4", StringComparison.Ordinal));

        Assert.Equal(["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"], await store.TextAsync("select date from run order by id"));
    }

    [Fact]
    public async Task A_store_that_nobody_works_on_is_not_well_and_one_with_a_worker_is()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "true", [])));

        var (code, said) = await DoAsync(store, "doctor");
        Assert.Equal(ExitCode.DataProblems, code);
        Assert.Contains("Nobody works on this store", said, StringComparison.Ordinal);
        await store.WorkerAsync();
        await FaultStore.UntilAsync(async () => (await DoAsync(store, "doctor")).Code == ExitCode.Ok);
    }

    [Fact]
    public async Task A_workflow_that_there_is_not_is_wrong_use()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "true", [])));

        Assert.Equal(ExitCode.WrongUse, (await DoAsync(store, "trigger", "nothing")).Code);
    }

    private static async Task<(int Code, string Said)> DoAsync(FaultStore store, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. words, "--store", store.Address], new Surroundings(FaultStore.Clock, output, error));
        return (code, output.ToString());
    }
}
