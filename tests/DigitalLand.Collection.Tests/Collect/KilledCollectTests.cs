using System.Diagnostics;
using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Collect;

/// <summary>A collection that is killed (SIGKILL) at any moment has lost nothing: what it says it has, it has, and the next one does the rest.</summary>
public sealed class KilledCollectTests : IDisposable
{
    private const int Endpoints = 60;

    /// <summary>Stands still, but its timers run.</summary>
    private static readonly TimeProvider Timers = new PinnedClock(DateTimeOffset.UnixEpoch);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_collection_loses_nothing()
    {
        await using var provider = await Provider.StartAsync();
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        var rounds = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1" ? 100 : 4;
        var interrupted = 0;
        for (var round = 0; round < rounds; round++)
        {
            var collection = _folder[$"{round}"];
            var urls = Enumerable.Range(0, Endpoints).Select(i => $"{provider.Url}/pieces/{(char)('a' + (i % 26))}{i}").ToList();
            _folder.Write($"{round}/endpoint.csv", "endpoint,endpoint-url\r\n" + string.Concat(urls.Select(url => $"{Sha256Hex.OfText(url)},{url}\r\n")));
            var wait = random.Next(100, 3500);
            await CollectAsync(collection, TimeSpan.FromMilliseconds(wait));
            var place = $"seed {seed}, round {round}, killed after {wait} ms";
            var kept = await KeptAsync(collection, place);
            interrupted += kept.Count is > 0 and < Endpoints ? 1 : 0;

            Assert.Equal(0, await CollectAsync(collection, killAfter: null));
            var all = await KeptAsync(collection, place);
            Assert.True(all.Count == Endpoints, place);
            Assert.True(kept.All(log => all[log.Key] == log.Value), $"{place}: a log changed");
            Assert.True(all.Keys.All(path => LogItem.Read(path).Resource.Length == 64), $"{place}: an endpoint was not fetched");
            Assert.Empty(Directory.EnumerateFiles(collection, ".*", SearchOption.AllDirectories));
        }

        TestContext.Current.SendDiagnosticMessage($"{rounds} runs of {Endpoints} endpoints killed, {interrupted} of them in the middle: no resource and no log lost");
        Assert.True(rounds < 100 || interrupted > 10, $"seed {seed}: hardly any of the kills came in the middle");
    }

    /// <summary>The logs by their paths, after the proof that every resource is what its name says and that every log's resource is there.</summary>
    private static async Task<Dictionary<string, string>> KeptAsync(string collection, string place)
    {
        using var archive = new LocalArchive(collection);
        var proof = await ArchiveVerification.RunAsync(archive, cancel: TestContext.Current.CancellationToken);
        Assert.True(proof.Problems.Count == 0, $"{place}: {string.Join("; ", proof.Problems)}");
        var logs = Path.Combine(collection, "log");
        return Directory.Exists(logs)
            ? Directory.EnumerateFiles(logs, "*.json", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.')).ToDictionary(path => path, File.ReadAllText, StringComparer.Ordinal)
            : [];
    }

    private static async Task<int> CollectAsync(string collection, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DIGITAL_LAND_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "digital-land"),
            ["collect", Path.Combine(collection, "endpoint.csv"), "-c", collection, "--allow-host", "127.0.0.1"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment[Clock.Variable] = "2024-05-02T02:00:00Z";
        var cancel = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(cancel);
        if (killAfter is { } wait)
        {
            await Task.Delay(wait, Timers, cancel);
            process.Kill();
        }

        await process.WaitForExitAsync(cancel);
        await said;
        return process.ExitCode;
    }
}
