using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>A machine of a cluster, as far as one can stand for it: a folder of its own and a worker process, which schedules too. It can lose power at any moment.</summary>
/// <param name="name">Also of its folder.</param>
/// <param name="folder">Its disk.</param>
/// <param name="environment">Of the worker.</param>
/// <param name="arguments">Of the worker, beside those that say which machine it is.</param>
internal sealed class NightMachine(string name, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) : IAsyncDisposable
{
    private Process? _worker;

    /// <summary>What its workers have said.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="isNew">With an empty disk.</param>
    public async Task StartAsync(bool isNew)
    {
        if (isNew && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(Run.DigitalLand, ["worker", "--name", name, "--directory", folder, .. arguments]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["DIGITAL_LAND_ALLOW_HOSTS"] = "127.0.0.1";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var ready = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _worker = Process.Start(start)!;
        _worker.ErrorDataReceived += (_, line) =>
        {
            Said.Enqueue($"{name}: {line.Data}");
            ready.TrySetResult(line.Data);
        };
        _worker.BeginErrorReadLine();
        var first = await ready.Task.WaitAsync(Cancel);
        Assert.True(first?.Contains("is ready", StringComparison.Ordinal) ?? false, first);
    }

    /// <summary>Everything on the machine ends at once: the worker and all processes of its tasks.</summary>
    public async Task LosePowerAsync()
    {
        var descendants = Descendants(_worker!.Id);
        _worker.Kill();
        descendants.ForEach(Kill);
        await _worker.WaitForExitAsync(Cancel);

        // What was started between the look and the kill has lost its leash.
        Descendants(_worker.Id).ForEach(Kill);
        _worker.Dispose();
        _worker = null;
    }

    /// <summary>The worker alone is killed; its tasks die by their leashes.</summary>
    public async Task LoseWorkerAsync()
    {
        _worker!.Kill();
        await _worker.WaitForExitAsync(Cancel);
        _worker.Dispose();
        _worker = null;
    }

    /// <summary>One task's process is killed; the worker lives.</summary>
    /// <returns>False where none was running.</returns>
    public bool LoseTask(Random random)
    {
        var tasks = ChildrenOf(_worker!.Id);
        if (tasks.Count == 0)
        {
            return false;
        }

        Kill(tasks[random.Next(tasks.Count)]);
        return true;
    }

    /// <summary>Nothing of it moves for longer than its lease, then all goes on: what it had been given is somebody else's by then.</summary>
    /// <param name="withTasks">Its tasks stand still too; else they work on, and nobody hears of it.</param>
    public async Task StandStillAsync(bool withTasks, TimeSpan time, TimeProvider clock)
    {
        List<int> stopped = [_worker!.Id, .. withTasks ? Descendants(_worker.Id) : []];
        await SignalAsync("STOP", stopped);
        await Task.Delay(time, clock, Cancel);
        await SignalAsync("CONT", stopped);
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await LosePowerAsync();
        }
    }

    private static List<int> Descendants(int process) => [.. ChildrenOf(process).SelectMany(child => Descendants(child).Append(child))];

    private static List<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            try
            {
                // The name in brackets may hold anything; the parent is the second field behind it.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) == parent)
                {
                    children.Add(id);
                }
            }
            catch (IOException)
            {
                // It has gone meanwhile.
            }
        }

        return children;
    }

    private static async Task SignalAsync(string signal, IEnumerable<int> processes)
    {
        // Some may have gone meanwhile, which kill says and which is no matter.
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, .. processes.Select(process => $"{process}")]) { UseShellExecute = false, RedirectStandardError = true })!;
        await kill.WaitForExitAsync(Cancel);
    }

    private static void Kill(int process)
    {
        try
        {
            using var doomed = Process.GetProcessById(process);
            doomed.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It has gone meanwhile.
        }
    }
}
