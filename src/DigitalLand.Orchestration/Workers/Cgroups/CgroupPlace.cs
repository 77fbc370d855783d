namespace DigitalLand.Orchestration.Workers.Cgroups;

/// <summary>Where a process stands in the kernel's tree of control groups, version 2 (the kernel's <c>cgroup-v2.rst</c>). In a container the tree begins at the container's own group.</summary>
/// <param name="Root">The top folder of the tree, as far as it can be seen.</param>
/// <param name="Folder">The process's own group.</param>
internal sealed record CgroupPlace(string Root, string Folder)
{
    private const string Mount = "/sys/fs/cgroup";
    private const string Self = "/proc/self/cgroup";

    /// <summary>Of this process; null on a machine without a tree of version 2 that has controllers.</summary>
    public static CgroupPlace? OfThisProcess() => File.Exists(Self) ? Find(Mount, File.ReadAllText(Self)) : null;

    /// <param name="root">Where the tree is mounted.</param>
    /// <param name="membership">Text of <c>/proc/self/cgroup</c>; its line of version 2 begins with <c>0::</c>.</param>
    public static CgroupPlace? Find(string root, string membership)
    {
        if (!File.Exists(Path.Combine(root, "cgroup.controllers")) || membership.Split('\n').FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal)) is not { } line)
        {
            return null;
        }

        // Without a namespace of its own a container is told a path of the machine, of which only the end is mounted.
        var folder = Path.Combine(root, line["0::/".Length..]).TrimEnd('/');
        return new CgroupPlace(root, Directory.Exists(folder) ? folder : root);
    }

    /// <summary>The own group and those above it: a limit on any of them holds.</summary>
    public IEnumerable<string> Upwards()
    {
        for (var folder = Folder; folder.Length >= Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            yield return folder;
        }
    }
}
