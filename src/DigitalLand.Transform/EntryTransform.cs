using System.Buffers;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Observation;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform;

/// <summary>
/// The phases from a mapped entry to written facts, with logs of their own. What an entry becomes depends on no other entry, so
/// several of these may work at once on different batches of a resource; what they made is put together in the order of the batches.
/// </summary>
#pragma warning disable CA1001 // its streams are memory, and its writers write into them
internal sealed class EntryTransform
#pragma warning restore CA1001
{
    /// <summary>How many facts are held before they are handed on, where entries are not batched.</summary>
    private const int HandedOnAt = 4096;

    private readonly IPipelineObserver? _observer;
    private readonly RowPhase[] _rowPhases;
    private readonly FactPool _pool = new();
    private readonly FactPhase[] _factPhases;
    private readonly EntityPrunePhase _entityPrune;
    private readonly List<Fact> _facts = [];
    private readonly MemoryStream _factText = new();
    private readonly MemoryStream _issueText = new();
    private readonly CsvWriter _factWriter;
    private readonly CsvWriter _issueWriter;

    /// <param name="phases">Makes the phases around this transform's logs and writer.</param>
    /// <param name="observer">Is told what passes the phases; null for nobody.</param>
    public EntryTransform(string dataset, string resource, Func<EntryTransform, CsvWriter, EntryPhases> phases, IPipelineObserver? observer = null)
    {
        _observer = observer;
        Issues = new IssueLog(dataset, resource);
        OperationalIssues = new IssueLog(dataset, resource);
        _factWriter = new CsvWriter(_factText);
        _issueWriter = new CsvWriter(_issueText);
        (_rowPhases, _factPhases) = phases(this, _factWriter);
        _entityPrune = _rowPhases.OfType<EntityPrunePhase>().Single();
    }

    public IssueLog Issues { get; }

    /// <summary>The facts' text in UTF-8, as the Factor phase encodes it.</summary>
    public ArrayBufferWriter<byte> Encoded { get; } = new();

    /// <summary>Unknown entities once more, for the people who assign entities.</summary>
    public IssueLog OperationalIssues { get; }

    /// <summary>The facts made since the last <see cref="Clear"/>, in order.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>Entries kept since the last <see cref="Clear"/>.</summary>
    public int EntryCount => _entityPrune.EntryCount;

    /// <summary>The facts as rows of the transformed file.</summary>
    public ReadOnlySpan<byte> FactText => _factText.GetBuffer().AsSpan(0, (int)_factText.Length);

    /// <summary>The issues as rows of the issue log; empty until all issues of the entries are known.</summary>
    public ReadOnlySpan<byte> IssueText => _issueText.GetBuffer().AsSpan(0, (int)_issueText.Length);

    /// <summary>Transforms one batch.</summary>
    public EntryTransform Run(IEnumerable<Row> rows)
    {
        foreach (var fact in Process(rows, new PivotPhase(_pool)))
        {
            _facts.Add(fact);
        }

        WriteIssues();
        return this;
    }

    /// <summary>
    /// Transforms all entries of a resource as one stream, and hands on facts in pieces; for what looks at more than one entry. The
    /// issues come with the last piece.
    /// </summary>
    public IEnumerable<EntryTransform> RunInOrder(IEnumerable<Row> rows)
    {
        foreach (var fact in Process(rows, new PivotPhase()))
        {
            _facts.Add(fact);
            if (_facts.Count == HandedOnAt)
            {
                _factWriter.Flush();
                yield return this;
                ClearFacts();
            }
        }

        WriteIssues();
        yield return this;
    }

    /// <summary>Ready for the next batch.</summary>
    public void Clear()
    {
        ClearFacts();
        _pool.TakeBack();
        _issueText.SetLength(0);
        Issues.Clear();
        OperationalIssues.Clear();
    }

    private IEnumerable<Fact> Process(IEnumerable<Row> rows, PivotPhase pivot)
    {
        var entries = _rowPhases.Aggregate(rows, (source, phase) => phase.Observed(source, _observer));
        var facts = pivot.Process(entries);
        return _observer is null
            ? SingleFactPhase.ProcessAll(_factPhases, facts)
            : _factPhases.Aggregate(facts.Observed("Pivot", _observer), (source, phase) => phase.Observed(source, _observer));
    }

    private void WriteIssues()
    {
        _factWriter.Flush();
        Issues.WriteTo(_issueWriter);
        _issueWriter.Flush();
    }

    private void ClearFacts()
    {
        _entityPrune.Reset();
        _facts.Clear();
        Encoded.ResetWrittenCount();
        _factText.SetLength(0);
    }
}

/// <summary>The phases of an <see cref="EntryTransform"/>, in order.</summary>
/// <param name="Rows">From the mapped entry to the entry that has an entity and a priority.</param>
/// <param name="Facts">From the pivoted fact to the written one.</param>
internal sealed record EntryPhases(RowPhase[] Rows, FactPhase[] Facts);
