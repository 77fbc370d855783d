using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Core.Archive;

/// <content>A pointer in a folder: changed under a lock, by a file that takes the other's place.</content>
public sealed partial class LocalArchive : IPointerArchive
{
    /// <inheritdoc/>
    public async Task<(byte[] Content, string Tag)?> ReadAsync(string key, CancellationToken cancel = default)
    {
        var path = Of(key);
        return File.Exists(path) && await File.ReadAllBytesAsync(path, cancel).ConfigureAwait(false) is var content ? (content, Sha256Hex.OfBytes(content)) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryReplaceAsync(string key, byte[] content, string? tag, CancellationToken cancel = default)
    {
        var path = Of(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Whoever holds it is changing the pointer now, and so is faster.
            return false;
        }

        await using (held)
        {
            if ((await ReadAsync(key, cancel).ConfigureAwait(false))?.Tag != tag)
            {
                return false;
            }

            using var file = new AtomicFile(path);
            await file.Stream.WriteAsync(content, cancel).ConfigureAwait(false);
            file.CommitDurably();
            return true;
        }
    }

    /// <inheritdoc/>
    public async Task CopyAsync(string from, string to, CancellationToken cancel = default)
    {
        await using var content = await OpenAsync(from, cancel).ConfigureAwait(false) ?? throw new FileNotFoundException($"The archive has no '{from}' to copy.");
        await ReplaceAsync(to, content, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancel = default)
    {
        var path = Of(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }
}
