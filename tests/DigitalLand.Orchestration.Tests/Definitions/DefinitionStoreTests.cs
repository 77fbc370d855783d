using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Tests.Definitions.Yaml;

namespace DigitalLand.Orchestration.Tests.Definitions;

public sealed class DefinitionStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DefinitionStoreTests()
    {
        Write("definitions/environments.yaml", Country.Environments);
        Write("definitions/collections.yaml", Country.Collections);
        Write("definitions/a.yaml", Definition("a"));
        Write("specification/dataset.csv", Country.Datasets);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "kept"));
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private void Write(string name, string text) => _folder.Write(name, text);

    private void Remove(string name) => File.Delete(Path.Combine(_folder.Path, name));

    private static string Definition(string name, string command = "x") => $"name: {name}\ntasks:\n  - {{name: a, run: {command}}}";

    private DefinitionStore Open() => new(
        new LocalArchive(Path.Combine(_folder.Path, "definitions")), new LocalArchive(Path.Combine(_folder.Path, "kept")), Path.Combine(_folder.Path, "specification"), "production");

    private static string Command(DefinitionStore store, string name) => ((CommandAction)store.Current.Find(name).Tasks[0].Action).Words[0].ToString();

    [Fact]
    public async Task A_changed_file_is_live_after_the_next_reload()
    {
        var store = Open();
        Assert.True(await store.ReloadAsync(Cancel));
        Assert.Equal("x", Command(store, "a"));
        Assert.Equal((7, 2), (store.Current.SlotsOf("other"), store.Current.SlotsOf("load")));
        Assert.False(await store.ReloadAsync(Cancel));

        var before = store.Current.Find("a");
        Write("definitions/a.yaml", Definition("a", "y"));
        Assert.True(await store.ReloadAsync(Cancel));

        Assert.Equal("y", Command(store, "a"));
        Assert.NotEqual(before.Version, store.Current.Find("a").Version);
        Assert.Equal(WorkflowJson.Write(before), WorkflowJson.Write((await store.FindVersionAsync("a", before.Version, Cancel))!));
    }

    [Fact]
    public async Task A_change_that_says_the_same_is_no_change()
    {
        var store = Open();
        await store.ReloadAsync(Cancel);

        Write("definitions/a.yaml", "# words\n" + Definition("a"));

        Assert.False(await store.ReloadAsync(Cancel));
    }

    [Fact]
    public async Task A_refused_file_leaves_its_last_good_version_live_over_a_restart()
    {
        await Open().ReloadAsync(Cancel);
        Write("definitions/a.yaml", "name: a\ntasks:\n  - {name: a, run: y, timeout: soon}");
        Write("definitions/b.yaml", Definition("b"));

        var store = Open();
        await store.ReloadAsync(Cancel);

        Assert.Equal("x", Command(store, "a"));
        Assert.Equal("x", Command(store, "b"));
        var problem = Assert.Single(store.Current.Problems);
        Assert.Equal(("a.yaml", 3), (problem.File, problem.Line));

        Write("definitions/a.yaml", Definition("a", "z"));
        Assert.True(await store.ReloadAsync(Cancel));
        Assert.Equal("z", Command(store, "a"));
        Assert.Empty(store.Current.Problems);
    }

    [Fact]
    public async Task A_file_that_is_wrong_only_beside_the_others_is_refused_too()
    {
        Write("definitions/parent.yaml", "name: parent\ntasks:\n  - {name: a, workflow: a}");
        var store = Open();
        await store.ReloadAsync(Cancel);

        Write("definitions/parent.yaml", "name: parent\ntasks:\n  - {name: a, workflow: a, with: {limit: 1}}");
        await store.ReloadAsync(Cancel);
        Assert.Equal("parent.yaml:3: The task 'a' of 'parent' starts 'a' in a way that it cannot be started. There is no parameter 'limit': this workflow takes none.", Assert.Single(store.Current.Problems).ToString());
        Assert.Empty(((ChildWorkflowAction)store.Current.Find("parent").Tasks[0].Action).Parameters);

        Write("definitions/parent.yaml", "name: parent\ntasks:\n  - {name: a, workflow: aa}");
        await store.ReloadAsync(Cancel);
        Assert.Contains("did you mean 'a'?", Assert.Single(store.Current.Problems).Message, StringComparison.Ordinal);
        Assert.True(store.Current.TryFind("parent", out _));
    }

    [Fact]
    public async Task Workflows_that_start_each_other_are_refused()
    {
        Write("definitions/b.yaml", "name: b\ntasks:\n  - {name: a, workflow: c}");
        Write("definitions/c.yaml", "name: c\ntasks:\n  - {name: a, workflow: b}");
        var store = Open();

        await store.ReloadAsync(Cancel);

        Assert.All(store.Current.Problems, problem => Assert.Contains("starts itself", problem.Message, StringComparison.Ordinal));
        Assert.Equal(["a"], store.Current.Workflows.Select(workflow => workflow.Name));
    }

    [Fact]
    public async Task Of_two_workflows_with_one_name_the_first_file_stays()
    {
        Write("definitions/z.yaml", Definition("a", "y"));
        var store = Open();

        await store.ReloadAsync(Cancel);

        Assert.Equal("z.yaml", Assert.Single(store.Current.Problems).File);
        Assert.Equal("x", Command(store, "a"));
    }

    [Theory]
    [InlineData("definitions/environments.yaml", "environments: {}")]
    [InlineData("definitions/collections.yaml", "defaults: [")]
    [InlineData("specification/dataset.csv", "dataset,name\n")]
    [InlineData("specification/dataset.csv", null)]
    public async Task When_what_everything_depends_on_is_broken_everything_stays(string file, string? text)
    {
        Write("definitions/t.yaml", "for-each: collections\nname: ${{ collection.name }}\ntasks: [{name: a, run: x}]");
        await Open().ReloadAsync(Cancel);
        if (text is null)
        {
            Remove(file);
        }
        else
        {
            Write(file, text);
        }

        var store = Open();
        await store.ReloadAsync(Cancel);

        Assert.Equal(["a", "organisation", "park", "tree"], store.Current.Workflows.Select(workflow => workflow.Name));
        Assert.Equal(7, store.Current.DefaultPoolSlots);
        Assert.NotEmpty(store.Current.Problems);
    }

    [Fact]
    public async Task A_file_that_is_gone_takes_its_workflows_along()
    {
        Write("definitions/b.yaml", Definition("b"));
        var store = Open();
        await store.ReloadAsync(Cancel);
        Remove("definitions/b.yaml");

        Assert.True(await store.ReloadAsync(Cancel));

        Assert.False(store.Current.TryFind("b", out _));
    }

    [Fact]
    public async Task A_new_collection_of_the_specification_appears_by_itself()
    {
        Write("definitions/t.yaml", "for-each: collections\nname: ${{ collection.name }}\ntasks: [{name: a, run: x}]");
        var store = Open();
        await store.ReloadAsync(Cancel);

        Write("specification/dataset.csv", Country.Datasets + "\nhedge,hedge,geography,production");

        Assert.True(await store.ReloadAsync(Cancel));
        Assert.True(store.Current.TryFind("hedge", out _));
    }
}
