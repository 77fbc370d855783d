using DigitalLand.Core.Files;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Files;

public sealed class WriteBehindTests : IDisposable
{
    private const int Pieces = 40;

    private readonly TemporaryDirectory _folder = new();
    private readonly byte[] _piece = new byte[1 << 20];

    [Fact]
    public void A_long_file_is_what_was_written_when_its_beginning_went_to_the_disk_early()
    {
        new Random(5).NextBytes(_piece);
        using (var file = new AtomicFile(_folder["long"]))
        {
            Write(file);
            file.Commit();
        }

        var bytes = File.ReadAllBytes(_folder["long"]);
        Assert.Equal(Pieces * _piece.Length, bytes.Length);
        Assert.All(Enumerable.Range(0, Pieces), i => Assert.True(bytes.AsSpan(i * _piece.Length, _piece.Length).SequenceEqual(_piece)));
    }

    [Fact]
    public void A_file_that_is_given_up_meanwhile_leaves_nothing()
    {
        using (var file = new AtomicFile(_folder["long"]))
        {
            Write(file);
        }

        Assert.Empty(_folder.Files());
    }

    public void Dispose() => _folder.Dispose();

    private void Write(AtomicFile file)
    {
        var behind = new WriteBehind(file.Stream);
        for (var i = 0; i < Pieces; i++)
        {
            file.Stream.Write(_piece);
            behind.Advance();
        }
    }
}
