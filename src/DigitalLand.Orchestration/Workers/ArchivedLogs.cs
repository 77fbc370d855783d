using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Workers;

/// <summary>Keeps the logs of attempts in the archive that workers share, so that they can be read on every machine: again and again while they grow, and whole once the attempt has ended.</summary>
/// <param name="archive">The archive.</param>
/// <param name="location">Where it is, see <see cref="Archives.Open"/>.</param>
/// <param name="clock">The clock.</param>
/// <param name="trouble">Told where a log could not be kept; the attempt goes on.</param>
public sealed class ArchivedLogs(IArchive archive, string location, TimeProvider clock, Action<string, Exception> trouble)
{
    private const string Folder = "orchestrator/logs";

    private static readonly TimeSpan BetweenCopies = TimeSpan.FromSeconds(5);

    /// <summary>An attempt's end is not held back for longer than this when the archive does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Below this the logs have their addresses.</summary>
    public static string Root(string location) => $"{location.TrimEnd('/')}/{Folder}";

    /// <summary>Splits the address of a log into where its archive is and its key there; null where it is no such address.</summary>
    public static (string Archive, string Key)? Parse(string address) =>
        address.LastIndexOf($"/{Folder}/", StringComparison.Ordinal) is > 0 and var at ? (address[..at], address[(at + 1)..]) : null;

    /// <summary>Copies what there is of a log from time to time, until the attempt has ended.</summary>
    public async Task FollowAsync(Lease lease, string path, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(BetweenCopies, clock);
        var kept = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (new FileInfo(path) is { Exists: true, Length: var length } && length > kept && await TryKeepAsync(lease, path, ended))
                {
                    kept = length;
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
    }

    /// <summary>Keeps the log of an attempt that has ended.</summary>
    /// <returns>Where people find it: its address, or where the archive did not take it the path on this machine.</returns>
    public async Task<string> KeepAsync(Lease lease, string path)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        return await TryKeepAsync(lease, path, patience.Token) ? Lease.LogOf(Root(location), lease.Run, lease.Name, lease.Number) : path;
    }

    private async Task<bool> TryKeepAsync(Lease lease, string path, CancellationToken cancel)
    {
        try
        {
            // What is added while it is being sent comes with the next copy.
            using var content = new MemoryStream();
            await using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                await file.CopyToAsync(content, cancel);
            }

            content.Position = 0;
            await archive.ReplaceAsync(Lease.LogOf(Folder, lease.Run, lease.Name, lease.Number), content, cancel);
            return true;
        }
        catch (Exception error)
        {
            // Whatever kept it away: what the task has done counts, with or without its log in the archive.
            trouble($"keep the log of attempt {lease.Token}", error);
            return false;
        }
    }
}
