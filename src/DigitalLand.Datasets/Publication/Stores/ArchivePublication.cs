using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Progress;

namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>One dataset of an <see cref="ArchiveStore"/>.</summary>
/// <remarks>
/// The order: (1) the files of the version under its own keys, (2) its manifest there, (3) the pointer, which is the publication, (4) the readers'
/// keys, (5) a mark that says that they are done. Killed before 3 nothing has changed but that there are objects which nobody names; they go
/// when their number is no longer kept. Killed after, the next publisher does 4 and 5.
/// </remarks>
internal sealed class ArchivePublication(IPointerArchive archive, ArchiveKeysOfDataset keys) : IPublication
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("publication-").FullName;
    private readonly DurableFiles _disk = new();
    private readonly Dictionary<string, string> _staged = new(StringComparer.Ordinal);
    private string? _tag;
    private int _fetched;

    public PublicationManifest? Live { get; private set; }

    /// <summary>Reads the pointer, and brings the readers' keys up to it where a publisher was killed before it had.</summary>
    public async Task RecoverAsync(CancellationToken cancel)
    {
        await ReadPointerAsync(cancel).ConfigureAwait(false);
        var copied = await archive.ReadAsync(keys.Copied, cancel).ConfigureAwait(false);
        if (Live is not null && (copied is null || Encoding.UTF8.GetString(copied.Value.Content) != Live.Name))
        {
            await CopyForReadersAsync(await EarlierPathsAsync(Live, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        }
    }

    public async Task<PublicationManifest?> FindAsync(string name, CancellationToken cancel) =>
        await archive.ReadAsync(keys.Manifest(name), cancel).ConfigureAwait(false) is { } found ? PublicationManifest.Read(found.Content, keys.Manifest(name)) : null;

    public async Task<string> FetchAsync(PublicationManifest version, string path, CancellationToken cancel)
    {
        var key = keys.File(version.Name, path);
        await using var content = await archive.OpenAsync(key, cancel).ConfigureAwait(false) ?? throw new RunFailedException($"The archive has no '{key}', which its manifest names.");
        var local = Path.Combine(_temporary, $"fetched-{_fetched++}");
        using (WorkMeter.WaitFor("the archive"))
        await using (var file = new FileStream(local, FileMode.CreateNew))
        {
            await content.CopyToAsync(file, cancel).ConfigureAwait(false);
        }

        var (length, expected) = (new FileInfo(local).Length, version.Files.Single(file => file.Path == path).Length);
        return length == expected ? local : throw new RunFailedException($"'{key}' is damaged: it has {length} bytes where the manifest says {expected}.");
    }

    /// <summary>The files are sent when the version has its name; until then copies wait, so that what is sent is what was hashed.</summary>
    public Task<IReadOnlyList<PublishedFile>> StageAsync(IReadOnlyList<(string Path, string Source)> files, CancellationToken cancel)
    {
        var staged = new List<PublishedFile>();
        foreach (var (path, source) in files.OrderBy(file => file.Path, Core.Text.CodePointComparer.Instance))
        {
            var copy = Path.Combine(_temporary, $"staged-{_staged.Count}");
            var (length, sha256) = _disk.Copy(source, copy, cancel);
            _staged[path] = copy;
            staged.Add(new PublishedFile(path, length, sha256));
        }

        return Task.FromResult<IReadOnlyList<PublishedFile>>(staged);
    }

    public async Task MakeLiveAsync(PublicationManifest manifest, CancellationToken cancel)
    {
        foreach (var (path, copy) in _staged)
        {
            await using var content = File.OpenRead(copy);
            await archive.ReplaceAsync(keys.File(manifest.Name, path), content, cancel).ConfigureAwait(false);
        }

        using (var content = new MemoryStream(manifest.ToUtf8()))
        {
            await archive.ReplaceAsync(keys.Manifest(manifest.Name), content, cancel).ConfigureAwait(false);
        }

        var earlier = PathsOf(Live);
        var isOurs = await archive.TryReplaceAsync(keys.Live, manifest.ToUtf8(), _tag, cancel).ConfigureAwait(false);
        await ReadPointerAsync(cancel).ConfigureAwait(false);
        if (!isOurs && Live?.Name != manifest.Name)
        {
            await RemoveAsync(manifest.Name, cancel).ConfigureAwait(false);
        }

        // The very same files are what readers are to see, whoever was faster: most likely an attempt that was taken for dead.
        if (!isOurs && (Live is null || !Live.Files.SequenceEqual(manifest.Files)))
        {
            throw new WrongUseException($"Somebody else has published version {Live?.Version} of '{manifest.Dataset}' in the meantime. Look at it, then publish again if this one is to follow it.");
        }

        await CopyForReadersAsync(earlier, cancel).ConfigureAwait(false);
    }

    public async Task PruneAsync(int keep, CancellationToken cancel)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in archive.ListAsync(keys.Versions, cancel).ConfigureAwait(false))
        {
            names.Add(entry.Key[keys.Versions.Length..].Split('/')[0]);
        }

        foreach (var name in names.Where(name => PublicationManifest.VersionOf(name) < (Live?.Version ?? 0) - keep))
        {
            await RemoveAsync(name, cancel).ConfigureAwait(false);
        }
    }

    public async Task SaveHeldAsync(byte[]? utf8, CancellationToken cancel)
    {
        if (utf8 is null)
        {
            await archive.DeleteAsync(keys.Held, cancel).ConfigureAwait(false);
            return;
        }

        using var content = new MemoryStream(utf8);
        await archive.ReplaceAsync(keys.Held, content, cancel).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_temporary, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task ReadPointerAsync(CancellationToken cancel)
    {
        var pointer = await archive.ReadAsync(keys.Live, cancel).ConfigureAwait(false);
        _tag = pointer?.Tag;
        Live = pointer is { } found ? PublicationManifest.Read(found.Content, keys.Live) : null;
    }

    /// <summary>Until the pointer stands still: of two publishers the slower one must not leave the readers' keys behind the pointer.</summary>
    private async Task CopyForReadersAsync(IEnumerable<string> earlier, CancellationToken cancel)
    {
        var paths = earlier.ToHashSet(StringComparer.Ordinal);
        string? copied;
        do
        {
            copied = Live!.Name;
            foreach (var path in PathsOf(Live))
            {
                await archive.CopyAsync(keys.File(Live.Name, path), keys.Reader(path), cancel).ConfigureAwait(false);
            }

            foreach (var path in paths.Except(PathsOf(Live), StringComparer.Ordinal))
            {
                await archive.DeleteAsync(keys.Reader(path), cancel).ConfigureAwait(false);
            }

            using (var mark = new MemoryStream(Encoding.UTF8.GetBytes(copied)))
            {
                await archive.ReplaceAsync(keys.Copied, mark, cancel).ConfigureAwait(false);
            }

            paths.UnionWith(PathsOf(Live));
            await ReadPointerAsync(cancel).ConfigureAwait(false);
        }
        while (Live?.Name != copied);
    }

    /// <summary>What the versions before one had, as far as they are kept: of them the readers' keys may still be there.</summary>
    private async Task<List<string>> EarlierPathsAsync(PublicationManifest live, CancellationToken cancel)
    {
        var paths = new List<string>();
        await foreach (var entry in archive.ListAsync(keys.Versions, cancel).ConfigureAwait(false))
        {
            if (entry.Key[keys.Versions.Length..].Split('/', 2) is [var name, var path] && path != PublicationManifest.FileName && PublicationManifest.VersionOf(name) < live.Version)
            {
                paths.Add(path);
            }
        }

        return paths;
    }

    private async Task RemoveAsync(string name, CancellationToken cancel)
    {
        var doomed = new List<string>();
        await foreach (var entry in archive.ListAsync(keys.Versions + name + "/", cancel).ConfigureAwait(false))
        {
            doomed.Add(entry.Key);
        }

        // The manifest first: a version that is half gone must not be found by a rollback.
        foreach (var key in doomed.OrderBy(key => key == keys.Manifest(name) ? 0 : 1))
        {
            await archive.DeleteAsync(key, cancel).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> PathsOf(PublicationManifest? manifest) => (manifest?.Files ?? []).Select(file => file.Path);
}
