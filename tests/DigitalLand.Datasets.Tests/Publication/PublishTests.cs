using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;
using DigitalLand.Datasets.Publication;

namespace DigitalLand.Datasets.Tests.Publication;

public sealed class PublishTests : IDisposable
{
    private readonly Town _town = new();

    public void Dispose() => _town.Dispose();

    [Fact]
    public async Task The_first_build_becomes_live_under_the_paths_that_readers_know()
    {
        _town.Build(Town.Parks(3), null, "flattened/park.geojson");

        var outcome = await _town.PublishAsync();

        Assert.Equal((PublicationResult.Published, 1), (outcome.Result, outcome.Live!.Version));
        Assert.Equal("entity,name\n1,Park 1\n2,Park 2\n3,Park 3\n", _town.ReadCsv());
        Assert.Equal("3 parks\n", _town.Read("flattened/park.geojson"));
        Assert.NotNull(_town.Read("dataset/park.sqlite3"));
        Assert.Equal("../publication/park/live/dataset/park.sqlite3", new FileInfo(_town.Folder["dataset/park.sqlite3"]).LinkTarget);
    }

    [Fact]
    public async Task A_build_without_surprises_takes_the_place_of_the_live_one()
    {
        _town.Build(Town.Parks(40));
        await _town.PublishAsync();
        _town.Build(Town.Parks(41));

        var outcome = await _town.PublishAsync();

        Assert.Equal((PublicationResult.Published, 2, 1), (outcome.Result, outcome.Live!.Version, outcome.Earlier!.Version));
        Assert.Contains("41,Park 41", _town.ReadCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_files_are_not_published_twice()
    {
        _town.Build(Town.Parks(3));
        await _town.PublishAsync();
        _town.Build(Town.Parks(3));

        var outcome = await _town.PublishAsync();

        Assert.Equal((PublicationResult.Unchanged, 1), (outcome.Result, outcome.Live!.Version));
        Assert.Equal(["000001"], _town.Versions());
    }

    [Fact]
    public async Task A_held_build_leaves_the_live_one_and_is_let_through_with_a_reason()
    {
        _town.Build(Town.Parks(40));
        await _town.PublishAsync();
        _town.Build(Town.Parks(20));

        var held = await _town.PublishAsync();

        Assert.Equal(PublicationResult.Held, held.Result);
        Assert.Equal("entity-count", Assert.Single(held.Findings).Guard);
        Assert.Contains("40,Park 40", _town.ReadCsv(), StringComparison.Ordinal);
        Assert.Contains("entity-count", _town.Read("publication/park/held.json"), StringComparison.Ordinal);

        var accepted = await _town.PublishAsync("the parks were sold");

        Assert.Equal((PublicationResult.Published, 2, "the parks were sold"), (accepted.Result, accepted.Live!.Version, accepted.Live.Accepted));
        Assert.DoesNotContain("40,Park 40", _town.ReadCsv(), StringComparison.Ordinal);
        Assert.Null(_town.Read("publication/park/held.json"));
    }

    [Fact]
    public async Task A_manifest_names_everything_that_the_version_was_made_from_and_is()
    {
        _town.Build(Town.Parks(40));
        await _town.PublishAsync();
        _town.Build(Town.Parks(20));
        await _town.PublishAsync("sold");

        using var manifest = JsonDocument.Parse(_town.Read("publication/park/live/manifest.json")!);

        var root = manifest.RootElement;
        Assert.Equal(("park", 2, "somebody", "sold"), (root.GetProperty("dataset").GetString(), root.GetProperty("version").GetInt32(), root.GetProperty("by").GetString(), root.GetProperty("accepted").GetString()));
        Assert.Equal("""{"code":"1.0","specification":"s","configuration":"c","organisations":"o","transformed":"t","resources":["r1","r2"]}""", Compact(root.GetProperty("inputs")));
        Assert.Equal(["dataset/park.csv", "dataset/park.sqlite3"], root.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()));
        Assert.All(
            root.GetProperty("files").EnumerateArray(),
            file => Assert.Equal(Sha256Hex.OfBytes(File.ReadAllBytes(_town.Folder[file.GetProperty("path").GetString()!])), file.GetProperty("sha256").GetString()));
        Assert.Contains("entity-count", root.GetProperty("findings").ToString(), StringComparison.Ordinal);
        Assert.Contains("value-change", root.GetProperty("guards").ToString(), StringComparison.Ordinal);
        Assert.StartsWith("000001-", root.GetProperty("previous").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_version_no_longer_has_is_gone_for_readers()
    {
        _town.Build(Town.Parks(3), null, "flattened/park.geojson");
        await _town.PublishAsync();
        _town.Build(Town.Parks(3, "new"), null, "flattened/park.json");

        await _town.PublishAsync();

        Assert.Null(_town.Read("flattened/park.geojson"));
        Assert.False(Path.Exists(_town.Folder["flattened/park.geojson"]));
        Assert.Equal("3 parks\n", _town.Read("flattened/park.json"));
    }

    [Fact]
    public async Task Files_that_stood_there_before_are_compared_with_and_can_be_had_back()
    {
        _town.Build(Town.Parks(40));
        Directory.Move(_town.Folder["built/park/dataset"], _town.Folder["dataset"]);
        _town.Build(Town.Parks(20));

        var held = await _town.PublishAsync();

        Assert.Equal((PublicationResult.Held, 1), (held.Result, held.Live!.Version));
        Assert.Contains("40,Park 40", _town.ReadCsv(), StringComparison.Ordinal);
        await _town.PublishAsync("sold");
        await _town.Publisher().RollbackAsync(Town.Dataset, "somebody", "not sold", Town.Cancel);
        Assert.Contains("40,Park 40", _town.ReadCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_shows_the_version_before_and_no_later_build_undoes_it_unasked()
    {
        _town.Build(Town.Parks(10));
        await _town.PublishAsync();
        _town.Build(Town.Parks(11));
        await _town.PublishAsync();

        var live = await _town.Publisher().RollbackAsync(Town.Dataset, "the editor", "park 11 is a car park", Town.Cancel);

        Assert.Equal((3, 2, 1), (live.Version, live.Rollback!.From, live.Rollback.To));
        Assert.DoesNotContain("Park 11", _town.ReadCsv(), StringComparison.Ordinal);
        var held = await _town.PublishAsync();
        Assert.Equal("rolled-back", Assert.Single(held.Findings).Guard);
        Assert.Contains("park 11 is a car park", held.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal((PublicationResult.Published, 4), (await _town.PublishAsync("it is a park again") is var accepted ? (accepted.Result, accepted.Live!.Version) : default));
        Assert.Contains("Park 11", _town.ReadCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_rollbacks_go_two_versions_back_and_no_further()
    {
        foreach (var count in new[] { 10, 11, 12 })
        {
            _town.Build(Town.Parks(count));
            await _town.PublishAsync();
        }

        await _town.Publisher().RollbackAsync(Town.Dataset, "x", "", Town.Cancel);
        Assert.Contains("Park 11", _town.ReadCsv(), StringComparison.Ordinal);
        await _town.Publisher(keep: 9).RollbackAsync(Town.Dataset, "x", "", Town.Cancel);
        Assert.EndsWith("10,Park 10\n", _town.ReadCsv(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<WrongUseException>(() => _town.Publisher().RollbackAsync(Town.Dataset, "x", "", Town.Cancel));
    }

    [Fact]
    public async Task A_damaged_version_is_not_rolled_back_to()
    {
        _town.Build(Town.Parks(10));
        await _town.PublishAsync();
        var csv = Path.Combine(Path.GetDirectoryName(_town.Folder["publication/park/live"])!, new FileInfo(_town.Folder["publication/park/live"]).LinkTarget!, "dataset/park.csv");
        _town.Build(Town.Parks(11));
        await _town.PublishAsync();
        await File.WriteAllTextAsync(csv, (await File.ReadAllTextAsync(csv, Town.Cancel)).Replace("Park 1\n", "Dark 1\n", StringComparison.Ordinal), Town.Cancel);

        var failure = await Assert.ThrowsAsync<RunFailedException>(() => _town.Publisher().RollbackAsync(Town.Dataset, "x", "", Town.Cancel));

        Assert.Contains("dataset/park.csv", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Park 11", _town.ReadCsv(), StringComparison.Ordinal);
        Assert.Empty(_town.Leftovers());
    }

    [Fact]
    public async Task A_live_dataset_that_was_cut_short_is_told_of_and_replaced_only_when_asked()
    {
        _town.Build(Town.Parks(10));
        await _town.PublishAsync();
        using (var sqlite = new FileStream(_town.Folder["dataset/park.sqlite3"], FileMode.Open))
        {
            sqlite.SetLength(1000);
        }

        _town.Build(Town.Parks(11));
        var held = await _town.PublishAsync();

        Assert.Contains("1000 bytes", Assert.Single(held.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(PublicationResult.Published, (await _town.PublishAsync("repaired")).Result);
    }

    [Fact]
    public async Task Old_versions_are_kept_by_count()
    {
        for (var count = 10; count < 16; count++)
        {
            _town.Build(Town.Parks(count));
            await _town.Publisher(keep: 2).PublishAsync(_town.Request(), Town.Cancel);
        }

        Assert.Equal(["000004", "000005", "000006"], _town.Versions());
    }

    [Fact]
    public async Task Of_two_publishers_one_wins_and_the_other_says_so()
    {
        _town.Build(Town.Parks(10));
        var slow = new Slow();
        _town.Files = slow;
        var first = Task.Run(() => _town.PublishAsync(), Town.Cancel);
        await slow.Reached.WaitAsync(Town.Cancel);

        var refused = await Assert.ThrowsAsync<WrongUseException>(() => _town.PublishAsync());

        slow.Release();
        Assert.Equal(PublicationResult.Published, (await first).Result);
        Assert.Contains("publishing 'park' now", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_is_not_whole_is_not_published()
    {
        _town.Build(Town.Parks(10));
        new DatasetBuild(_town.Folder["built/park"]).Begin();
        await Assert.ThrowsAsync<WrongUseException>(() => _town.PublishAsync());

        new DatasetBuild(_town.Folder["built/park"]).Complete(_town.Request().Inputs);
        Assert.Equal(PublicationResult.Published, (await _town.PublishAsync()).Result);
        Assert.Equal("1.0", new DatasetBuild(_town.Folder["built/park"]).ReadInputs()!.Code);
    }

    [Theory]
    [InlineData("../park")]
    [InlineData("")]
    [InlineData("a/b")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        _town.Build(Town.Parks(1));
        await Assert.ThrowsAsync<WrongUseException>(() => _town.Publisher().RollbackAsync(name, "x", "", Town.Cancel));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
