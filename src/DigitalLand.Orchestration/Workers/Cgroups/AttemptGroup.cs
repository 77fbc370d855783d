using System.Globalization;

namespace DigitalLand.Orchestration.Workers.Cgroups;

/// <summary>
/// The control group of one attempt. The kernel keeps all of its processes together within the limit, ends them together when that does not suffice, and says so afterwards; and none of them can
/// leave it.
/// </summary>
internal sealed class AttemptGroup
{
    private readonly string _folder;

    private AttemptGroup(string folder) => _folder = folder;

    /// <summary>A process that writes its number here is in the group, with all that it starts from then on.</summary>
    public string Members => Path.Combine(_folder, "cgroup.procs");

    /// <exception cref="IOException">The kernel refuses it.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not.</exception>
    public static AttemptGroup Create(string folder, int? limitMebibytes)
    {
        Directory.CreateDirectory(folder);
        var group = new AttemptGroup(folder);
        if (limitMebibytes is { } limit)
        {
            group.Set("memory.max", ((long)limit << 20).ToString(CultureInfo.InvariantCulture));

            // What is swapped out would make the limit one of speed; half an attempt is no attempt.
            group.SetWhereKnown("memory.swap.max", "0");
            group.SetWhereKnown("memory.oom.group", "1");
        }

        return group;
    }

    /// <summary>Whether the kernel has ended processes of the group because it was full.</summary>
    public bool HasRunOutOfMemory()
    {
        var events = Path.Combine(_folder, "memory.events");
        return File.Exists(events) && File.ReadLines(events).Any(line => line.Split(' ') is ["oom_kill", var count] && count != "0");
    }

    /// <summary>Kills every process of the group, whatever session it has moved to.</summary>
    public void Kill() => SetWhereKnown("cgroup.kill", "1");

    /// <summary>Removes the group.</summary>
    /// <returns>False where its last process is only just ending.</returns>
    public bool TryRemove()
    {
        try
        {
            Directory.Delete(_folder);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>What a worker that was killed left behind.</summary>
    public static void RemoveLeftover(string folder)
    {
        var group = new AttemptGroup(folder);
        group.Kill();
        group.TryRemove();
    }

    private void Set(string file, string value) => File.WriteAllText(Path.Combine(_folder, file), value);

    /// <summary>For files that older kernels do not have.</summary>
    private void SetWhereKnown(string file, string value)
    {
        if (File.Exists(Path.Combine(_folder, file)))
        {
            Set(file, value);
        }
    }
}
