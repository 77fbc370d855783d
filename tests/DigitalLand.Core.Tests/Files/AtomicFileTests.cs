using DigitalLand.Core.Files;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_file_without_a_commit_leaves_the_old_one_and_nothing_beside_it()
    {
        _folder.Write("out.csv", "old");
        using (var file = new AtomicFile(_folder["out.csv"]))
        {
            file.Stream.Write("new"u8);
            file.Stream.Flush();
        }

        Assert.Equal("old\n", _folder.Read("out.csv"));
        Assert.Equal(["out.csv"], _folder.Files());
    }

    [Fact]
    public void Until_the_commit_readers_see_the_old_file_and_after_it_the_new_one()
    {
        _folder.Write("out.csv", "old");
        using var file = new AtomicFile(_folder["out.csv"]);
        file.Stream.Write("new"u8);
        file.Stream.Flush();
        Assert.Equal("old\n", _folder.Read("out.csv"));

        file.Commit();
        Assert.Equal("new", _folder.Read("out.csv"));
        Assert.Equal(["out.csv"], _folder.Files());
    }

    [Fact]
    public async Task A_file_can_be_read_at_every_moment_in_which_another_takes_its_place()
    {
        _folder.Write("out.csv", "0");
        using var done = new CancellationTokenSource();
        var reading = Task.Run(
            () =>
            {
                var reads = 0;
                for (; !done.IsCancellationRequested; reads++)
                {
                    Assert.NotEmpty(File.ReadAllBytes(_folder["out.csv"]));
                }

                return reads;
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 3000 && !reading.IsFaulted; i++)
        {
            AtomicFile.WriteAllBytes(_folder["out.csv"], "1"u8);
        }

        await done.CancelAsync();
        Assert.NotEqual(0, await reading);
    }

    [Fact]
    public void A_durable_commit_is_a_commit()
    {
        using (var file = new AtomicFile(_folder["out.bin"]))
        {
            file.Stream.WriteByte(7);
            file.CommitDurably();
        }

        Assert.Equal([7], File.ReadAllBytes(_folder["out.bin"]));
    }

    [Fact]
    public void Folders_that_are_missing_are_made()
    {
        AtomicFile.WriteAllBytes(_folder["a/b/c.txt"], "x"u8);
        Assert.Equal(["a/b/c.txt"], _folder.Files());
    }

    [Fact]
    public void A_file_in_the_making_is_not_found_by_its_suffix()
    {
        using var file = new AtomicFile(_folder["out.csv"]);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.csv"));
        Assert.True(File.Exists(file.TemporaryPath));
    }

    [Fact]
    public void A_commit_that_fails_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_folder["out.csv"]);
        using (var file = new AtomicFile(_folder["out.csv"]))
        {
            Assert.ThrowsAny<IOException>(file.Commit);
        }

        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void Two_writers_of_one_file_do_not_meet_and_the_last_commit_counts()
    {
        using var first = new AtomicFile(_folder["out"]);
        using var second = new AtomicFile(_folder["out"]);
        first.Stream.Write("first"u8);
        second.Stream.Write("second"u8);
        second.Commit();
        first.Commit();
        Assert.Equal("first", _folder.Read("out"));
    }

    [Fact]
    public void A_small_table_is_written_header_first()
    {
        AtomicFile.WriteCsv(_folder["t.csv"], ["a", "b"], [["1", null], ["x,y", "2"]]);
        Assert.Equal("a,b\r\n1,\r\n\"x,y\",2\r\n", _folder.Read("t.csv"));
    }

    public void Dispose() => _folder.Dispose();
}
