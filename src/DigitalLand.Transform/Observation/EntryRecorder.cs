using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Observation;

/// <summary>Keeps what becomes of some entries of a resource, phase by phase.</summary>
/// <param name="wanted">Which ones, by line number and entry number.</param>
public sealed class EntryRecorder(Func<int, int, bool> wanted) : IPipelineObserver
{
    private readonly Dictionary<int, EntryTrail> _entries = [];
    private readonly Dictionary<Fact, FactTrail> _facts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The record that names the columns; null where none was left in.</summary>
    public Line? Header { get; private set; }

    /// <summary>The entries by their number.</summary>
    public IReadOnlyDictionary<int, EntryTrail> Entries => _entries;

    public void Reads(Line line) => Header ??= line;

    public void Enters(string phase, Row row)
    {
        if (_entries.TryGetValue(row.EntryNumber, out var entry))
        {
            entry.DroppedBy = phase;
        }
    }

    public void Leaves(string phase, Row row)
    {
        if (!wanted(row.LineNumber, row.EntryNumber))
        {
            return;
        }

        if (!_entries.TryGetValue(row.EntryNumber, out var entry))
        {
            _entries[row.EntryNumber] = entry = new EntryTrail(row.LineNumber, row.EntryNumber);
        }

        entry.DroppedBy = null;
        entry.Add(new EntryStep(phase, row["entity"] ?? "", row.Priority, Values(row)));
    }

    public void Leaves(string phase, Fact fact)
    {
        if (!_entries.TryGetValue(fact.EntryNumber, out var entry))
        {
            return;
        }

        if (!_facts.TryGetValue(fact, out var trail))
        {
            _facts[fact] = trail = new FactTrail(fact.Entity, fact.Field);
            entry.Add(trail);
        }

        trail.Add(new FactStep(phase, fact.Value, fact.ReferenceEntity ?? ""));
    }

    private static OrderedDictionary<string, string> Values(Row row)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < row.Layout.Fields.Length; i++)
        {
            if (row.Values[i] is { } value)
            {
                values[row.Layout.Fields[i]] = value;
            }
        }

        return values;
    }
}

/// <summary>What became of one entry.</summary>
/// <param name="lineNumber">1-based record of the resource.</param>
/// <param name="entryNumber">1-based data row that survived normalising.</param>
public sealed class EntryTrail(int lineNumber, int entryNumber)
{
    private readonly List<EntryStep> _steps = [];
    private readonly List<FactTrail> _facts = [];

    public int LineNumber => lineNumber;

    public int EntryNumber => entryNumber;

    /// <summary>The phase from which it did not come out; null where it went through all.</summary>
    public string? DroppedBy { get; internal set; }

    /// <summary>In the order of the phases. Where several providers claim the entry, each from then on has its own.</summary>
    public IReadOnlyList<EntryStep> Steps => _steps;

    /// <summary>The facts that were made of it, those too that a later phase dropped.</summary>
    public IReadOnlyList<FactTrail> Facts => _facts;

    internal void Add(EntryStep step) => _steps.Add(step);

    internal void Add(FactTrail fact) => _facts.Add(fact);
}

/// <summary>An entry as it left a phase.</summary>
/// <param name="Entity">Blank until it has one.</param>
/// <param name="Priority">1, or 2 where a provider is the authority for the entity.</param>
/// <param name="Values">By column, and by field from Map on; those that it does not have are not there.</param>
public sealed record EntryStep(string Phase, string Entity, int Priority, IReadOnlyDictionary<string, string> Values);

/// <summary>What became of one fact.</summary>
public sealed class FactTrail(string entity, string name)
{
    private readonly List<FactStep> _steps = [];

    public string Entity => entity;

    public string Field => name;

    public IReadOnlyList<FactStep> Steps => _steps;

    /// <summary>The value that it had last.</summary>
    public string Value => _steps[^1].Value;

    /// <summary>Whether it was written to the transformed file.</summary>
    public bool IsSaved => _steps[^1].Phase == "Save";

    internal void Add(FactStep step) => _steps.Add(step);
}

/// <summary>A fact as it left a phase.</summary>
public sealed record FactStep(string Phase, string Value, string ReferenceEntity);
