using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Tests.Plan;

public sealed class CollectionStateTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public CollectionStateTests()
    {
        SampleCollection.AfterBothNights(_folder);
        _folder.Write("old-resource.csv", "old-resource,resource,status\nr2,,410\n");
        foreach (var name in new[] { "specification/a.csv", "pipeline/b.csv", "resource/r1" })
        {
            _folder.Write(name, "x");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_state_is_written_as_Python_writes_it()
    {
        var state = Build();
        state.Save(_folder["state.json"]);
        var folder = DirectoryHash.Of(_folder.Path, "log/", "log.csv", "pipeline.mk", "resource/", "state.json");
        Assert.Equal(
            $$$"""{"code": "1.0", "specification": "{{{DirectoryHash.Of(_folder["specification"])}}}", "collection": "{{{folder}}}", "resource": "{{{DirectoryHash.Of(_folder["resource"])}}}", "pipeline": "{{{DirectoryHash.Of(_folder["pipeline"])}}}", "incremental_loading_override": false, "last_updated_date": "2024-05-02", "transform_count": 2, "transform_count_by_dataset": {"tree": 1, "tree-preservation-zone": 1}, "transform_resources": {"tree": ["r1"], "tree-preservation-zone": ["r1"]}}""",
            File.ReadAllText(_folder["state.json"]));
    }

    [Fact]
    public void What_was_done_is_not_counted_but_its_dataset_stays()
    {
        _folder.Write(
            "dataset-resource/tree/r1.csv",
            $"code-version,config-hash,specification-hash\n1.0,{DirectoryHash.Of(_folder["pipeline"])},{DirectoryHash.Of(_folder["specification"])}\n");
        Assert.Contains(
            """, "transform_count": 1, "transform_count_by_dataset": {"tree": 0, "tree-preservation-zone": 1}, "transform_resources": {"tree": [], "tree-preservation-zone": ["r1"]}}""",
            Build(_folder["dataset-resource"]).ToJson(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_differs_in_what_changed_and_not_in_what_changes_every_day()
    {
        Build().Save(_folder["../saved-" + Path.GetFileName(_folder.Path)]);
        var path = _folder["../saved-" + Path.GetFileName(_folder.Path)];
        try
        {
            Assert.Empty(Build(now: SampleCollection.Now.AddDays(3)).DifferencesFrom(CollectionState.Load(path)));
            _folder.Write("pipeline/b.csv", "y");
            Assert.Equal(["collection", "pipeline"], Build().DifferencesFrom(CollectionState.Load(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public void A_file_without_a_state_is_refused(string text) =>
        Assert.Throws<RunFailedException>(() => CollectionState.Load(_folder.Write("state.json", text)));

    private CollectionState Build(string? datasetResources = null, DateTimeOffset? now = null) => CollectionState.Build(
        new StateFolders(_folder["specification"], _folder.Path, _folder["pipeline"], _folder["resource"]),
        "1.0",
        isOverride: false,
        new PinnedClock(now ?? SampleCollection.Now),
        datasetResources);
}
