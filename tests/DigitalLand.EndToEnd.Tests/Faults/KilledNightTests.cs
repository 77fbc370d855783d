using System.Globalization;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Tests.Archive;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>
/// The sample country's night on three machines that share a PostgreSQL and an archive, while machines lose power, workers are killed and tasks are killed: what readers find afterwards is what
/// an undisturbed night leaves, byte for byte.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class KilledNightTests(PostgresServer postgres, MotoServer s3) : IClassFixture<MotoServer>
{
    private const int KillsOfANight = 5;

    private static readonly Dictionary<string, string> Nothing = [];

    private static bool IsLong => Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Fault(1, 2, 3)]
    public async Task A_night_in_which_any_of_three_machines_dies_at_any_moment_leaves_what_an_undisturbed_night_leaves()
    {
        var (seed, random) = Seeded();
        await using var country = await SharedCountry.ServeAsync();
        var undisturbed = await RunAsync(country, "undisturbed");
        Assert.Contains("digital-land-builder/dataset/digital-land.sqlite3", undisturbed.Hashes.Keys);
        Assert.Contains("tree-preservation-order-collection/dataset/tree.sqlite3", undisturbed.Hashes.Keys);

        var kills = IsLong ? 50 : 3;
        var killed = new List<string>();
        for (var night = 1; killed.Count < kills; night++)
        {
            var archive = country.NewArchive();
            await using var cluster = new NightCluster(country, $"night {night}", await postgres.NewAddressAsync(), archive, Nothing);
            var story = await cluster.RunAsync(Math.Min(KillsOfANight, kills - killed.Count), random);
            killed.AddRange(cluster.Killed);
            var differences = undisturbed.Differences(new NightContent(archive));
            Assert.True(differences.Count == 0, $"seed {seed}, night {night} differs in {string.Join('\n', differences.Take(20))}\n{story}");
        }

        TestContext.Current.SendDiagnosticMessage("seed {0}: {1}", seed, string.Join("; ", killed));
    }

    [Fact]
    [Fault(1, 2, 3)]
    public async Task A_night_over_S3_in_which_machines_die_leaves_what_one_over_a_folder_leaves_and_any_machine_can_read_its_logs()
    {
        var (seed, random) = Seeded();
        var (archive, location) = await s3.NewAsync(Cancel);
        using var opened = archive;
        await using var country = await SharedCountry.ServeAsync();
        var expected = await RunAsync(country, "folder");
        await SendAsync(country.NewArchive(), archive);
        var store = await postgres.NewAddressAsync();

        string story;
        await using (var cluster = new NightCluster(country, "s3", store, location, s3.Environment))
        {
            story = await cluster.RunAsync(IsLong ? KillsOfANight : 1, random);
        }

        Directory.Delete(country.Machines("s3"), recursive: true);
        using var brought = new TemporaryFolder();
        await foreach (var entry in archive.ListAsync(cancel: Cancel))
        {
            await using var content = await archive.OpenAsync(entry.Key, Cancel);
            Directory.CreateDirectory(Path.GetDirectoryName(brought.At(entry.Key))!);
            await using var file = File.Create(brought.At(entry.Key));
            await content!.CopyToAsync(file, Cancel);
        }

        var differences = expected.Differences(new NightContent(brought.Path));
        Assert.True(differences.Count == 0, $"seed {seed}: {string.Join('\n', differences.Take(20))}\n{story}");
        var logs = await Run.ProgramAsync(Run.DigitalLand, brought.Path, ["logs", "2", "--store", store], [.. s3.Environment.Select(variable => (variable.Key, (string?)variable.Value))]);
        Assert.True(logs.ExitCode == 0, logs.Error);
        Assert.Matches("Collected [0-9] of [0-9] endpoints tried", logs.Out);
    }

    private static (int Seed, Random Random) Seeded()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("DIGITAL_LAND_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        return (seed, new Random(seed));
    }

    private async Task<NightContent> RunAsync(SharedCountry country, string name)
    {
        var archive = country.NewArchive();
        await using var cluster = new NightCluster(country, name, await postgres.NewAddressAsync(), archive, Nothing);
        await cluster.RunAsync(kills: 0, new Random(0));
        return new NightContent(archive);
    }

    private static async Task SendAsync(string folder, IArchive archive)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using var content = File.OpenRead(file);
            await archive.ReplaceAsync(Path.GetRelativePath(folder, file), content, Cancel);
        }
    }
}
