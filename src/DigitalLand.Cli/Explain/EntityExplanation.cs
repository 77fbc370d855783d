using DigitalLand.Core;
using DigitalLand.Core.Hashing;
using DigitalLand.Datasets.Provenance;
using DigitalLand.Transform.Observation;

namespace DigitalLand.Cli.Explain;

/// <summary>Where the values of an entity come from.</summary>
/// <param name="Dataset">The dataset that has it.</param>
/// <param name="Entity">Its number.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record EntityExplanation(string Dataset, long Entity, IReadOnlyList<FieldExplanation> Fields)
{
    /// <summary>Explains an entity, or one field of it.</summary>
    /// <exception cref="WrongUseException">No dataset here has it.</exception>
    public static EntityExplanation Of(ExplainedCollection collection, long entity, string field, string? dataset, CancellationToken cancel)
    {
        foreach (var name in collection.Datasets(dataset))
        {
            using var provenance = collection.Open(name);
            if (provenance.Has(entity))
            {
                return Of(collection, provenance, name, entity, field, cancel);
            }
        }

        throw new WrongUseException($"No dataset here has the entity {entity}{(dataset is null ? "" : $" (asked was {dataset} only)")}.");
    }

    private static EntityExplanation Of(ExplainedCollection collection, DatasetProvenance provenance, string dataset, long entity, string field, CancellationToken cancel)
    {
        var fields = provenance.Of(entity, field);
        if (fields.Count == 0)
        {
            var known = string.Join(", ", provenance.Of(entity).Select(other => other.Field));
            throw new WrongUseException($"The entity {entity} has no facts of the field '{field}'; it has {known}. A point that no provider gave is the middle of the geometry.");
        }

        var sources = new Dictionary<string, SourceRun?>(StringComparer.Ordinal);
        foreach (var bySource in fields.SelectMany(one => one.Sources).GroupBy(source => source.Resource, StringComparer.Ordinal))
        {
            var entries = bySource.Select(source => source.EntryNumber).ToHashSet();
            sources[bySource.Key] = collection.TasksOf(bySource.Key, dataset) is [var task, ..] && File.Exists(task.Path)
                ? new SourceRun(collection.Run(task, (_, entry) => entries.Contains(entry), cancel), Origin.Of(collection.Collection, task))
                : null;
        }

        return new EntityExplanation(
            dataset,
            entity,
            [.. fields.Select(one => new FieldExplanation(one.Field, one.Value, [.. one.Sources.Select(source => SourceExplanation.Of(source, $"{entity}", sources[source.Resource], provenance, cancel))]))]);
    }
}

/// <summary>A field: what readers see, and who said so; the source that is believed stands first.</summary>
internal sealed record FieldExplanation(string Field, string? Value, IReadOnlyList<SourceExplanation> Sources);

/// <summary>A resource that was run again, and where it came from.</summary>
internal sealed record SourceRun(ResourceRun Run, Origin Origin);

/// <summary>One source of a value.</summary>
/// <param name="Fact">What the dataset has of it.</param>
/// <param name="Origin">Null where the resource's file, or its place in the plan, is gone.</param>
/// <param name="Line">The record as it stands in the file.</param>
/// <param name="Columns">The names that the file gives to the cells.</param>
/// <param name="Changes">What the phases did, in order.</param>
/// <param name="Issues">What was seen in the line of the columns and fields that led to the value.</param>
/// <param name="Remark">Blank, or why this is not all, or not what the dataset holds.</param>
internal sealed record SourceExplanation(
    FactSource Fact,
    Origin? Origin,
    ResourceLine? Line,
    IReadOnlyList<string> Columns,
    IReadOnlyList<PhaseChange> Changes,
    IReadOnlyList<SourceIssue> Issues,
    string Remark)
{
    public static SourceExplanation Of(FactSource source, string entity, SourceRun? sourceRun, DatasetProvenance provenance, CancellationToken cancel)
    {
        if (sourceRun is not var (run, origin))
        {
            return new SourceExplanation(source, null, null, [], [], [], "The file of the resource is not here any more, or the plan leaves it out: what was done to the value cannot be shown.");
        }

        if (!run.Recorder.Entries.TryGetValue(source.EntryNumber, out var trail))
        {
            return new SourceExplanation(source, origin, null, [], [], [], "With the configuration of today this row is no entry: the dataset was made with another one.");
        }

        var fact = trail.Facts.FirstOrDefault(fact => fact.Entity == entity && fact.Field == source.Field && fact.IsSaved);
        var remark = fact is null ? "With the configuration of today this row does not give this value: the dataset was made with another one."
            : Sha256Hex.OfText($"{entity}:{source.Field}:{fact.Value}") != source.Fact ? $"With the configuration of today this row gives '{fact.Value}': the dataset was made with another one."
            : "";
        List<PhaseChange> changes = [.. run.Changes.Of(trail, entity, source.Field), .. FactChanges.Of(fact, run.Rules)];
        var names = changes.SelectMany(change => change.From.Split(", ").Append(change.Field)).Append(source.Field).ToHashSet(StringComparer.Ordinal);
        var issues = provenance.IssuesOf(source.Resource, trail.LineNumber).Where(issue => issue.Field.Split(',').Any(names.Contains)).ToList();
        return new SourceExplanation(source, origin, run.Line(trail.LineNumber, cancel), run.Recorder.Header?.Cells ?? [], changes, issues, remark);
    }
}
