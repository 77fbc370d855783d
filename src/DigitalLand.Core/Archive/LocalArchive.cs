using System.Runtime.CompilerServices;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;

namespace DigitalLand.Core.Archive;

/// <summary>An archive in a folder: a key is a path below it.</summary>
public sealed partial class LocalArchive(string root) : IArchive
{
    /// <summary>The folder.</summary>
    public string Root => root;

    /// <inheritdoc/>
    public async Task<bool> AddAsync(string key, Stream content, CancellationToken cancel = default)
    {
        var path = Of(key);
        if (File.Exists(path))
        {
            return false;
        }

        using var waiting = WorkMeter.WaitFor("the archive");
        using var file = new AtomicFile(path);
        await content.CopyToAsync(file.Stream, cancel).ConfigureAwait(false);
        return file.TryCommitNew();
    }

    /// <inheritdoc/>
    public async Task ReplaceAsync(string key, Stream content, CancellationToken cancel = default)
    {
        using var waiting = WorkMeter.WaitFor("the archive");
        using var file = new AtomicFile(Of(key));
        await content.CopyToAsync(file.Stream, cancel).ConfigureAwait(false);
        file.CommitDurably();
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, CancellationToken cancel = default)
    {
        var path = Of(key);
        return Task.FromResult<Stream?>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 128 * 1024, FileOptions.SequentialScan)
            : null);
    }

    /// <inheritdoc/>
    public Task<long?> LengthAsync(string key, CancellationToken cancel = default) =>
        Task.FromResult<long?>(new FileInfo(Of(key)) is { Exists: true } file ? file.Length : null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchiveEntry> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var folder = Path.Combine(root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        // Hidden files are what is being written, or was when a process was killed.
        var entries = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !file.Name.StartsWith('.'))
            .Select(file => new ArchiveEntry(Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, CodePointComparer.Instance);
        foreach (var entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            yield return entry;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held between calls.
    }

    private string Of(string key) => Path.Combine(root, ArchiveKeys.Checked(key));
}
