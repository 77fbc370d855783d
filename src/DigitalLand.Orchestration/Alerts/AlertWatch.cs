using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Alerts;

/// <summary>What is worth an alert, and where to look for it.</summary>
public sealed record AlertRules
{
    /// <summary>Production raises alerts, every other environment notifications.</summary>
    public required string Environment { get; init; }

    /// <summary>Percent of a worker's memory: above it the users' workers lost tasks.</summary>
    public double MemoryAt { get; init; } = 90;

    public double CpuAt { get; init; } = 95;

    /// <summary>A worker's value must stand so long on one side of its line.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Percent of the disk that are used.</summary>
    public double DiskAt { get; init; } = 90;

    /// <summary>On the disk that is looked at.</summary>
    public required string Folder { get; init; }
}

/// <summary>
/// Finds what people should know. What happened once (a run that failed, a worker that was lost) is found by going through what has ended since the last look; what stands (memory, disk, a run
/// that is late) is raised and resolved. Nothing here waits for anything outside the store.
/// </summary>
public sealed class AlertWatch(IDatabase database, TimeProvider clock, AlertRules rules)
{
    private readonly AlertBook _book = new(database, clock);
    private readonly Dictionary<string, Hysteresis> _lines = new(StringComparer.Ordinal);
    private readonly long _begin = clock.GetTimestamp();

    private AlertClass Class => rules.Environment == "production" ? AlertClass.Alert : AlertClass.Notification;

    /// <summary>Looks once at everything.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        await FailedRunsAsync(cancel);
        await LateRunsAsync(cancel);
        await LostWorkersAsync(cancel);
        await LoadAsync(cancel);
        await DiskAsync(cancel);
    }

    private async Task FailedRunsAsync(CancellationToken cancel)
    {
        var reader = new RunReader(database);

        // A run that is retried and fails again ends at another moment, which makes another topic.
        var failed = await database.ReadAsync(
            session => session.QueryAsync(
                """
                select r.id, r.ended_at from run r
                where r.state = 'failed' and r.ended_at >= @since
                    and not exists (select 1 from alert a where a.topic = 'run ' || r.id || ' failed ' || r.ended_at)
                order by r.id limit 500
                """,
                row => (Run: row.GetInt64(0), Ended: row.GetInt64(1)),
                ("since", clock.Milliseconds() - (long)TimeSpan.FromDays(1).TotalMilliseconds)),
            cancel);
        foreach (var (id, ended) in failed)
        {
            var run = await reader.RunAsync(id, cancel);
            var attempt = (await reader.AttemptsAsync(id, cancel)).LastOrDefault(attempt => attempt.State == AttemptState.Failed);
            await _book.OpenAsync(
                $"run {id} failed {ended}",
                Class,
                AlertKind.RunFailed,
                id,
                $"Run {id} of {run.Workflow} for {run.Date} failed.",
                FailureText.Of(run, attempt),
                cancel);
        }
    }

    private async Task LateRunsAsync(CancellationToken cancel)
    {
        var late = await database.ReadAsync(
            session => session.QueryAsync(
                "select id, workflow, done_by from run where done_by is not null and ended_at is null and done_by < @now",
                row => (Run: row.GetInt64(0), Workflow: row.GetString(1), DoneBy: row.Moment(2)),
                ("now", clock.Milliseconds())),
            cancel);
        foreach (var (id, workflow, doneBy) in late)
        {
            await _book.OpenAsync(
                $"run {id} late",
                Class,
                AlertKind.RunLate,
                id,
                $"Run {id} of {workflow} should have ended by {doneBy:u} and has not.",
                $"See what it waits for: digital-land runs {id}",
                cancel);
        }

        var over = await database.ReadAsync(
            session => session.QueryAsync(
                "select a.topic from alert a join run r on r.id = a.run where a.kind = 'run-late' and a.resolved_at is null and r.ended_at is not null",
                row => row.GetString(0)),
            cancel);
        foreach (var topic in over)
        {
            await _book.ResolveAsync(topic, cancel);
        }
    }

    private async Task LostWorkersAsync(CancellationToken cancel)
    {
        var lost = await database.ReadAsync(
            session => session.QueryAsync(
                """
                select w.id, w.name, w.host, w.class, (select count(*) from attempt a where a.worker = w.id and a.cause = 'lost') from worker w
                where w.state = 'lost' and w.ended_at >= @since and not exists (select 1 from alert a where a.topic = 'worker ' || w.id || ' lost')
                """,
                row => (Id: row.GetInt64(0), Name: row.GetString(1), Host: row.GetString(2), Class: row.GetString(3), Attempts: row.GetInt64(4)),
                ("since", clock.Milliseconds() - (long)TimeSpan.FromDays(1).TotalMilliseconds)),
            cancel);
        foreach (var worker in lost)
        {
            await _book.OpenAsync(
                $"worker {worker.Id} lost",
                Class,
                AlertKind.WorkerLost,
                run: null,
                $"The {worker.Class} worker '{worker.Name}' on {worker.Host} gave no more sign of life.",
                $"{worker.Attempts} attempts were lost with it; their tasks go where their retries say.",
                cancel);
        }
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var workers = await database.ReadAsync(
            session => session.QueryAsync(
                "select id, name, host, class, memory_used, cpu_used from worker where ended_at is null",
                row => (Id: row.GetInt64(0), Who: $"{row.GetString(3)} worker '{row.GetString(1)}' on {row.GetString(2)}", Memory: row.GetInt64(4), Cpu: row.GetInt64(5))),
            cancel);
        foreach (var worker in workers)
        {
            await LineAsync($"worker {worker.Id} memory", AlertKind.WorkerMemory, worker.Memory, rules.MemoryAt, $"The {worker.Who} uses {worker.Memory} % of its memory.", "It takes on nothing more until that is less.", cancel);
            await LineAsync($"worker {worker.Id} cpu", AlertKind.WorkerCpu, worker.Cpu, rules.CpuAt, $"The {worker.Who} uses {worker.Cpu} % of its processors.", "Tasks take longer; think of fewer slots or another worker.", cancel);
        }

        await ResolveOfEndedAsync([.. workers.Select(worker => worker.Id)], cancel);
    }

    /// <summary>What a worker was short of is over when the worker is.</summary>
    private async Task ResolveOfEndedAsync(HashSet<long> live, CancellationToken cancel)
    {
        var open = await database.ReadAsync(
            session => session.QueryAsync("select topic from alert where kind in ('worker-memory', 'worker-cpu') and resolved_at is null", row => row.GetString(0)),
            cancel);
        foreach (var topic in open.Where(topic => !live.Contains(long.Parse(topic.Split(' ')[1]))))
        {
            await _book.ResolveAsync(topic, cancel);
        }
    }

    private Task DiskAsync(CancellationToken cancel)
    {
        var disk = new DriveInfo(rules.Folder);
        var used = 100 - (disk.AvailableFreeSpace * 100.0 / Math.Max(1, disk.TotalSize));
        return LineAsync($"disk {rules.Folder}", AlertKind.Disk, used, rules.DiskAt, $"The disk of {rules.Folder} is {used:0} % full.", $"{disk.AvailableFreeSpace >> 20} MiB are left.", cancel);
    }

    private async Task LineAsync(string topic, AlertKind kind, double value, double line, string title, string body, CancellationToken cancel)
    {
        if (!_lines.TryGetValue(topic, out var hysteresis))
        {
            hysteresis = _lines[topic] = new Hysteresis(line, line - 5, rules.Hold);
        }

        switch (hysteresis.Add(value, clock.GetElapsedTime(_begin)))
        {
            case true:
                await _book.OpenAsync(topic, Class, kind, run: null, title, body, cancel);
                break;
            case false:
                await _book.ResolveAsync(topic, cancel);
                break;
        }
    }
}

/// <summary>Why a run failed, and what to type.</summary>
internal static class FailureText
{
    private const int MostLines = 10;

    public static string Of(RunRecord run, AttemptRecord? attempt)
    {
        var lines = new List<string>();
        if (run.Note is { } note)
        {
            lines.Add(note);
        }

        if (attempt is not null)
        {
            lines.Add($"{attempt.Task}: {attempt.Cause?.Word() ?? "failed"}. {attempt.Note}");
            lines.AddRange((attempt.Tail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(MostLines).Select(line => "> " + line));
        }

        lines.Add($"See: digital-land logs {run.Id}");
        lines.Add($"Again: digital-land retry {run.Id}");
        return string.Join('\n', lines);
    }
}
