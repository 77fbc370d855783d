using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Datasets.Publication;
using DigitalLand.Datasets.Publication.Stores;

namespace DigitalLand.Datasets.Tests.Publication;

public sealed class ArchiveStoreTests : IDisposable
{
    private const string Live = "town-collection/publication/park/live.json";

    private readonly Town _town = new();

    private string ArchiveFolder => Directory.CreateDirectory(_town.Folder["archive"]).FullName;

    public void Dispose() => _town.Dispose();

    [Fact]
    public async Task What_is_published_lies_under_the_keys_that_readers_know_and_under_its_version()
    {
        _town.Build(Town.Parks(3), null, "flattened/park.csv");

        var outcome = await PublishAsync();

        Assert.Equal(PublicationResult.Published, outcome.Result);
        Assert.Equal("entity,name\n1,Park 1\n2,Park 2\n3,Park 3\n", await TextAsync("town-collection/dataset/park.csv"));
        Assert.Equal("3 parks\n", await TextAsync("dataset/park.csv"));
        Assert.Equal("3 parks\n", await TextAsync($"town-collection/publication/park/versions/{outcome.Live!.Name}/flattened/park.csv"));
        Assert.Equal(outcome.Live.Name, PublicationManifest.Read(Encoding.UTF8.GetBytes((await TextAsync(Live))!), Live).Name);
    }

    [Fact]
    public async Task Guards_holding_accepting_and_rolling_back_work_as_in_a_folder()
    {
        _town.Build(Town.Parks(40));
        await PublishAsync();
        _town.Build(Town.Parks(20));
        Assert.Equal("entity-count", Assert.Single((await PublishAsync()).Findings).Guard);
        Assert.Contains("entity-count", await TextAsync("town-collection/publication/park/held.json"), StringComparison.Ordinal);

        await PublishAsync("sold");
        Assert.Null(await TextAsync("town-collection/publication/park/held.json"));
        Assert.EndsWith("20,Park 20\n", await TextAsync("town-collection/dataset/park.csv"), StringComparison.Ordinal);
        Assert.Equal(PublicationResult.Unchanged, (await PublishAsync()).Result);

        var rolledBack = await Publisher().RollbackAsync(Town.Dataset, "x", "not sold", Town.Cancel);
        Assert.Equal((3, 1), (rolledBack.Version, rolledBack.Rollback!.To));
        Assert.EndsWith("40,Park 40\n", await TextAsync("town-collection/dataset/park.csv"), StringComparison.Ordinal);
        Assert.Equal("rolled-back", (await PublishAsync()).Findings[0].Guard);
    }

    [Fact]
    public async Task Old_versions_and_files_that_are_no_longer_there_go()
    {
        for (var count = 10; count < 16; count++)
        {
            _town.Build(Town.Parks(count), null, count < 15 ? "flattened/park.geojson" : "flattened/park.json");
            await Publisher().PublishAsync(_town.Request(), Town.Cancel);
        }

        Assert.Null(await TextAsync("dataset/park.geojson"));
        Assert.NotNull(await TextAsync("dataset/park.json"));
        Assert.Equal(["000003", "000004", "000005", "000006"], (await KeysAsync("town-collection/publication/park/versions/")).Select(key => key.Split('/')[4][..6]).Distinct());
    }

    [Fact]
    public async Task Of_two_publishers_one_wins_and_the_other_says_so_and_leaves_nothing()
    {
        _town.Build(Town.Parks(10));
        await PublishAsync();
        using var archive = new LocalArchive(ArchiveFolder);
        var store = new ArchiveStore(archive, "town");
        await using var slow = await store.OpenAsync(Town.Dataset, [], _town.Clock, Town.Cancel);
        _town.Build(Town.Parks(11));
        await PublishAsync();
        var files = await slow.StageAsync([("dataset/park.csv", _town.Folder["built/park/dataset/park.csv"])], Town.Cancel);

        var refused = await Assert.ThrowsAsync<WrongUseException>(() => slow.MakeLiveAsync((slow.Live! with { Version = 2, By = "slow", Files = files }).Named(), Town.Cancel));

        Assert.Contains("published version 2", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("11,Park 11\n", await TextAsync("town-collection/dataset/park.csv"), StringComparison.Ordinal);
        Assert.Equal(2, (await KeysAsync("town-collection/publication/park/versions/")).Select(key => key.Split('/')[4]).Distinct().Count());
    }

    [Fact]
    public async Task Of_two_publishers_of_the_very_same_files_both_have_published_them()
    {
        _town.Build(Town.Parks(10));
        await PublishAsync();
        using var archive = new LocalArchive(ArchiveFolder);
        await using var slow = await new ArchiveStore(archive, "town").OpenAsync(Town.Dataset, [], _town.Clock, Town.Cancel);
        _town.Build(Town.Parks(11));
        await PublishAsync();
        var first = await slow.StageAsync([.. (await FilesAsync()).Select(path => (path, _town.Folder["built/park/" + path]))], Town.Cancel);

        await slow.MakeLiveAsync((slow.Live! with { Version = 2, By = "slow", Files = first }).Named(), Town.Cancel);

        Assert.NotEqual("slow", slow.Live!.By);
        Assert.Equal(2, slow.Live.Version);
        Assert.EndsWith("11,Park 11\n", await TextAsync("town-collection/dataset/park.csv"), StringComparison.Ordinal);
        Assert.Equal(2, (await KeysAsync("town-collection/publication/park/versions/")).Select(key => key.Split('/')[4]).Distinct().Count());

        async Task<IEnumerable<string>> FilesAsync() => PublicationManifest.Read((await archive.ReadAsync(Live, Town.Cancel))!.Value.Content, Live).Files.Select(file => file.Path);
    }

    /// <summary>By the pointer a reader sees old or new at every moment; the next publisher brings the other keys up to it.</summary>
    [Fact]
    public async Task Whatever_step_a_publication_ends_at_the_pointer_shows_old_or_new_and_the_next_one_succeeds()
    {
        var ends = new HashSet<int>();
        var step = 1;
        for (var failing = true; failing; step++)
        {
            using var town = new Town();
            var folder = Directory.CreateDirectory(town.Folder["archive"]).FullName;
            using var archive = new LocalArchive(folder);
            town.Build(Town.Parks(10), null, "flattened/park.geojson");
            await PublishAsync(town, archive);
            town.Build(Town.Parks(11), null, "flattened/park.json");
            var (killed, control) = FailingArchive.Around(archive, step);

            await Record.ExceptionAsync(() => PublishAsync(town, killed));

            failing = control.Failed;
            ends.Add(await AssertWholeAsync(archive));
            await PublishAsync(town, archive);
            Assert.Equal(2, await AssertWholeAsync(archive));
            Assert.True(File.Exists(Path.Combine(folder, "dataset", "park.json")), $"step {step}");
            Assert.False(File.Exists(Path.Combine(folder, "dataset", "park.geojson")), $"step {step}");
            Assert.EndsWith("11,Park 11\n", await File.ReadAllTextAsync(Path.Combine(folder, "town-collection", "dataset", "park.csv"), Town.Cancel), StringComparison.Ordinal);
        }

        Assert.Equal([1, 2], ends.Order());
        Assert.InRange(step, 12, 60);
    }

    private static async Task<int> AssertWholeAsync(LocalArchive archive)
    {
        var manifest = PublicationManifest.Read((await archive.ReadAsync(Live, Town.Cancel))!.Value.Content, Live);
        foreach (var file in manifest.Files)
        {
            var content = await archive.ReadAsync($"town-collection/publication/park/versions/{manifest.Name}/{file.Path}", Town.Cancel);
            Assert.Equal(file.Sha256, Core.Hashing.Sha256Hex.OfBytes(content!.Value.Content));
        }

        return manifest.Version;
    }

    private static Task<PublicationOutcome> PublishAsync(Town town, IPointerArchive archive) =>
        new DatasetPublisher(new ArchiveStore(archive, "town"), town.Clock).PublishAsync(town.Request(), Town.Cancel);

    private DatasetPublisher Publisher() => new(new ArchiveStore(new LocalArchive(ArchiveFolder), "town"), _town.Clock);

    private Task<PublicationOutcome> PublishAsync(string accept = "") => Publisher().PublishAsync(_town.Request(accept), Town.Cancel);

    private async Task<string?> TextAsync(string key)
    {
        using var archive = new LocalArchive(ArchiveFolder);
        return await archive.ReadAsync(key, Town.Cancel) is { } found ? Encoding.UTF8.GetString(found.Content) : null;
    }

    private async Task<List<string>> KeysAsync(string prefix)
    {
        using var archive = new LocalArchive(ArchiveFolder);
        return await archive.ListAsync(prefix, Town.Cancel).Select(entry => entry.Key).ToListAsync(Town.Cancel);
    }
}
