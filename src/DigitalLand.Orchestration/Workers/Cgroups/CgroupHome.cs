using System.Collections.Concurrent;
using System.Globalization;

namespace DigitalLand.Orchestration.Workers.Cgroups;

/// <summary>
/// The group in which a worker makes one for each attempt. It needs a group of its own that it may write to: systemd gives one to a service with <c>Delegate=yes</c>, a container runtime to a
/// container whose tree is writable.
/// </summary>
internal sealed class CgroupHome
{
    private const string WorkersOwn = "digital-land-worker";
    private const string Prefix = "digital-land-attempt-";

    private readonly string _folder;
    private readonly ConcurrentQueue<AttemptGroup> _ended = new();

    private CgroupHome(string folder) => _folder = folder;

    /// <summary>
    /// Makes this process's group the home. A group that hands memory out to others may hold no process itself, so this process moves into one below; nobody else is moved.
    /// </summary>
    /// <returns>The home, or in one sentence why there is none.</returns>
    public static (CgroupHome? Home, string? WhyNot) Prepare(CgroupPlace? place, int process)
    {
        if (place is null)
        {
            return (null, "this machine has no control groups of version 2");
        }

        var folder = Path.GetFileName(place.Folder) == WorkersOwn ? Path.GetDirectoryName(place.Folder)! : place.Folder;
        try
        {
            if (!Words(folder, "cgroup.controllers").Contains("memory", StringComparer.Ordinal))
            {
                return (null, $"nobody has delegated the memory of {folder}");
            }

            var members = Words(folder, "cgroup.procs");
            var own = process.ToString(CultureInfo.InvariantCulture);
            if (members.Any(member => member != own))
            {
                return (null, $"other processes are in {folder} too");
            }

            Directory.CreateDirectory(Path.Combine(folder, WorkersOwn));
            if (members.Length > 0)
            {
                File.WriteAllText(Path.Combine(folder, WorkersOwn, "cgroup.procs"), own);
            }

            File.WriteAllText(Path.Combine(folder, "cgroup.subtree_control"), "+memory");
            foreach (var leftover in Directory.EnumerateDirectories(folder, Prefix + "*"))
            {
                AttemptGroup.RemoveLeftover(leftover);
            }

            return (new CgroupHome(folder), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"{folder} is not this worker's to divide ({error.Message.TrimEnd('.')})");
        }
    }

    /// <summary>A group for an attempt.</summary>
    /// <exception cref="IOException">The kernel refuses it.</exception>
    public AttemptGroup Create(long token, int? limitMebibytes) => AttemptGroup.Create(Path.Combine(_folder, Prefix + token.ToString(CultureInfo.InvariantCulture)), limitMebibytes);

    /// <summary>Removes the group of an attempt that has ended, or does so when a later one ends.</summary>
    public void End(AttemptGroup group)
    {
        _ended.Enqueue(group);
        for (var count = _ended.Count; count > 0 && _ended.TryDequeue(out var ended); count--)
        {
            if (!ended.TryRemove())
            {
                _ended.Enqueue(ended);
            }
        }
    }

    private static string[] Words(string folder, string file) => File.ReadAllText(Path.Combine(folder, file)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
