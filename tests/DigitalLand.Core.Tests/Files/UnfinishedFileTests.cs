using DigitalLand.Core.Files;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Files;

public sealed class UnfinishedFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_nobody_holds_goes_and_everything_else_stays()
    {
        _folder.Write(".left.csv.1.abc.part", "half");
        _folder.Write("kept.part", "x");
        _folder.Write(".kept", "x");
        using var held = UnfinishedFile.Create(_folder.Path, "held.csv");
        UnfinishedFile.RemoveAbandoned(_folder.Path);
        Assert.Equal([Path.GetFileName(held.Name), ".kept", "kept.part"], Directory.EnumerateFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        UnfinishedFile.RemoveAbandoned(_folder["missing"]);
    }

    /// <summary>Two runs may be at work in one folder, and one of them may just begin.</summary>
    [Fact]
    public async Task Files_that_are_being_written_survive_any_number_of_clearings()
    {
        using var end = new CancellationTokenSource();
        var clearing = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                UnfinishedFile.RemoveAbandoned(_folder.Path);
            }
        }, TestContext.Current.CancellationToken)).ToList();
        const int Files = 500;
        Parallel.For(0, Files, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, i =>
        {
            using var file = new AtomicFile(_folder[$"{i}.csv"]);
            file.Stream.WriteByte((byte)i);
            file.Commit();
        });
        await end.CancelAsync();
        await Task.WhenAll(clearing);
        Assert.Equal(Files, Directory.GetFiles(_folder.Path, "*.csv").Length);
        Assert.All(Enumerable.Range(0, Files), i => Assert.Equal([(byte)i], File.ReadAllBytes(_folder[$"{i}.csv"])));
    }
}
