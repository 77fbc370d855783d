using DigitalLand.Core;

namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>One dataset of a <see cref="FolderStore"/>, held by a lock on its folder.</summary>
/// <remarks>
/// The order of what is written: (1) the files of the version, (2) its manifest, (3) the rename of its folder to its name, (4) links for
/// paths that readers do not have yet, (5) the rename of <c>live</c>, which is the publication, (6) links that lead nowhere go. Each is on
/// the disk before the next begins. Killed before 5, the earlier version is live and the next run removes the new one, which is the only
/// one numbered above it; killed after, the new one is live and the next run does step 6.
/// </remarks>
internal sealed class FolderPublication : IPublication
{
    private const string Staging = ".staging";

    private readonly string _folder;
    private readonly string _versions;
    private readonly string _live;
    private readonly IPublicationFiles _files;
    private readonly ReaderLinks _links;
    private readonly FileStream _lock;

    /// <exception cref="WrongUseException">Another publisher holds the dataset.</exception>
    public FolderPublication(string root, string dataset, IPublicationFiles files)
    {
        _folder = Path.Combine(root, "publication", dataset);
        _versions = Path.Combine(_folder, "versions");
        _live = Path.Combine(_folder, "live");
        _files = files;
        _links = new ReaderLinks(root, dataset, files);
        files.CreateFolder(_versions);
        _lock = Lock(dataset);
    }

    public PublicationManifest? Live { get; private set; }

    /// <summary>Puts right what a killed publisher left, and reads what is live.</summary>
    public void Recover()
    {
        _files.DeleteFile(TemporaryLive);
        foreach (var unfinished in Directory.EnumerateFiles(_folder, ".*.part"))
        {
            _files.DeleteFile(unfinished);
        }

        foreach (var leftover in Directory.EnumerateDirectories(_versions, ".*"))
        {
            _files.DeleteFolder(leftover);
        }

        Live = ReadLive();
        var live = Live?.Version ?? 0;
        var paths = PathsOf(Live);
        foreach (var never in VersionFolders().Where(version => version.Number > live))
        {
            _links.Remove(PathsOf(TryRead(never.Name)).Except(paths, StringComparer.Ordinal));
            Remove(never.Name);
        }

        if (Live is not null)
        {
            _links.Ensure(paths);
            _links.Remove(VersionFolders().SelectMany(version => PathsOf(TryRead(version.Name))).Except(paths, StringComparer.Ordinal));
        }
    }

    /// <summary>What readers have found so far becomes a version of its own, so that the guards can compare with it and a rollback can restore it.</summary>
    public async Task AdoptAsync(IReadOnlyList<string> paths, TimeProvider clock, CancellationToken cancel)
    {
        var standing = Live is null ? _links.Standing(paths) : [];
        if (standing.Count > 0)
        {
            var manifest = new PublicationManifest
            {
                Dataset = Path.GetFileName(_folder),
                Version = 1,
                Published = clock.GetUtcNow(),
                By = "",
                Files = await StageAsync(standing, cancel).ConfigureAwait(false),
                Providers = [],
                Guards = [],
                Findings = [],
            };
            await MakeLiveAsync(manifest.Named(), cancel).ConfigureAwait(false);
        }
    }

    public Task<PublicationManifest?> FindAsync(string name, CancellationToken cancel) => Task.FromResult(TryRead(name));

    public Task<string> FetchAsync(PublicationManifest version, string path, CancellationToken cancel)
    {
        var file = Path.Combine(_versions, version.Name, path);
        var length = File.Exists(file) ? new FileInfo(file).Length : -1;
        var expected = version.Files.FirstOrDefault(published => published.Path == path)?.Length ?? -1;
        return length >= 0 && length == expected
            ? Task.FromResult(file)
            : throw new RunFailedException($"'{file}' is damaged: it has {Math.Max(0, length)} bytes where the manifest says {Math.Max(0, expected)}.");
    }

    public Task<IReadOnlyList<PublishedFile>> StageAsync(IReadOnlyList<(string Path, string Source)> files, CancellationToken cancel)
    {
        var staging = Path.Combine(_versions, Staging);
        var staged = new List<PublishedFile>();
        foreach (var (path, source) in files.OrderBy(file => file.Path, Core.Text.CodePointComparer.Instance))
        {
            var destination = Path.Combine(staging, path);
            _files.CreateFolder(Path.GetDirectoryName(destination)!);
            var (length, sha256) = _files.Copy(source, destination, cancel);
            staged.Add(new PublishedFile(path, length, sha256));
        }

        foreach (var folder in staged.Select(file => Path.GetDirectoryName(file.Path)!).Distinct(StringComparer.Ordinal))
        {
            _files.FlushFolder(Path.Combine(staging, folder));
        }

        return Task.FromResult<IReadOnlyList<PublishedFile>>(staged);
    }

    public Task MakeLiveAsync(PublicationManifest manifest, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var staging = Path.Combine(_versions, Staging);
        _files.Write(Path.Combine(staging, PublicationManifest.FileName), manifest.ToUtf8());
        _files.FlushFolder(staging);
        _files.Rename(staging, Path.Combine(_versions, manifest.Name));
        _files.FlushFolder(_versions);

        // Links that lead nowhere until the next rename: to a reader the file is not there, as it was before. Files that stand in the place
        // of a link stay until the pointer has been set once.
        var earlier = PathsOf(Live);
        var paths = PathsOf(manifest);
        _links.EnsureUnlessStanding(paths);

        _files.Link(Path.Combine("versions", manifest.Name), TemporaryLive);
        _files.Rename(TemporaryLive, _live);
        _files.FlushFolder(_folder);
        Live = manifest;

        _links.Ensure(paths);
        _links.Remove(earlier.Except(paths, StringComparer.Ordinal));
        return Task.CompletedTask;
    }

    public Task PruneAsync(int keep, CancellationToken cancel)
    {
        foreach (var version in VersionFolders().Where(version => version.Name != Live?.Name).OrderByDescending(version => version.Number).Skip(keep))
        {
            Remove(version.Name);
        }

        return Task.CompletedTask;
    }

    public Task SaveHeldAsync(byte[]? utf8, CancellationToken cancel)
    {
        var path = Path.Combine(_folder, "held.json");
        if (utf8 is null)
        {
            _files.DeleteFile(path);
        }
        else
        {
            _files.Write(path, utf8);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            _files.DeleteFolder(Path.Combine(_versions, Staging));
            _files.DeleteFile(TemporaryLive);
        }
        catch (IOException)
        {
            // The error that brought us here is the one to tell; the next publisher removes what is left.
        }
        finally
        {
            _lock.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private string TemporaryLive => Path.Combine(_folder, ".live");

    private FileStream Lock(string dataset)
    {
        try
        {
            return new FileStream(Path.Combine(_folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new WrongUseException($"Another digital-land is publishing '{dataset}' now. Wait for it, then look what it did before you publish again.", error);
        }
    }

    private PublicationManifest? ReadLive()
    {
        if (new FileInfo(_live).LinkTarget is not { } target)
        {
            return Path.Exists(_live) ? throw new RunFailedException($"'{_live}' should be a link to a version but is none. Move it away and publish again.") : null;
        }

        return TryRead(Path.GetFileName(target))
            ?? throw new RunFailedException($"'{_live}' leads to the version '{Path.GetFileName(target)}', whose manifest is missing. Point the link to a version that is whole (ln -sfn).");
    }

    private PublicationManifest? TryRead(string name)
    {
        var path = Path.Combine(_versions, name, PublicationManifest.FileName);
        return File.Exists(path) ? PublicationManifest.Read(File.ReadAllBytes(path), path) : null;
    }

    private IEnumerable<(string Name, int Number)> VersionFolders() =>
    [
        .. Directory.EnumerateDirectories(_versions)
            .Select(path => (Path.GetFileName(path), PublicationManifest.VersionOf(Path.GetFileName(path))))
            .Where(version => version.Item2 > 0),
    ];

    /// <summary>Under a hidden name first: a folder that is half gone must not look like a version.</summary>
    private void Remove(string name)
    {
        var hidden = Path.Combine(_versions, "." + name);
        _files.Rename(Path.Combine(_versions, name), hidden);
        _files.DeleteFolder(hidden);
    }

    private static string[] PathsOf(PublicationManifest? manifest) => [.. (manifest?.Files ?? []).Select(file => file.Path)];
}
