using DigitalLand.Datasets.Publication.Stores;

namespace DigitalLand.Datasets.Tests.Publication;

/// <summary>A publication that fails or is killed at any of its steps leaves readers the old version or the new one, whole, and the next one cleans up.</summary>
public sealed class CutShortTests
{
    private const string OldNote = "40 parks\n";
    private const string NewNote = "41 parks\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_step_a_publication_ends_at_readers_see_old_or_new_and_the_next_one_succeeds(bool killed)
    {
        var steps = 0;
        var ends = new HashSet<bool>();
        for (var failing = true; failing; steps++)
        {
            using var town = await TownWithTwoVersionsAsync();
            var disk = new FailingFiles(steps + 1, killed);
            town.Files = disk;

            await Record.ExceptionAsync(() => town.PublishAsync());

            failing = disk.Failed;
            ends.Add(AssertOldOrNew(town, $"step {steps + 1}"));
            if (!killed)
            {
                // What could not be deleted when the disk failed at a deletion is for the next run; everything else is gone now.
                Assert.True(town.Leftovers().Count <= 1, $"step {steps + 1}: {string.Join(' ', town.Leftovers())}");
            }

            town.Files = new DurableFiles();
            var outcome = await town.PublishAsync();
            Assert.True(AssertOldOrNew(town, $"after step {steps + 1}"), $"after step {steps + 1}: {outcome.Result}");
            Assert.Empty(town.Leftovers());
            Assert.False(Path.Exists(town.Folder["flattened/park.geojson"]));
            Assert.Equal(3, town.Versions().Count);
        }

        Assert.InRange(steps, 20, 200);
        Assert.Equal(2, ends.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_step_a_rollback_ends_at_readers_see_old_or_new_and_the_next_one_succeeds(bool killed)
    {
        for (var (step, failing) = (1, true); failing; step++)
        {
            using var town = await TownWithTwoVersionsAsync();
            await town.PublishAsync();
            var disk = new FailingFiles(step, killed);
            town.Files = disk;

            await Record.ExceptionAsync(() => town.Publisher().RollbackAsync(Town.Dataset, "x", "", Town.Cancel));

            failing = disk.Failed;
            var rolledBack = !AssertOldOrNew(town, $"step {step}");
            town.Files = new DurableFiles();
            if (!rolledBack)
            {
                await town.Publisher().RollbackAsync(Town.Dataset, "x", "", Town.Cancel);
            }

            Assert.False(AssertOldOrNew(town, $"after step {step}"));
        }
    }

    [Fact]
    public async Task Whatever_step_the_taking_over_of_standing_files_ends_at_readers_see_them()
    {
        for (var (step, failing) = (1, true); failing; step++)
        {
            using var town = new Town();
            town.Build(Town.Parks(40));
            Directory.Move(town.Folder["built/park/dataset"], town.Folder["dataset"]);
            town.Build(Town.Parks(20));
            var disk = new FailingFiles(step, killed: true);
            town.Files = disk;

            await Record.ExceptionAsync(() => town.PublishAsync());

            failing = disk.Failed;
            Assert.EndsWith("40,Park 40\n", town.ReadCsv(), StringComparison.Ordinal);
            Assert.NotNull(town.Read("dataset/park.sqlite3"));
            town.Files = new DurableFiles();
            Assert.Equal(DigitalLand.Datasets.Publication.PublicationResult.Held, (await town.PublishAsync()).Result);
            Assert.EndsWith("40,Park 40\n", town.ReadCsv(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Killed_again_while_it_cleans_up_it_still_shows_old_or_new()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < (Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") == "1" ? 100 : 5); round++)
        {
            using var town = await TownWithTwoVersionsAsync();
            var steps = Enumerable.Range(0, 3).Select(_ => random.Next(1, 60)).ToArray();
            var place = $"seed {seed}, round {round}, killed at {string.Join(", ", steps)}";
            foreach (var step in steps)
            {
                town.Files = new FailingFiles(step, killed: true);
                await Record.ExceptionAsync(() => town.PublishAsync());
                AssertOldOrNew(town, place);
            }

            town.Files = new DurableFiles();
            await File.WriteAllTextAsync(town.Folder["publication/park/.held.json.1.part"], "", Town.Cancel);
            await town.PublishAsync();
            Assert.True(AssertOldOrNew(town, place), place);
            Assert.Empty(town.Leftovers());
        }
    }

    [Fact]
    public async Task Who_reads_while_versions_change_finds_every_file_of_one_version()
    {
        using var town = new Town();
        town.Build(Town.Parks(100), null, "flattened/park.json");
        await town.PublishAsync();
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() => ReadUntil(town, done.Token), Town.Cancel);
        for (var count = 101; count < 111; count++)
        {
            town.Build(Town.Parks(count), null, "flattened/park.json");
            await town.PublishAsync();
        }

        await done.CancelAsync();
        Assert.True(await reader > 0);
    }

    /// <summary>Resolves the pointer once and reads two files below it, over and over.</summary>
    /// <returns>How often both were there.</returns>
    private static int ReadUntil(Town town, CancellationToken done)
    {
        var reads = 0;
        do
        {
            var version = Path.Combine(town.Folder["publication/park"], new FileInfo(town.Folder["publication/park/live"]).LinkTarget!);
            try
            {
                var parks = File.ReadLines(Path.Combine(version, "dataset/park.csv")).Count() - 1;
                Assert.Equal($"{parks} parks\n", File.ReadAllText(Path.Combine(version, "flattened/park.json")));
                reads++;
            }
            catch (DirectoryNotFoundException)
            {
                // A reader that slept while four versions went by begins again.
            }

            Assert.True(File.ReadLines(town.Folder["dataset/park.csv"]).Count() > 100);
            Thread.Yield();
        }
        while (!done.IsCancellationRequested);
        return reads;
    }

    /// <summary>Two versions are published, and a third with another set of files is built.</summary>
    private static async Task<Town> TownWithTwoVersionsAsync()
    {
        var town = new Town();
        town.Build(Town.Parks(39), null, "flattened/park.geojson");
        await town.PublishAsync();
        town.Build(Town.Parks(40), null, "flattened/park.geojson");
        await town.PublishAsync();
        town.Build(Town.Parks(41), null, "flattened/park.json");
        return town;
    }

    /// <summary>Every file is of one version.</summary>
    /// <returns>Whether it is the new one.</returns>
    private static bool AssertOldOrNew(Town town, string place)
    {
        var isNew = town.ReadCsv()!.Contains("41,Park 41", StringComparison.Ordinal);
        var seen = (town.Read("flattened/park.json"), town.Read("flattened/park.geojson"), town.ReadCsv()!.Count(c => c == '\n'));
        Assert.True(seen == (isNew ? NewNote : null, isNew ? null : OldNote, isNew ? 42 : 41), $"{place}: {seen}");
        var rows = DigitalLand.Datasets.Publication.Compare.DatasetComparison.Of(town.Folder["dataset/park.sqlite3"], town.Folder["dataset/park.sqlite3"], Town.Cancel).Entities.Live;
        Assert.True(rows == (isNew ? 41 : 40), place);
        return isNew;
    }
}
