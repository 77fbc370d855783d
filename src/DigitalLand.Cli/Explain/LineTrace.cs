using DigitalLand.Core;
using DigitalLand.Datasets.Provenance;
using DigitalLand.Transform.Observation;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Cli.Explain;

/// <summary>What became of one line of a resource in one dataset.</summary>
/// <param name="Dataset">The dataset that the resource is transformed for.</param>
/// <param name="Origin">Where the resource came from.</param>
/// <param name="Line">The record as it stands in the file; null where the file has no such line.</param>
/// <param name="EntryNumber">Null where it is no entry.</param>
/// <param name="End">What became of it, in one sentence.</param>
/// <param name="Entities">The entities that it describes; more than one where several providers claim it.</param>
/// <param name="Changes">What the phases did to it.</param>
/// <param name="Facts">What the dataset has of it.</param>
/// <param name="Issues">What was seen in it.</param>
internal sealed record LineTrace(
    string Dataset,
    Origin Origin,
    ResourceLine? Line,
    int? EntryNumber,
    string End,
    IReadOnlyList<string> Entities,
    IReadOnlyList<PhaseChange> Changes,
    IReadOnlyList<TracedFact> Facts,
    IReadOnlyList<SourceIssue> Issues)
{
    /// <summary>Follows a line into every dataset that the resource is transformed for, or into the one that is named.</summary>
    /// <exception cref="WrongUseException">No dataset here is made of the resource.</exception>
    public static IReadOnlyList<LineTrace> Of(ExplainedCollection collection, string resource, int line, string? dataset, CancellationToken cancel)
    {
        var traces = new List<LineTrace>();
        foreach (var name in collection.Datasets(dataset))
        {
            foreach (var task in collection.TasksOf(resource, name).Take(1).Where(task => File.Exists(task.Path)))
            {
                var run = collection.Run(task, (number, _) => number == line, cancel);
                using var provenance = collection.Open(name);
                traces.Add(Of(run, provenance, Origin.Of(collection.Collection, task), line, cancel));
            }
        }

        return traces.Count > 0 ? traces : throw new WrongUseException($"No dataset here is made of the resource '{resource}', or its file is not here. A resource is named by the 64 digits of its hash.");
    }

    private static LineTrace Of(ResourceRun run, DatasetProvenance provenance, Origin origin, int line, CancellationToken cancel)
    {
        var trail = run.Recorder.Entries.Values.FirstOrDefault();
        var record = run.Line(line, cancel);
        var entities = trail is null ? [] : trail.Facts.Select(fact => fact.Entity).Distinct(StringComparer.Ordinal).ToList();
        return new LineTrace(
            run.Task.Dataset,
            origin,
            record,
            trail?.EntryNumber,
            EndOf(run, trail, record, line, entities),
            entities,
            trail is null ? [] : run.Changes.Of(trail, entities.Count > 0 ? entities[0] : ""),
            trail is null ? [] : FactsOf(provenance, run.Task.FileResource, trail.EntryNumber),
            provenance.IssuesOf(run.Task.FileResource, line));
    }

    private static string EndOf(ResourceRun run, EntryTrail? trail, ResourceLine? record, int line, List<string> entities)
    {
        if (run.Outcome.ConversionFailure is { } failure)
        {
            return $"The resource cannot be read as a table: {failure}";
        }

        if (record is null)
        {
            return $"The resource has no line {line}; it has {run.Outcome.Lines}.";
        }

        if (trail is null)
        {
            return NoEntry(run, record, line);
        }

        if (trail.DroppedBy is { } phase)
        {
            var reasons = string.Join("; ", run.Rules.OfDrop(phase, trail.Steps[^1]));
            return $"The phase {phase} left it out{(reasons.Length > 0 ? $": {reasons}" : "")}.";
        }

        var facts = trail.Facts.Count(fact => fact.IsSaved);
        return $"It gives {facts} facts of {(entities.Count == 1 ? "the entity" : "the entities")} {string.Join(", ", entities)}.";
    }

    private static string NoEntry(ResourceRun run, ResourceLine record, int line)
    {
        if (run.Recorder.Header?.Number == line)
        {
            return "It names the columns.";
        }

        var cells = record.Cells.Select(cell => NormalisePhase.Normalise(cell)).ToList();
        return cells.TrueForAll(cell => cell.Length == 0)
            ? "It is blank, once what means nothing (such as n/a) is taken away."
            : $"It is skipped: {string.Join("; ", run.Rules.OfSkip(cells))}.";
    }

    private static List<TracedFact> FactsOf(DatasetProvenance provenance, string resource, int entryNumber)
    {
        var believed = new Dictionary<string, IReadOnlyList<FieldProvenance>>(StringComparer.Ordinal);
        var facts = new List<TracedFact>();
        foreach (var (entity, source) in provenance.OfEntry(resource, entryNumber))
        {
            if (!believed.TryGetValue(entity, out var fields))
            {
                believed[entity] = fields = long.TryParse(entity, out var number) ? provenance.Of(number) : [];
            }

            var first = fields.FirstOrDefault(field => field.Field == source.Field)?.Sources[0];
            var isShown = first?.Fact == source.Fact;
            facts.Add(new TracedFact(entity, source, isShown, isShown ? "" : $"{first?.Value}"));
        }

        return facts;
    }
}

/// <summary>A fact of a line, and whether readers see it.</summary>
/// <param name="Entity">Whose fact it is.</param>
/// <param name="Fact">The fact.</param>
/// <param name="IsShown">Whether the entity shows it, from this line or from another that says the same.</param>
/// <param name="Instead">The value that the entity shows instead; blank where it shows this one.</param>
internal sealed record TracedFact(string Entity, FactSource Fact, bool IsShown, string Instead);
