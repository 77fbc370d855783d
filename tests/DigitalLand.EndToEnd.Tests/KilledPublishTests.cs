using System.Diagnostics;
using DigitalLand.Core;
using Microsoft.Data.Sqlite;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>A publication that is killed (SIGKILL) at any moment has shown readers the old version or the new one, and the next one does the rest.</summary>
public sealed class KilledPublishTests : IDisposable
{
    /// <summary>Stands still, but its timers run.</summary>
    private static readonly TimeProvider Timers = new PinnedClock(DateTimeOffset.UnixEpoch);

    private static readonly string[] Paths = ["dataset/park.csv", "flattened/park.csv", "flattened/park.json", "flattened/park.geojson"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>From the first file that was staged to the end of the process, in the last publication.</summary>
    private TimeSpan _writing;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_publication_leaves_the_old_version_or_the_new_one()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        var rounds = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1" ? 100 : 4;
        Build(0);
        await PublishAsync(killAfter: null);
        Build(1);
        await PublishAsync(killAfter: null);
        var writing = _writing;
        var (interrupted, swapped) = (0, 0);
        for (var version = 2; version < rounds + 2; version++)
        {
            Build(version);
            var wait = writing * (1.2 * random.NextDouble());
            await PublishAsync(wait);
            var place = $"seed {seed}, version {version}, killed {wait.TotalMilliseconds:0} ms after the first file of {writing.TotalMilliseconds:0}";
            var live = Live(place);
            Assert.True(live == version || live == version - 1, $"{place}: version {live} is live");
            swapped += live == version ? 1 : 0;
            interrupted += live != version && Directory.EnumerateDirectories(_folder.At("publication", "park", "versions")).Count() > Math.Min(version, 4) ? 1 : 0;

            Assert.Equal(0, await PublishAsync(killAfter: null));
            Assert.Equal(version, Live(place));
            Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(_folder.Path, ".*", SearchOption.AllDirectories).Select(Path.GetFileName));
        }

        TestContext.Current.SendDiagnosticMessage($"{rounds} kills: {interrupted} while files were written, {swapped} after the swap");
        Assert.True(rounds < 100 || (interrupted > 5 && swapped > 5), $"seed {seed}: hardly any of the kills came in the middle ({interrupted}, {swapped})");
    }

    /// <summary>Every file says which version it is of, at its beginning and at its end.</summary>
    private void Build(int version)
    {
        foreach (var path in Paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.At("built", "park", path))!);
            File.WriteAllText(_folder.At("built", "park", path), string.Concat(Enumerable.Repeat($"version {version}\n", 100_000)));
        }

        File.Delete(_folder.At("built", "park", "dataset", "park.sqlite3"));
        using var connection = new SqliteConnection($"Data Source={_folder.At("built", "park", "dataset", "park.sqlite3")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            CREATE TABLE entity (entity INTEGER PRIMARY KEY, json JSON, name TEXT, organisation_entity TEXT);
            CREATE TABLE dataset_resource (resource TEXT, entry_count INTEGER);
            INSERT INTO entity VALUES (1, NULL, $name, '600');
            """;
        command.Parameters.AddWithValue("$name", $"version {version}");
        command.ExecuteNonQuery();
    }

    /// <summary>The version that readers see, after the proof that every file is whole and of it.</summary>
    private int Live(string place)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.At("dataset", "park.sqlite3")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM entity";
        var name = (string)command.ExecuteScalar()!;
        foreach (var path in Paths)
        {
            var lines = File.ReadAllLines(_folder.At(path));
            Assert.True(lines.Length == 100_000 && lines[0] == name && lines[^1] == name, $"{place}: {path} says {lines[0]}, SQLite {name}");
        }

        return int.Parse(name["version ".Length..]);
    }

    private async Task<int> PublishAsync(TimeSpan? killAfter)
    {
        using var process = Process.Start(new ProcessStartInfo(Run.DigitalLand, ["publish", "park", "--directory", _folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var said = Task.WhenAll(process.StandardError.ReadToEndAsync(Cancel), process.StandardOutput.ReadToEndAsync(Cancel));
        var staging = _folder.At("publication", "park", "versions", ".staging");
        while (!Directory.Exists(staging) && !process.HasExited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Timers, Cancel);
        }

        var start = Timers.GetTimestamp();
        if (killAfter is { } wait)
        {
            await Task.Delay(wait, Timers, Cancel);
            process.Kill();
        }

        await process.WaitForExitAsync(Cancel);
        _writing = Timers.GetElapsedTime(start);
        await said;
        return process.ExitCode;
    }
}
