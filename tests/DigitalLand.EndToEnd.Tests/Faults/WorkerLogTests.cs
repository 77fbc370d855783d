using System.Text.Json;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>What a worker says to whoever collects its lines.</summary>
public sealed class WorkerLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_is_an_object_and_those_of_tasks_say_whose_they_are()
    {
        await using var store = await FaultStore.OpenAsync(address: null, FaultStore.Shell("w", ("a", "echo one; echo two >&2", []), ("b", "exit 1", ["a"])));
        store.Environment["DIGITAL_LAND_LOG_FORMAT"] = "json";
        var worker = await store.WorkerAsync("--task-output", "--name", "w1");
        await store.EndAsync(await store.StartAsync("w"));
        await FaultStore.SignalAsync(worker, "TERM");
        await worker.WaitForExitAsync(Cancel);

        var lines = store.Said.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.Equal("w1", line.GetProperty("worker").GetString()));
        Assert.All(lines, line => Assert.True(line.GetProperty("timestamp").TryGetDateTimeOffset(out _)));
        Assert.Equal(
            [
                "information a 1  begins.",
                "information a 1 task one",
                "information a 1 task two",
                "information a 1  succeeded after S s.",
                "information b 1  begins.",
                "warning b 1  failed (error) after S s. It ended with exit code 1.",
                "warning    failed.",
            ],
            lines.Where(line => line.TryGetProperty("run", out var run) && run.GetInt64() == 1 && line.GetProperty("workflow").GetString() == "w").Select(Text));
    }

    [Fact]
    public async Task What_stops_it_is_an_object_too()
    {
        using var folder = new TemporaryFolder();

        var finished = await Run.ProgramAsync(Run.DigitalLand, folder.Path, ["worker", "--store", Path.Combine(folder.Path, "s.db"), "--log-format", "json", "--keep-logs", "1"]);

        Assert.Equal(2, finished.ExitCode);
        var line = JsonDocument.Parse(finished.Error).RootElement;
        Assert.Equal("error", line.GetProperty("level").GetString());
        Assert.Equal("Runs, logs and alerts are kept for 2 days at least.", line.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_form_that_there_is_not_is_wrong_use()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, (await Run.ProgramAsync(Run.DigitalLand, folder.Path, ["worker", "--log-format", "xml"])).ExitCode);
    }

    private static string Text(JsonElement line)
    {
        string Of(string name) => line.TryGetProperty(name, out var value) ? value.ToString() : "";
        var message = System.Text.RegularExpressions.Regex.Replace(Of("message"), "[0-9.]+ s\\.", "S s.");
        return $"{Of("level")} {Of("task")} {Of("attempt")} {Of("from")} {message}";
    }
}
