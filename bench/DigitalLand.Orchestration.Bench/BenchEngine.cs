using System.Collections.Concurrent;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Bench;

internal enum Shape
{
    /// <summary>One run with one fan-out.</summary>
    FanOut,

    /// <summary>Many runs, each of ten tasks one after the other.</summary>
    Chains,
}

/// <summary>A scheduler and a worker on a store, doing nothing or running processes.</summary>
internal sealed class BenchEngine(IDatabase database, TimeProvider clock, string folder)
{
    public async Task<TimeSpan> ThroughputAsync(int tasks, Shape shape)
    {
        var workflow = shape == Shape.FanOut
            ? Of("fan-out", new WorkflowTask { Name = "each", Action = NoOp, ForEach = new ForEachValue([.. Enumerable.Range(0, tasks).Select(index => TextTemplate.Literal(index.ToString()))]) })
            : Of("chain", [.. Enumerable.Range(0, 10).Select(index => new WorkflowTask { Name = $"t{index}", Action = NoOp, Needs = index == 0 ? [] : [$"t{index - 1}"] })]);
        var runner = new NothingRunner();
        return await WorkAsync(workflow, shape == Shape.FanOut ? 1 : tasks / 10, runner, slots: 16);
    }

    /// <summary>From the moment in which a person's start is written to the start of the process, sorted.</summary>
    public async Task<List<TimeSpan>> LatencyAsync(int count, TimeSpan each)
    {
        var workflow = Of("one", new WorkflowTask { Name = "a", Action = NoOp });
        var starts = new ConcurrentDictionary<long, long>();
        var runner = new NothingRunner { Started = lease => starts[lease.Run] = clock.GetTimestamp() };
        var waits = new List<TimeSpan>();
        await using var running = await RunAsync(workflow, runner, slots: 4);
        var control = new RunControl(database, clock);
        for (var index = 0; index < count; index++)
        {
            var queued = clock.GetTimestamp();
            var run = await control.StartAsync(New(workflow), CancellationToken.None);
            await UntilAsync(() => starts.ContainsKey(run!.Value));
            waits.Add(clock.GetElapsedTime(queued, starts[run!.Value]));
            await Task.Delay(each, clock, CancellationToken.None);
        }

        waits.Sort();
        return waits;
    }

    public Task<TimeSpan> ProcessesAsync(string program, int count) => WorkAsync(
        Of("spawn", new WorkflowTask
        {
            Name = "each",
            Action = new CommandAction([TextTemplate.Literal(CommandAction.OwnProgram), TextTemplate.Literal("--version")], []),
            ForEach = new ForEachValue([.. Enumerable.Range(0, count).Select(index => TextTemplate.Literal(index.ToString()))]),
        }),
        runs: 1,
        new ProcessRunner(new ProcessOptions { Program = program, Folder = folder, Logs = Path.Combine(folder, "logs"), Store = "bench" }, clock),
        Environment.ProcessorCount);

    private static CommandAction NoOp { get; } = new([TextTemplate.Literal("true")], []);

    private static Workflow Of(string name, params WorkflowTask[] tasks) =>
        WorkflowJson.WithVersion(new Workflow { Name = name, Environment = "development", Tasks = tasks, Concurrency = new Concurrency { Runs = 20 } });

    private NewRun New(Workflow workflow) => new() { Workflow = workflow, Trigger = RunTrigger.Person, Date = clock.Today() };

    private async Task<TimeSpan> WorkAsync(Workflow workflow, int runs, IAttemptRunner runner, int slots)
    {
        var control = new RunControl(database, clock);
        await using var running = await RunAsync(workflow, runner, slots);
        var start = clock.GetTimestamp();
        for (var run = 0; run < runs; run++)
        {
            await control.StartAsync(New(workflow), CancellationToken.None);
        }

        await UntilAsync(async () => await database.ReadAsync(session => session.NumberAsync("select count(*) from (select 1 from run where state in ('queued', 'running') limit 1) as open"), CancellationToken.None) == 0);
        return clock.GetElapsedTime(start);
    }

    private async Task<Running> RunAsync(Workflow workflow, IAttemptRunner runner, int slots)
    {
        await new ScheduleBook(database, clock).FollowAsync(new WorkflowCatalogue("development", [workflow], new Dictionary<string, int>(), 1_000, []), CancellationToken.None);
        var stop = new CancellationTokenSource();
        var trouble = new TextLog(Console.Error);
        return new Running(
            stop,
            Task.WhenAll(
                new Scheduler(database, clock, new SchedulerOptions { Folder = folder }, trouble).RunAsync(stop.Token),
                new Worker(database, clock, new WorkerOptions { Slots = slots }, runner, trouble).RunAsync(stop.Token)));
    }

    private Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), clock, CancellationToken.None);
        }
    }

    private sealed record Running(CancellationTokenSource Stop, Task Work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Stop.CancelAsync();
            await Work;
            Stop.Dispose();
        }
    }

    private sealed class NothingRunner : IAttemptRunner
    {
        public Action<Lease> Started { get; init; } = _ => { };

        public Task<AttemptEnd> RunAsync(Lease lease, EndRequest request)
        {
            Started(lease);
            return Task.FromResult(AttemptEnd.Succeeded);
        }

        public long Watch() => 0;

        public IReadOnlyDictionary<long, string> Progress() => new Dictionary<long, string>();
    }
}
