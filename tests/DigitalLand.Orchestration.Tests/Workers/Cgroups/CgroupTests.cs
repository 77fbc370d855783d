using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers;
using DigitalLand.Orchestration.Workers.Cgroups;

namespace DigitalLand.Orchestration.Tests.Workers.Cgroups;

/// <summary>A folder stands for the kernel's tree: what is read from it and written into it. <see cref="KernelCgroupTests"/> asks the kernel itself.</summary>
public sealed class CgroupTests : IDisposable
{
    private readonly TemporaryFolder _tree = new();

    [Theory]
    [InlineData("0::/system.slice/digital-land.service\n", "system.slice/digital-land.service")]
    [InlineData("0::/docker/not-mounted-here\n", "")]
    [InlineData("0::/\n", "")]
    [InlineData("4:memory:/a\n0::/system.slice/digital-land.service\n", "system.slice/digital-land.service")]
    public void A_process_is_found_in_the_tree_and_in_a_container_at_its_top(string membership, string folder)
    {
        Write("cgroup.controllers", "cpu memory");
        Write("system.slice/digital-land.service/cgroup.procs", "");

        Assert.Equal(Path.Combine(_tree.Path, folder).TrimEnd('/'), CgroupPlace.Find(_tree.Path, membership)!.Folder);
    }

    [Fact]
    public void A_machine_of_version_one_has_no_place()
    {
        Assert.Null(CgroupPlace.Find(_tree.Path, "4:memory:/a\n"));
    }

    [Fact]
    public void The_tightest_limit_on_the_way_up_holds()
    {
        Write("cpu.max", "400000 100000\n");
        Write("a/cpu.max", "150000 100000\n");
        Write("a/b/cpu.max", "max 100000\n");
        Write("a/cpu.stat", "usage_usec 2500000\nuser_usec 1\n");

        var limit = ProcessorLimit.Of(new CgroupPlace(_tree.Path, Path.Combine(_tree.Path, "a/b")))!;

        Assert.Equal(1.5, limit.Processors);
        Assert.Equal(TimeSpan.FromSeconds(2.5), limit.Used());
    }

    [Fact]
    public void Without_a_limit_it_is_the_machines()
    {
        Write("cpu.max", "max 100000\n");

        Assert.Null(ProcessorLimit.Of(new CgroupPlace(_tree.Path, _tree.Path)));
    }

    [Fact]
    public void Load_is_of_what_the_container_may_use()
    {
        Write("cpu.max", "200000 100000\n");
        Write("cpu.stat", "usage_usec 5000000\n");
        var clock = new TestClock();
        clock.Advance(TimeSpan.FromSeconds(100));
        var load = new MachineLoad(clock, ProcessorLimit.Of(new CgroupPlace(_tree.Path, _tree.Path)));
        Assert.Equal(0, load.Percent());

        clock.Advance(TimeSpan.FromSeconds(10));
        Write("cpu.stat", "usage_usec 15000000\n");

        Assert.Equal(50, load.Percent());
    }

    [Theory]
    [InlineData("cpu pids", "77\n", "nobody has delegated the memory")]
    [InlineData("cpu memory", "1\n77\n", "other processes are in")]
    public void A_group_that_is_not_the_workers_own_is_left_alone(string controllers, string members, string why)
    {
        Write("cgroup.controllers", controllers);
        Write("cgroup.procs", members);

        var (home, whyNot) = CgroupHome.Prepare(new CgroupPlace(_tree.Path, _tree.Path), process: 77);

        Assert.Null(home);
        Assert.StartsWith(why, whyNot, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_tree.Path, "cgroup.subtree_control")));
    }

    [Fact]
    public void The_worker_moves_below_its_group_before_it_hands_memory_out()
    {
        var home = Home();

        Assert.Equal("77", Read("digital-land-worker/cgroup.procs"));
        Assert.Equal("+memory", Read("cgroup.subtree_control"));
        Write("digital-land-attempt-5/memory.oom.group", "0");
        home.Create(5, limitMebibytes: 100);
        Assert.Equal("104857600", Read("digital-land-attempt-5/memory.max"));
        Assert.Equal("1", Read("digital-land-attempt-5/memory.oom.group"));
    }

    [Theory]
    [InlineData("oom_kill 1", "kill -KILL $$", FailureCause.OutOfMemory)]
    [InlineData("oom_kill 2", "exit 1", FailureCause.OutOfMemory)]
    [InlineData("oom_kill 0", "kill -KILL $$", FailureCause.Killed)]
    [InlineData("oom_kill 1", "exit 0", null)]
    public async Task The_kernels_word_tells_out_of_memory_from_killed(string events, string end, FailureCause? cause)
    {
        var group = Path.Combine(_tree.Path, "digital-land-attempt-1");
        var runner = new ProcessRunner(
            new ProcessOptions { Program = "/bin/sh", Folder = _tree.Path, Logs = Path.Combine(_tree.Path, "logs"), Store = "test", Groups = Home() }, Wait.Clock);

        var ended = await runner.RunAsync(Lease($"grep -qx $$ {group}/cgroup.procs && printf 'low 0\\noom 1\\n{events}\\n' >{group}/memory.events; {end}", memory: 100), new EndRequest());

        Assert.Equal(cause, ended.Cause);
        Assert.Equal("104857600", Read("digital-land-attempt-1/memory.max"));
    }

    public void Dispose() => _tree.Dispose();

    internal static Lease Lease(string script, int memory) => new(
        1, 1, 1, 7, "w", "task", memory, 0, new TaskWork(["/bin/sh", "-c", script], new Dictionary<string, string>(), TimeSpan.FromMinutes(5), RetryPolicy.None, KeepsOutput: false, IsShortCircuit: false));

    private CgroupHome Home()
    {
        Write("cgroup.controllers", "cpu memory");
        Write("cgroup.procs", "77\n");
        return CgroupHome.Prepare(new CgroupPlace(_tree.Path, _tree.Path), process: 77).Home!;
    }

    private void Write(string name, string text) => _tree.Write(name, text);

    private string Read(string name) => File.ReadAllText(Path.Combine(_tree.Path, name));
}
