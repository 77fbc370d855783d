using System.Security.Cryptography;
using System.Text.Json;

namespace DigitalLand.Core.Archive;

/// <summary>Something that an archive says of itself and that is not so.</summary>
/// <param name="Key">Where.</param>
/// <param name="Problem">What, in a word that problems can be counted by: see <see cref="ArchiveVerification"/>.</param>
/// <param name="Message">For a person.</param>
public sealed record ArchiveProblem(string Key, string Problem, string Message);

/// <summary>What was looked at.</summary>
public sealed record ArchiveProof(int Resources, long Bytes, int Logs, IReadOnlyList<ArchiveProblem> Problems);

/// <summary>
/// Proves an archive: every resource's bytes hash to its name, and every log's resource is there. Works on whole archives and on a
/// single collection's folder alike: what counts is <c>resource/&lt;hash&gt;</c> and <c>log/&lt;day&gt;/&lt;endpoint&gt;.json</c>, at any depth.
/// </summary>
public static class ArchiveVerification
{
    public const string WrongBytes = "wrong bytes";
    public const string WrongName = "name is no hash";
    public const string MissingResource = "missing resource";
    public const string UnreadableLog = "unreadable log";

    /// <param name="archive">Is read whole.</param>
    /// <param name="prefix">Only what is below it; blank for all.</param>
    /// <param name="progress">Told of each key as it has been looked at.</param>
    /// <param name="cancel">Stops the proof.</param>
    public static async Task<ArchiveProof> RunAsync(IArchive archive, string prefix = "", IProgress<string>? progress = null, CancellationToken cancel = default)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        var logs = new List<string>();
        var problems = new List<ArchiveProblem>();
        var bytes = 0L;
        await foreach (var entry in archive.ListAsync(prefix, cancel).ConfigureAwait(false))
        {
            if (Folder(entry.Key, depth: 1) is (_, "resource"))
            {
                resources.Add(entry.Key);
                bytes += entry.Length;
                problems.AddRange(await ResourceAsync(archive, entry.Key, cancel).ConfigureAwait(false) is { } problem ? [problem] : []);
                progress?.Report(entry.Key);
            }
            else if (Folder(entry.Key, depth: 2) is (_, "log") && entry.Key.EndsWith(".json", StringComparison.Ordinal))
            {
                logs.Add(entry.Key);
            }
        }

        foreach (var log in logs)
        {
            problems.AddRange(await LogAsync(archive, log, resources, cancel).ConfigureAwait(false) is { } problem ? [problem] : []);
            progress?.Report(log);
        }

        return new ArchiveProof(resources.Count, bytes, logs.Count, problems);
    }

    private static async Task<ArchiveProblem?> ResourceAsync(IArchive archive, string key, CancellationToken cancel)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        if (name.Length != 64 || !name.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f'))
        {
            return new ArchiveProblem(key, WrongName, "A resource is named by the SHA-256 of its content.");
        }

        await using var content = await archive.OpenAsync(key, cancel).ConfigureAwait(false);
        var hash = content is null ? "" : Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel).ConfigureAwait(false));
        return hash == name ? null : new ArchiveProblem(key, WrongBytes, hash.Length == 0 ? "It went away while the archive was read." : $"Its content hashes to {hash}.");
    }

    private static async Task<ArchiveProblem?> LogAsync(IArchive archive, string key, HashSet<string> resources, CancellationToken cancel)
    {
        await using var content = await archive.OpenAsync(key, cancel).ConfigureAwait(false);
        try
        {
            using var log = await JsonDocument.ParseAsync(content ?? Stream.Null, cancellationToken: cancel).ConfigureAwait(false);
            if (!log.RootElement.TryGetProperty("resource", out var resource) || resource.GetString() is not { Length: > 0 } name)
            {
                return null;
            }

            var (collection, _) = Folder(key, depth: 2)!.Value;
            return resources.Contains($"{collection}resource/{name}")
                ? null
                : new ArchiveProblem(key, MissingResource, $"Its resource {name} is not in the archive.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new ArchiveProblem(key, UnreadableLog, error.Message);
        }
    }

    /// <summary>The folder so many levels above a key's name, and what stands before it.</summary>
    private static (string Before, string Name)? Folder(string key, int depth)
    {
        var parts = key.Split('/');
        return parts.Length > depth ? (string.Concat(parts[..^(depth + 1)].Select(part => part + "/")), parts[^(depth + 1)]) : null;
    }
}
