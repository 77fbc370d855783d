using System.Diagnostics;
using DigitalLand.Core;
using DigitalLand.Orchestration.Bench;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

// What the orchestrator itself costs, on an embedded store or, with an address as the argument, on another:
// tasks that do nothing, the time from the queue to the start, the rate of real processes beside that of bare ones, and all of it again over a million ended tasks.
var clock = Clock.FromEnvironment();
var folder = Directory.CreateTempSubdirectory("orchestration-bench-").FullName;
var address = args is [var given, ..] ? given : Path.Combine(folder, "store.db");
var program = Environment.GetEnvironmentVariable("DIGITAL_LAND_PROGRAM");
try
{
    await using var database = await StoreAddress.OpenAsync(address, clock, CancellationToken.None);
    var engine = new BenchEngine(database, clock, folder);
    Console.WriteLine("| what | store | result |");
    Console.WriteLine("| --- | --- | --- |");
    await MeasureAsync(engine, "new");
    var filled = clock.GetTimestamp();
    await History.FillAsync(database, tasks: 1_000_000, CancellationToken.None);
    await Console.Error.WriteLineAsync($"1,000,000 ended tasks written in {clock.GetElapsedTime(filled).TotalSeconds:0} s");
    await MeasureAsync(engine, "1,000,000 ended tasks");
    if (program is not null)
    {
        await SpawnAsync(engine, program);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

async Task MeasureAsync(BenchEngine engine, string store)
{
    foreach (var (name, tasks, shape) in new[] { ("no-op tasks in one fan-out", 10_000, Shape.FanOut), ("no-op tasks in runs of ten in a row", 5_000, Shape.Chains) })
    {
        var elapsed = await engine.ThroughputAsync(tasks, shape);
        Console.WriteLine($"| {tasks:#,0} {name} | {store} | {tasks / elapsed.TotalMinutes:#,0} a minute ({elapsed.TotalSeconds:0.0} s) |");
    }

    var waits = await engine.LatencyAsync(count: 120, each: TimeSpan.FromMilliseconds(250));
    Console.WriteLine($"| queue to start | {store} | median {waits[waits.Count / 2].TotalMilliseconds:0.0} ms, 99th percentile {waits[waits.Count * 99 / 100].TotalMilliseconds:0.0} ms of {waits.Count} |");
}

async Task SpawnAsync(BenchEngine engine, string path)
{
    const int Count = 100;
    var bare = new List<double>();
    var ours = new List<double>();
    for (var round = 0; round < 3; round++)
    {
        bare.Add(await BareAsync(path, Count));
        ours.Add(Count / (await engine.ProcessesAsync(path, Count)).TotalSeconds);
    }

    bare.Sort();
    ours.Sort();
    Console.WriteLine($"| `digital-land --version`, {Environment.ProcessorCount} at once | processes alone | {bare[1]:0.0} a second |");
    Console.WriteLine($"| the same as tasks | through the engine | {ours[1]:0.0} a second, {ours[1] / bare[1]:0 %} |");
}

static async Task<double> BareAsync(string path, int count)
{
    var watch = Stopwatch.StartNew();
    await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (_, cancel) =>
    {
        using var process = Process.Start(new ProcessStartInfo(path, ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync(cancel);
    });
    return count / watch.Elapsed.TotalSeconds;
}
