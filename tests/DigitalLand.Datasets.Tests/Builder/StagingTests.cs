using DigitalLand.Core;
using DigitalLand.Datasets.Builder;

namespace DigitalLand.Datasets.Tests.Builder;

public sealed class StagingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_seen_until_all_is_published()
    {
        _folder.Write("a.csv", "old");
        using (var staging = new Staging(_folder.Root))
        {
            File.WriteAllText(staging["a.csv"], "new");
            File.WriteAllText(staging["deep/b.csv"], "new");
            File.WriteAllText(Path.Combine(staging.Scratch, "c"), "rest");
            Assert.Equal("old\n", File.ReadAllText(_folder["a.csv"]));
            Assert.False(File.Exists(_folder["deep/b.csv"]));

            staging.Publish();
        }

        Assert.Equal(["new", "new"], new[] { "a.csv", "deep/b.csv" }.Select(file => File.ReadAllText(_folder[file])));
        Assert.Equal([".building.lock", "a.csv", "deep"], Directory.EnumerateFileSystemEntries(_folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_killed_build_left_is_removed_and_not_published()
    {
        _folder.Write(".building/torn.sqlite3", "half");
        _folder.Write(".building.scratch/x", "half");

        using (var staging = new Staging(_folder.Root))
        {
            staging.Publish();
        }

        Assert.Equal([".building.lock"], Directory.EnumerateFileSystemEntries(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_serves_one_build_at_a_time()
    {
        using var first = new Staging(_folder.Root);

        Assert.Contains("Another build works", Assert.Throws<WrongUseException>(() => new Staging(_folder.Root)).Message, StringComparison.Ordinal);
    }
}
