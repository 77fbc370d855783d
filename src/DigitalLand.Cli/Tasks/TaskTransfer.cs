using System.Collections.Concurrent;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;

namespace DigitalLand.Cli.Tasks;

/// <summary>Moves files between a task's folders and an archive, whole or not at all; nothing is moved where there is no archive.</summary>
internal sealed class TaskTransfer(IArchive? archive)
{
    private const int AtOnce = 8;

    public static ParallelOptions Parallelism(CancellationToken cancel) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };

    /// <summary>Brings everything below a prefix into a folder.</summary>
    /// <param name="wanted">Of the names below the prefix; all when left out.</param>
    public async Task BringAllAsync(string prefix, string directory, CancellationToken cancel, Func<string, bool>? wanted = null)
    {
        if (archive is null)
        {
            return;
        }

        await Parallel.ForEachAsync(archive.ListAsync(prefix, cancel), Parallelism(cancel), async (entry, stop) =>
        {
            var name = entry.Key[prefix.Length..];
            if (ArchiveKeys.IsSafe(name) && wanted?.Invoke(name) != false)
            {
                await BringAsync(entry.Key, Path.Combine(directory, name), stop);
            }
        });
    }

    /// <summary>
    /// As <see cref="BringAllAsync"/>, and removes what the folder has and the archive has not, such as what was left by a task that was killed before it had kept it. Nothing is removed where the
    /// archive has nothing at all below the prefix: then the folder is where it is kept.
    /// </summary>
    public async Task MirrorAsync(string prefix, string directory, CancellationToken cancel)
    {
        var there = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await BringAllAsync(prefix, directory, cancel, name => there.TryAdd(name, true));
        foreach (var file in there.IsEmpty ? [] : Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToList())
        {
            if (!Path.GetFileName(file).StartsWith('.') && !there.ContainsKey(Path.GetRelativePath(directory, file).Replace(Path.DirectorySeparatorChar, '/')))
            {
                File.Delete(file);
            }
        }
    }

    /// <returns>False where the archive has no such key; what stood at the path stays then.</returns>
    public async Task<bool> BringAsync(string key, string path, CancellationToken cancel)
    {
        if (archive is null || await archive.OpenAsync(key, cancel) is not { } content)
        {
            return false;
        }

        using (WorkMeter.WaitFor("the archive"))
        await using (content)
        {
            using var file = new AtomicFile(path);
            await content.CopyToAsync(file.Stream, cancel);
            file.Commit();
        }

        return true;
    }

    /// <summary>Keeps the files of a folder, in the place of what the archive has.</summary>
    public Task KeepAllAsync(string directory, string prefix, Func<string, bool> wanted, CancellationToken cancel) =>
        EachAsync(directory, prefix, wanted, KeepAsync, cancel);

    /// <summary>Keeps files that never change: what the archive has of them stays.</summary>
    public Task AddAllAsync(string directory, string prefix, CancellationToken cancel) => EachAsync(
        directory,
        prefix,
        _ => true,
        async (path, key, stop) =>
        {
            await using var content = File.OpenRead(path);
            await archive!.AddAsync(key, content, stop);
        },
        cancel);

    public async Task KeepAsync(string path, string key, CancellationToken cancel)
    {
        if (archive is null || !File.Exists(path))
        {
            return;
        }

        await using var content = File.OpenRead(path);
        await archive.ReplaceAsync(key, content, cancel);
    }

    private async Task EachAsync(string directory, string prefix, Func<string, bool> wanted, Func<string, string, CancellationToken, Task> keep, CancellationToken cancel)
    {
        if (archive is null || !Directory.Exists(directory))
        {
            return;
        }

        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.') && wanted(path));
        await Parallel.ForEachAsync(files, Parallelism(cancel), async (path, stop) =>
            await keep(path, prefix + Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/'), stop));
    }
}
