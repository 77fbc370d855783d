using DigitalLand.Orchestration.Workers.Cgroups;
using DigitalLand.Orchestration.Workers.Processes;

namespace DigitalLand.Orchestration.Tests.Workers.Cgroups;

/// <summary>Control groups of the kernel, on machines where this process may make one.</summary>
public sealed class KernelCgroupTests : IDisposable
{
    /// <summary>Where trees of version 2 are mounted: alone, or beside those of version 1.</summary>
    private static readonly string[] Trees = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"];

    private readonly TemporaryFolder _folder = new();
    private AttemptGroup? _group;

    [Fact]
    public async Task What_has_left_its_session_ends_with_its_control_group()
    {
        var process = Start("setsid sh -c 'echo $$ >escaped; exec sleep 600' & while [ ! -s escaped ]; do sleep 0.01; done; exit 0", limit: null);
        await process.Ended;
        var escaped = int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "escaped"), TestContext.Current.CancellationToken));
        Assert.Contains(ProcessTable.Read(), entry => entry.Id == escaped && entry.Session == escaped);

        process.KillAll();

        await Wait.UntilAsync(() => ProcessTable.Read().All(entry => entry.Id != escaped || entry.State == 'Z'));
        process.Dispose();
    }

    [Fact]
    public async Task The_kernel_ends_all_of_an_attempt_that_needs_more_than_its_limit_and_says_so()
    {
        var process = Start("sleep 600 & head -c 200000000 /dev/zero | tail; wait", limit: 64);

        var end = await process.Ended;

        Assert.Equal(Libc.SigKill, end.Signal);
        Assert.True(_group!.HasRunOutOfMemory());
        process.Dispose();
    }

    public void Dispose()
    {
        if (_group is not null)
        {
            _group.Kill();
            Wait.UntilAsync(() => _group.TryRemove()).GetAwaiter().GetResult();
        }

        _folder.Dispose();
    }

    private AttemptProcess Start(string script, int? limit)
    {
        _group = Group(limit);
        var log = Path.Combine(_folder.Path, "log");
        return AttemptProcess.Start(["/bin/sh", "-c", script], _folder.Path, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, log, log, _group);
    }

    private static AttemptGroup Group(int? limit)
    {
        var controllers = limit is null ? "" : "memory";
        foreach (var tree in Trees.Where(tree => File.Exists(Path.Combine(tree, "cgroup.subtree_control"))))
        {
            if (!File.ReadAllText(Path.Combine(tree, "cgroup.subtree_control")).Contains(controllers, StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                return AttemptGroup.Create(Path.Combine(tree, "digital-land-test-" + Guid.NewGuid().ToString("N")), limit);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Not ours to write to: perhaps the next one.
            }
        }

        Assert.Skip($"This process can make no control group of version 2{(limit is null ? "" : " that limits memory")} here.");
        return null!;
    }
}
