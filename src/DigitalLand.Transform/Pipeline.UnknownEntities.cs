using DigitalLand.Core;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform;

/// <summary>What an entry calls itself, where no table knows the entity that it describes.</summary>
/// <param name="Prefix">Of the reference.</param>
/// <param name="Organisation">Whose reference it is; blank where the entry does not say.</param>
/// <param name="Reference">Blank where the entry has none.</param>
/// <param name="LineNumber">1-based record of the resource.</param>
public sealed record UnknownEntity(string Prefix, string Organisation, string Reference, int LineNumber);

/// <content>Looking for entries that have no entity yet, for whoever assigns entities (the reference's <c>get_resource_unidentified_lookups</c>).</content>
public sealed partial class Pipeline
{
    /// <summary>
    /// Runs a resource through the phases up to the lookup, with the tables that a run would use, and writes nothing. An entity that was
    /// withdrawn is known all the same: its number is not given to anybody else, and no new one is needed.
    /// </summary>
    /// <param name="path">The resource; its stem is its name.</param>
    /// <param name="endpoints">That serve it.</param>
    /// <param name="providers">The organisations that provide it.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <returns>In the order of the entries, each time that an entry says so.</returns>
    /// <exception cref="RunFailedException">The resource cannot be read as a table, or the configuration stops the run.</exception>
    public IReadOnlyList<UnknownEntity> FindUnknownEntities(string path, IReadOnlyList<string> endpoints, IReadOnlyList<string> providers, CancellationToken cancel)
    {
        var request = new PipelineRequest { InputPath = path, OutputPath = "", Endpoints = endpoints, Organisations = providers };
        var logs = new PipelineLogs(dataset, request);
        var settings = configuration.ForResource(logs.Name, endpoints, providers, entryDate: "");
        using var table = new ConvertPhase(logs.Resource, logs.Converted, clock).Process(path, settings.Encoding, cancel)
            ?? throw new RunFailedException($"{path} could not be read as a table: {logs.Converted.Exception}");
        var issues = new IssueLog(dataset, logs.Name);
        var tables = _entities.GetAwaiter().GetResult().ForResource(logs.Name);
        var lookup = new EntityLookupPhase(_dataset, tables, settings.Providers, issues, operationalIssues: new IssueLog(dataset, logs.Name));
        var entries = NamingPhases(settings, new PatchTable(settings.Patches), logs.FileResource, issues)
            .Aggregate(MappedEntries(settings, logs, table.Reader, request), (rows, phase) => phase.Process(rows));
        var unknown = new List<UnknownEntity>();
        foreach (var row in entries)
        {
            cancel.ThrowIfCancellationRequested();
            if (lookup.IsUnknown(row))
            {
                unknown.Add(new UnknownEntity(row["prefix"]!, row["organisation"] ?? "", row["reference"] ?? "", row.LineNumber));
            }
        }

        return unknown;
    }
}
