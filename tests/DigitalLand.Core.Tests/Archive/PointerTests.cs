using System.Text;
using DigitalLand.Core.Archive;

namespace DigitalLand.Core.Tests.Archive;

/// <summary>What an archive promises of its pointers, kept by the folder and by S3 alike.</summary>
public sealed class PointerTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task A_pointer_moves_only_from_where_it_was_seen(string kind)
    {
        using var archive = await OpenAsync(kind);
        Assert.Null(await archive.ReadAsync("a/live.json", Cancel));
        Assert.True(await archive.TryReplaceAsync("a/live.json", "1"u8.ToArray(), tag: null, Cancel));
        Assert.False(await archive.TryReplaceAsync("a/live.json", "x"u8.ToArray(), tag: null, Cancel));
        var (content, tag) = (await archive.ReadAsync("a/live.json", Cancel))!.Value;
        Assert.Equal("1", Encoding.UTF8.GetString(content));

        Assert.True(await archive.TryReplaceAsync("a/live.json", "2"u8.ToArray(), tag, Cancel));
        Assert.False(await archive.TryReplaceAsync("a/live.json", "x"u8.ToArray(), tag, Cancel));
        Assert.Equal("2", Encoding.UTF8.GetString((await archive.ReadAsync("a/live.json", Cancel))!.Value.Content));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task A_pointer_that_is_gone_does_not_move(string kind)
    {
        using var archive = await OpenAsync(kind);
        await archive.TryReplaceAsync("a/live.json", "1"u8.ToArray(), tag: null, Cancel);
        var (_, tag) = (await archive.ReadAsync("a/live.json", Cancel))!.Value;
        await archive.DeleteAsync("a/live.json", Cancel);
        await archive.DeleteAsync("a/live.json", Cancel);

        Assert.False(await archive.TryReplaceAsync("a/live.json", "2"u8.ToArray(), tag, Cancel));
        Assert.Null(await archive.ReadAsync("a/live.json", Cancel));
    }

    [Fact]
    public async Task Of_many_who_move_a_pointer_in_a_folder_one_succeeds()
    {
        using var archive = await OpenAsync("folder");
        await archive.TryReplaceAsync("live", "start"u8.ToArray(), tag: null, Cancel);
        var (_, tag) = (await archive.ReadAsync("live", Cancel))!.Value;

        var moved = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => archive.TryReplaceAsync("live", Encoding.UTF8.GetBytes($"{i}"), tag, Cancel), Cancel)));

        Assert.Equal($"{Array.IndexOf(moved, true)}", Encoding.UTF8.GetString((await archive.ReadAsync("live", Cancel))!.Value.Content));
        Assert.Single(moved, first => first);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task A_copy_takes_the_place_of_what_was_there(string kind)
    {
        using var archive = await OpenAsync(kind);
        await archive.TryReplaceAsync("from", "new"u8.ToArray(), tag: null, Cancel);
        await archive.TryReplaceAsync("b/to", "old"u8.ToArray(), tag: null, Cancel);

        await archive.CopyAsync("from", "b/to", Cancel);

        Assert.Equal("new", Encoding.UTF8.GetString((await archive.ReadAsync("b/to", Cancel))!.Value.Content));
        await Assert.ThrowsAnyAsync<Exception>(() => archive.CopyAsync("none", "b/to", Cancel));
    }

    private async Task<IPointerArchive> OpenAsync(string kind) => (IPointerArchive)(kind == "folder" ? Archives.Open(_folder) : await moto.OpenAsync(Cancel));
}
