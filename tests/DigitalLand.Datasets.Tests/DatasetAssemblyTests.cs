using DigitalLand.Core;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Tests;

public sealed class DatasetAssemblyTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Fact]
    public void Failed_create_leaves_the_earlier_dataset_and_no_other_file()
    {
        _park.With(new FactRow(1, "name", "earlier")).Create();
        var before = Files();
        _park.Centroid = _ => throw new RunFailedException("no");
        _park.With(new FactRow(1, "geometry", "bad"));
        Assert.Throws<RunFailedException>(() => _park.Create());
        Assert.Equal("earlier", _park.Value("select name from entity"));
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Cancelled_create_leaves_the_earlier_dataset()
    {
        _park.With(new FactRow(1, "name", "earlier")).Create();
        using var cancel = new CancellationTokenSource();
        _park.Centroid = _ =>
        {
            cancel.Cancel();
            return "POINT (1 2)";
        };
        _park.With(new FactRow(1, "geometry", "g"));
        Assert.ThrowsAny<OperationCanceledException>(() => _park.CreateUntil(cancel.Token));
        Assert.Equal("earlier", _park.Value("select name from entity"));
    }

    [Fact]
    public void Package_is_not_seen_before_it_is_complete()
    {
        _park.With(new FactRow(1, "name", "earlier")).Create();
        var tables = new DatasetPackage(_park.Specification);

        // What a killed process leaves: rows written, neither committed nor disposed of.
        using var unfinished = SqlitePackage.Create(_park.Output, tables.Tables);
        using (var writer = unfinished.Fill(tables.Entity))
        {
            writer.Set(tables.Entity.Ordinal("entity"), 2);
            writer.Insert();
        }

        Assert.Equal("earlier", _park.Value("select name from entity"));
    }

    [Fact]
    public void Same_inputs_give_the_same_bytes()
    {
        _park.With(Enumerable.Range(0, 500).Select(i => new FactRow(i % 50, $"field-{i % 7}", $"value {i % 90}", Resource: $"r{i % 3}")));
        _park.Create();
        var first = File.ReadAllBytes(_park.Output);
        _park.Create();
        Assert.True(first.AsSpan().SequenceEqual(File.ReadAllBytes(_park.Output)));
    }

    [Theory]
    [InlineData(",x,2024-01-01,1,f,name,1,,r,,v", "entity 'x'")]
    [InlineData(",,2024-01-01,1,f,name,1,,r,,v", "entity ''")]
    [InlineData(",1,2024-01-01,,f,name,1,,r,,v", "entry-number ''")]
    [InlineData(",1,2024-01-01,1,f,name,high,,r,,v", "priority 'high'")]
    public void Number_that_is_not_one_fails_the_run_with_its_place(string line, string said)
    {
        _park.WithTransformed("r", ",1,2024-01-01,1,f,name,1,,r,,v", line);
        var error = Assert.Throws<RunFailedException>(() => _park.Create());
        Assert.StartsWith("Record 3 of '", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transformed_file_without_a_column_fails_the_run()
    {
        _park.WithTransformed("r");
        _park.Folder.Write("transformed/r.csv", "entity,fact", "1,f");
        Assert.Contains("has no column", Assert.Throws<RunFailedException>(() => _park.Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_transformed_files_fails_the_run()
    {
        Directory.CreateDirectory(_park.Folder["transformed"]);
        Assert.Contains("no transformed file", Assert.Throws<RunFailedException>(() => _park.Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resource_without_facts_counts_and_adds_nothing()
    {
        _park.WithTransformed("empty");
        var outcome = _park.Create();
        Assert.Equal((1, 0L, 0L), (outcome.Resources, outcome.Facts, outcome.Entities));
        Assert.Equal("1", _park.Value("select count(*) from dataset_resource"));
    }

    public void Dispose() => _park.Dispose();

    private string[] Files() => [.. Directory.EnumerateFiles(_park.Folder.Root).Order(StringComparer.Ordinal)];
}
