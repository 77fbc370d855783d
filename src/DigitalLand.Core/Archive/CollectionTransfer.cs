using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using DigitalLand.Core.Files;
using DigitalLand.Core.Text;

namespace DigitalLand.Core.Archive;

/// <summary>What a transfer between a collection's folder and an archive did.</summary>
/// <param name="Resources">Transferred.</param>
/// <param name="Logs">Transferred.</param>
/// <param name="Lists">Transferred.</param>
/// <param name="Bytes">Of all that was transferred.</param>
/// <param name="Unchanged">Files that were there already.</param>
/// <param name="Problems">What was not transferred, and why.</param>
public sealed record TransferOutcome(int Resources, int Logs, int Lists, long Bytes, int Unchanged, IReadOnlyList<ArchiveProblem> Problems);

/// <summary>
/// Brings what a night collected into an archive, and back: resources first, then the logs that name them, then the lists that are made of the
/// logs, so that what is there is always accounted for. A resource goes only where its bytes hash to its name, and is never replaced.
/// </summary>
/// <param name="directory">The collection's folder: <c>resource/</c>, <c>log/</c>, the lists.</param>
/// <param name="archive">Local or in S3.</param>
/// <param name="collection">Whose keys are meant.</param>
public sealed class CollectionTransfer(string directory, IArchive archive, string collection)
{
    public const string NotTransferred = "not transferred";

    /// <summary>Enough to fill a connection with small files.</summary>
    private const int AtOnce = 16;

    private static readonly string[] Lists = ["endpoint", "source", "old-resource", "resource", "log"];

    private readonly ConcurrentBag<ArchiveProblem> _problems = [];
    private int _resources;
    private int _logs;
    private int _lists;
    private int _unchanged;
    private long _bytes;

    /// <summary>Adds everything of the folder that the archive lacks. Logs that were fetched anew since, and the lists, take the place of the archive's.</summary>
    /// <param name="statePath">The state of the collection; left out where there is none.</param>
    /// <param name="cancel">Stops the transfer; it can be made again at any time.</param>
    public async Task<TransferOutcome> PushAsync(string statePath, CancellationToken cancel = default)
    {
        await ForEachAsync(Files("resource"), PushResourceAsync, cancel).ConfigureAwait(false);
        await ForEachAsync(LogFiles(), PushLogAsync, cancel).ConfigureAwait(false);
        if (_problems.IsEmpty)
        {
            // Lists that tell of what is not there would be a promise that is not kept.
            foreach (var list in Lists)
            {
                await PushListAsync(Path.Combine(directory, list + ".csv"), ArchiveKeys.List(collection, list), cancel).ConfigureAwait(false);
            }

            await PushListAsync(statePath, ArchiveKeys.State(collection), cancel).ConfigureAwait(false);
        }

        return Outcome();
    }

    /// <summary>Fills the folder with everything of the archive that it lacks; what stands in it stays.</summary>
    /// <param name="statePath">Where the state of the collection goes.</param>
    /// <param name="since">Logs of this day, <c>YYYY-MM-DD</c>, and later ones; blank for all.</param>
    /// <param name="withResources">Whether contents are wanted too, which are by far the most.</param>
    /// <param name="cancel">Stops the transfer; it can be made again at any time.</param>
    public async Task<TransferOutcome> PullAsync(string statePath, string since = "", bool withResources = true, CancellationToken cancel = default)
    {
        var prefix = ArchiveKeys.Collection(collection);
        if (withResources)
        {
            await ForEachAsync(archive.ListAsync(prefix + "resource/", cancel), PullResourceAsync, cancel).ConfigureAwait(false);
        }

        var logs = archive.ListAsync(prefix + "log/", cancel).Where(entry => string.CompareOrdinal(entry.Key[(prefix.Length + "log/".Length)..], since) >= 0);
        await ForEachAsync(logs, (entry, token) => PullAsync(entry.Key, Path.Combine(directory, entry.Key[prefix.Length..]), () => Interlocked.Increment(ref _logs), token), cancel).ConfigureAwait(false);
        foreach (var list in Lists)
        {
            await PullAsync(ArchiveKeys.List(collection, list), Path.Combine(directory, list + ".csv"), () => _lists++, cancel).ConfigureAwait(false);
        }

        await PullAsync(ArchiveKeys.State(collection), statePath, () => _lists++, cancel).ConfigureAwait(false);
        return Outcome();
    }

    private async Task PushResourceAsync(string path, CancellationToken cancel)
    {
        var resource = Path.GetFileName(path);
        var key = ArchiveKeys.Resource(collection, resource);
        await using var content = File.OpenRead(path);
        if (await archive.LengthAsync(key, cancel).ConfigureAwait(false) is { } kept)
        {
            if (kept == content.Length)
            {
                Interlocked.Increment(ref _unchanged);
            }
            else
            {
                Refuse(key, ArchiveVerification.WrongBytes, $"The archive holds {kept} bytes under this name, the folder {content.Length}. Prove both with: digital-land archive verify");
            }

            return;
        }

        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel).ConfigureAwait(false));
        if (hash != resource)
        {
            Refuse(key, ArchiveVerification.WrongBytes, $"The content of '{path}' hashes to {hash}.");
            return;
        }

        content.Position = 0;
        Count(await archive.AddAsync(key, content, cancel).ConfigureAwait(false), ref _resources, content.Length);
    }

    private async Task PushLogAsync(string path, CancellationToken cancel)
    {
        var key = ArchiveKeys.Log(collection, Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileNameWithoutExtension(path));
        var log = await File.ReadAllBytesAsync(path, cancel).ConfigureAwait(false);
        if (Read(log) is not { } local)
        {
            Refuse(key, ArchiveVerification.UnreadableLog, $"'{path}' is not the log of an attempt.");
            return;
        }

        if (local.Resource.Length > 0 && await archive.LengthAsync(ArchiveKeys.Resource(collection, local.Resource), cancel).ConfigureAwait(false) is null)
        {
            Refuse(key, ArchiveVerification.MissingResource, $"Its resource {local.Resource} is neither in the folder nor in the archive.");
            return;
        }

        using var content = new MemoryStream(log);
        if (await archive.AddAsync(key, content, cancel).ConfigureAwait(false))
        {
            Count(isNew: true, ref _logs, log.Length);
            return;
        }

        // An endpoint that was fetched again the same day has one log, of the later attempt.
        var kept = await BytesAsync(key, cancel).ConfigureAwait(false);
        var isNewer = !log.AsSpan().SequenceEqual(kept) && (Read(kept) is not { } other || string.CompareOrdinal(local.EntryDate, other.EntryDate) >= 0);
        if (isNewer)
        {
            content.Position = 0;
            await archive.ReplaceAsync(key, content, cancel).ConfigureAwait(false);
        }

        Count(isNewer, ref _logs, log.Length);
    }

    private async Task PushListAsync(string path, string key, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return;
        }

        await using var content = File.OpenRead(path);
        await archive.ReplaceAsync(key, content, cancel).ConfigureAwait(false);
        Count(isNew: true, ref _lists, content.Length);
    }

    private async Task PullResourceAsync(ArchiveEntry entry, CancellationToken cancel)
    {
        var resource = entry.Key[(entry.Key.LastIndexOf('/') + 1)..];
        var path = Path.Combine(directory, "resource", resource);
        if (File.Exists(path))
        {
            Interlocked.Increment(ref _unchanged);
            return;
        }

        await using var content = await archive.OpenAsync(entry.Key, cancel).ConfigureAwait(false);
        if (content is null)
        {
            Refuse(entry.Key, NotTransferred, "It went away while the archive was read.");
            return;
        }

        using var file = new AtomicFile(path);
        await content.CopyToAsync(file.Stream, cancel).ConfigureAwait(false);
        file.Stream.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file.Stream, cancel).ConfigureAwait(false));
        if (hash != resource)
        {
            Refuse(entry.Key, ArchiveVerification.WrongBytes, $"Its content hashes to {hash}.");
            return;
        }

        Count(file.TryCommitNew(), ref _resources, entry.Length);
    }

    private async Task PullAsync(string key, string path, Action count, CancellationToken cancel)
    {
        if (File.Exists(path))
        {
            Interlocked.Increment(ref _unchanged);
            return;
        }

        await using var content = await archive.OpenAsync(key, cancel).ConfigureAwait(false);
        if (content is null)
        {
            return;
        }

        using var file = new AtomicFile(path);
        await content.CopyToAsync(file.Stream, cancel).ConfigureAwait(false);
        Interlocked.Add(ref _bytes, file.Stream.Length);
        if (file.TryCommitNew())
        {
            count();
        }
    }

    private async Task<byte[]> BytesAsync(string key, CancellationToken cancel)
    {
        await using var content = await archive.OpenAsync(key, cancel).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        await (content ?? Stream.Null).CopyToAsync(bytes, cancel).ConfigureAwait(false);
        return bytes.ToArray();
    }

    /// <returns>Null for what is no log.</returns>
    private static (string EntryDate, string Resource)? Read(byte[] log)
    {
        try
        {
            using var document = JsonDocument.Parse(log);
            string Text(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            return (Text("entry-date"), Text("resource"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Task ForEachAsync<T>(IAsyncEnumerable<T> items, Func<T, CancellationToken, Task> body, CancellationToken cancel) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, (item, token) => new ValueTask(body(item, token)));

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> body, CancellationToken cancel) =>
        ForEachAsync(items.ToAsyncEnumerable(), body, cancel);

    private IEnumerable<string> LogFiles() => Directory.Exists(Path.Combine(directory, "log"))
        ? Directory.EnumerateDirectories(Path.Combine(directory, "log")).SelectMany(day => Files(Path.GetRelativePath(directory, day))).Where(path => path.EndsWith(".json", StringComparison.Ordinal))
        : [];

    /// <summary>Hidden files are what is being written, or was when a process was killed.</summary>
    private IEnumerable<string> Files(string folder) => Directory.Exists(Path.Combine(directory, folder))
        ? Directory.EnumerateFiles(Path.Combine(directory, folder)).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(CodePointComparer.Instance)
        : [];

    private void Refuse(string key, string problem, string message) => _problems.Add(new ArchiveProblem(key, problem, message));

    private void Count(bool isNew, ref int transferred, long bytes)
    {
        Interlocked.Increment(ref isNew ? ref transferred : ref _unchanged);
        Interlocked.Add(ref _bytes, isNew ? bytes : 0);
    }

    private TransferOutcome Outcome() => new(_resources, _logs, _lists, _bytes, _unchanged, [.. _problems.OrderBy(problem => problem.Key, CodePointComparer.Instance)]);
}
