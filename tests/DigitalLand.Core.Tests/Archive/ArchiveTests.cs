using System.Text;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Core.Tests.Archive;

/// <summary>What an archive promises, kept by the folder and by S3 alike.</summary>
public sealed class ArchiveTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task What_was_added_is_never_changed(string kind)
    {
        using var archive = await OpenAsync(kind);
        Assert.True(await AddAsync(archive, "tree-collection/collection/resource/a", "one"));
        Assert.False(await AddAsync(archive, "tree-collection/collection/resource/a", "two"));
        Assert.Equal("one", await TextAsync(archive, "tree-collection/collection/resource/a"));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Of_many_writers_one_is_first(string kind)
    {
        using var archive = await OpenAsync(kind);
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AddAsync(archive, "x/resource/b", new string((char)('a' + i), 100_000))));
        Assert.Single(added, first => first);
        var text = await TextAsync(archive, "x/resource/b");
        Assert.Equal(new string((char)('a' + Array.IndexOf(added, true)), 100_000), text);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Lists_are_replaced_and_everything_is_found(string kind)
    {
        using var archive = await OpenAsync(kind);
        await archive.ReplaceAsync("a/state.json", Bytes("1"), Cancel);
        await archive.ReplaceAsync("a/state.json", Bytes("22"), Cancel);
        await archive.ReplaceAsync("a-b/é.csv", Bytes("333"), Cancel);
        await archive.ReplaceAsync("b/z.csv", Bytes(""), Cancel);
        Assert.Equal("22", await TextAsync(archive, "a/state.json"));
        Assert.Null(await archive.OpenAsync("a/none", Cancel));
        Assert.Equal(0, await archive.LengthAsync("b/z.csv", Cancel));
        Assert.Null(await archive.LengthAsync("b/y.csv", Cancel));
        Assert.Equal([new("a-b/é.csv", 3), new("a/state.json", 2), new("b/z.csv", 0)], await archive.ListAsync("", Cancel).ToListAsync(Cancel));
        Assert.Equal([new("a/state.json", 2)], await archive.ListAsync("a/", Cancel).ToListAsync(Cancel));
        Assert.Equal([new("a-b/é.csv", 3), new("a/state.json", 2)], await archive.ListAsync("a", Cancel).ToListAsync(Cancel));
        Assert.Empty(await archive.ListAsync("none/", Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task More_is_listed_than_one_page_holds(string kind)
    {
        using var archive = await OpenAsync(kind);
        for (var i = 0; i < 1100; i += 10)
        {
            await Task.WhenAll(Enumerable.Range(i, 10).Select(j => archive.ReplaceAsync($"many/{j:0000}", Bytes("x"), Cancel)));
        }

        Assert.Equal(Enumerable.Range(0, 1100).Select(i => $"many/{i:0000}"), (await archive.ListAsync("many/", Cancel).ToListAsync(Cancel)).Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public async Task A_key_cannot_lead_out(string key)
    {
        using var archive = await OpenAsync("folder");
        await Assert.ThrowsAsync<WrongUseException>(() => archive.ReplaceAsync(key, Bytes("x"), Cancel));
        await Assert.ThrowsAsync<WrongUseException>(() => archive.OpenAsync(key, Cancel));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task A_transfer_that_stops_leaves_nothing(string kind)
    {
        using var archive = await OpenAsync(kind);
        await Assert.ThrowsAnyAsync<Exception>(() => archive.AddAsync("x/resource/c", new BrokenStream(), Cancel));
        Assert.Null(await archive.LengthAsync("x/resource/c", Cancel));
        Assert.Empty(await archive.ListAsync("", Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("folder", "")]
    [InlineData("s3", "")]
    [InlineData("folder", "tree-collection/collection/")]
    public async Task What_is_so_is_proved(string kind, string prefix)
    {
        using var archive = await OpenAsync(kind);
        var resource = Sha256Hex.OfText("data");
        await AddAsync(archive, ArchiveKeys.Resource("tree", resource), "data");
        await AddAsync(archive, ArchiveKeys.Log("tree", "2024-05-01", "e1"), $$"""{"resource":"{{resource}}"}""");
        await AddAsync(archive, ArchiveKeys.Log("tree", "2024-05-01", "e2"), """{"exception":"ReadTimeout"}""");
        await AddAsync(archive, ArchiveKeys.List("tree", "log"), "not looked at");
        var proof = await ArchiveVerification.RunAsync(archive, prefix, cancel: Cancel);
        Assert.Equal((1, 4L, 2), (proof.Resources, proof.Bytes, proof.Logs));
        Assert.Empty(proof.Problems);
    }

    [Fact]
    public async Task What_is_not_so_is_found()
    {
        using var archive = await OpenAsync("folder");
        var (good, bad) = (Sha256Hex.OfText("data"), Sha256Hex.OfText("other"));
        await AddAsync(archive, ArchiveKeys.Resource("tree", good), "data");
        await AddAsync(archive, ArchiveKeys.Resource("tree", bad), "oth");
        await AddAsync(archive, ArchiveKeys.Resource("tree", "readme"), "x");
        await AddAsync(archive, ArchiveKeys.Log("park", "2024-05-01", "e1"), $$"""{"resource":"{{good}}"}""");
        await AddAsync(archive, ArchiveKeys.Log("park", "2024-05-01", "e2"), "{");
        var proof = await ArchiveVerification.RunAsync(archive, cancel: Cancel);
        Assert.Equal(
            [
                (ArchiveKeys.Resource("tree", bad), ArchiveVerification.WrongBytes),
                (ArchiveKeys.Resource("tree", "readme"), ArchiveVerification.WrongName),
                (ArchiveKeys.Log("park", "2024-05-01", "e1"), ArchiveVerification.MissingResource),
                (ArchiveKeys.Log("park", "2024-05-01", "e2"), ArchiveVerification.UnreadableLog),
            ],
            proof.Problems.Select(problem => (problem.Key, problem.Problem)).OrderBy(problem => Array.IndexOf(
                [ArchiveVerification.WrongBytes, ArchiveVerification.WrongName, ArchiveVerification.MissingResource, ArchiveVerification.UnreadableLog], problem.Problem)));
    }

    [Fact]
    public void An_archive_that_is_not_there_is_not_opened()
    {
        Assert.Throws<WrongUseException>(() => Archives.Open(Path.Combine(_folder, "none")));
        Assert.Throws<WrongUseException>(() => Archives.Open("s3://"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<IArchive> OpenAsync(string kind) => kind == "folder" ? Archives.Open(_folder) : await moto.OpenAsync(Cancel);

    private static Task<bool> AddAsync(IArchive archive, string key, string text) => archive.AddAsync(key, Bytes(text), Cancel);

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> TextAsync(IArchive archive, string key)
    {
        await using var content = await archive.OpenAsync(key, Cancel);
        using var reader = new StreamReader(content!);
        return await reader.ReadToEndAsync(Cancel);
    }

    /// <summary>Gives a little and then fails, as a disk does.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override bool CanSeek => true;

        public override long Length => 1 << 20;

        public override int Read(byte[] buffer, int offset, int count) => _reads++ == 0 ? Math.Min(count, 100) : throw new IOException("The disk is gone.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ == 0 ? ValueTask.FromResult(Math.Min(buffer.Length, 100)) : throw new IOException("The disk is gone.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");
    }
}
