using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Workers;

/// <summary>What a worker is given.</summary>
public sealed record WorkerOptions
{
    public string Name { get; init; } = "worker";

    public WorkerKind Class { get; init; }

    /// <summary>Attempts at once.</summary>
    public int Slots { get; init; } = System.Environment.ProcessorCount;

    /// <summary>MiB for all attempts together.</summary>
    public int Memory { get; init; } = (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20);

    /// <summary>The worker is given up for lost when it gives no sign of life for so long; must be the schedulers' too.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running attempts may go on by themselves when the worker is asked to stop.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Below which people find the logs of attempts, a folder or an address; null where they have none.</summary>
    public string? Logs { get; init; }

    /// <summary>Percent of <see cref="Memory"/> from which on the worker takes on nothing more: beyond it their workers lost tasks.</summary>
    public int FullAt { get; init; } = 90;
}

/// <summary>Where and how processes of attempts run.</summary>
public sealed record ProcessOptions
{
    /// <summary>This program's own file.</summary>
    public required string Program { get; init; }

    /// <summary>In which commands run.</summary>
    public required string Folder { get; init; }

    /// <summary>Below which each attempt has its log.</summary>
    public required string Logs { get; init; }

    /// <summary>Names the store in the environment of every process, so that what an earlier worker left can be found.</summary>
    public required string Store { get; init; }

    /// <summary>Variables for every process beside those of this one; a task's own go before them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Between the request to end and the end by force.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An attempt that has given signs of life is given up when none comes for so long, unless its task says otherwise.</summary>
    public TimeSpan StalledAfter { get; init; } = Scheduling.OrchestratorOptions.DefaultStalledAfter;

    /// <summary>MiB of the whole worker: no attempt may use more, whatever its definition says, and one that names no limit may use as much.</summary>
    public int? Memory { get; init; }

    /// <summary>Gets what attempts write, line by line, beside their own logs; null where that is not wanted.</summary>
    public Logs.OperatorLog? Lines { get; init; }

    /// <summary>Where each attempt has a control group of its own; null where the worker has to look at their memory itself.</summary>
    internal Cgroups.CgroupHome? Groups { get; init; }

    /// <summary>The limit of an attempt in MiB; null where there is none.</summary>
    public int? LimitOf(Runs.Lease lease) => (lease.Memory, Memory) switch
    {
        (0, var most) => most,
        (var wanted, { } most) => Math.Min(wanted, most),
        var (wanted, _) => wanted,
    };
}
