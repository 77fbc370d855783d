using System.Collections.Concurrent;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>The definitions that runs keep: a version never changes, so each is read once.</summary>
internal sealed class KeptDefinitions
{
    private readonly ConcurrentDictionary<string, Workflow> _known = new(StringComparer.Ordinal);

    /// <summary>The version of a workflow that is live, or null where there is no such workflow.</summary>
    public async Task<Workflow?> FindLiveAsync(StoreSession session, string name) =>
        await session.FirstAsync("select version from workflow where name = @name", row => row.GetString(0), ("name", name)) is { } version
            ? await FindAsync(session, version)
            : null;

    /// <summary>A version that some run began with, or that is or was live.</summary>
    public async Task<Workflow> FindAsync(StoreSession session, string version)
    {
        if (_known.TryGetValue(version, out var workflow))
        {
            return workflow;
        }

        var content = await session.FirstAsync("select content from definition where version = @version", row => row.GetString(0), ("version", version))
            ?? throw new InvalidDataException($"The store has lost the definition {version}.");
        return _known.GetOrAdd(version, WorkflowJson.Read(content) with { Version = version });
    }
}
