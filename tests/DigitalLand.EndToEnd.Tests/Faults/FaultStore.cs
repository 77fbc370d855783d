using System.Collections.Concurrent;
using System.Diagnostics;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>A store with real worker processes of our program, which a test starts and kills.</summary>
internal sealed class FaultStore : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _workers = [];

    private FaultStore(IDatabase database, string address)
    {
        Database = database;
        Address = address;
        Reader = new RunReader(database);
        Control = new RunControl(database, Clock);
    }

    public static TimeProvider Clock { get; } = Core.Clock.FromEnvironment();

    public IDatabase Database { get; }

    public string Address { get; }

    public RunReader Reader { get; }

    public RunControl Control { get; }

    public string Folder => _folder.Path;

    /// <summary>The lines of all workers.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>Variables of every worker that is started from now on.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="address">Null for an embedded store.</param>
    public static async Task<FaultStore> OpenAsync(string? address, params Workflow[] workflows)
    {
        address ??= Path.Combine(Directory.CreateTempSubdirectory("digital-land-store-").FullName, "store.db");
        var database = await StoreAddress.OpenAsync(address, Clock, Cancel);
        await new ScheduleBook(database, Clock).FollowAsync(
            new WorkflowCatalogue("development", workflows, new Dictionary<string, int>(StringComparer.Ordinal), 1000, []),
            Cancel);
        return new FaultStore(database, address);
    }

    /// <summary>A workflow of shell commands, each task after the one before it unless it says otherwise.</summary>
    public static Workflow Shell(string name, params (string Name, string Script, string[] Needs)[] tasks) => WorkflowJson.WithVersion(new Workflow
    {
        Name = name,
        Environment = "development",
        Concurrency = new Concurrency { Runs = 1000 },
        Tasks =
        [
            .. tasks.Select(task => new WorkflowTask
            {
                Name = task.Name,
                Needs = task.Needs,
                Action = new CommandAction([TextTemplate.Literal("/bin/sh"), TextTemplate.Literal("-c"), TextTemplate.Literal(task.Script)], []),
                Retries = RetryPolicy.Default with { Limits = [new(FailureCause.Lost, 100), new(FailureCause.Killed, 100), new(FailureCause.StoreAway, 100)], Backoff = TimeSpan.FromMilliseconds(50) },
            }),
        ],
    });

    /// <summary>Starts a worker process, and waits until it says that it is ready.</summary>
    public async Task<Process> WorkerAsync(params string[] more)
    {
        var start = new ProcessStartInfo(Run.DigitalLand, ["worker", "--store", Address, "--directory", Folder, "--lease", "2", .. more])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var worker = Process.Start(start)!;
        _workers.Add(worker);
        var said = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                Said.Enqueue(text);
            }

            said.TrySetResult(line.Data);
        };
        worker.BeginErrorReadLine();
        var first = await said.Task.WaitAsync(Cancel);
        Assert.True(first?.Contains("is ready", StringComparison.Ordinal) ?? false, first);
        return worker;
    }

    public async Task<long> StartAsync(string workflow) => (await Control.StartAsync(
        new NewRun { Workflow = await Reader.WorkflowAsync(workflow, Cancel), Trigger = RunTrigger.Person, Date = Clock.Today() },
        Cancel))!.Value;

    public async Task<RunRecord> EndAsync(long run)
    {
        await UntilAsync(async () => (await Reader.RunAsync(run, Cancel)).State.IsEnd());
        return await Reader.RunAsync(run, Cancel);
    }

    public Task<List<string>> TextAsync(string sql) => Database.ReadAsync(session => session.QueryAsync(sql, row => row.GetString(0)), Cancel);

    /// <summary>Waits for what is to happen, looking again and again; fails long after it should have.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Deadline, "What the test waits for has not happened.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), Clock, Cancel);
        }
    }

    public static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString()]);
        await kill.WaitForExitAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            if (!worker.HasExited)
            {
                worker.Kill();
                await worker.WaitForExitAsync(CancellationToken.None);
            }

            worker.Dispose();
        }

        await Database.DisposeAsync();
        if (!StoreAddress.IsShared(Address))
        {
            Directory.Delete(Path.GetDirectoryName(Address)!, recursive: true);
        }

        _folder.Dispose();
    }
}
