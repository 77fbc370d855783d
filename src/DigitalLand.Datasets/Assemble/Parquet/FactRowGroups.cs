using DigitalLand.Core.Parquet;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// What a batch of rows in the order of entities comes to: a row group of fact and one of fact-resource. One such object is used for many
/// batches, by one thread at a time.
/// </summary>
internal sealed class FactRowGroups
{
    private readonly FactColumns _columns;
    private readonly EntityWindows _windows;
    private readonly SharedFacts _shared;
    private readonly FactsOfEntity _facts;
    private readonly int[] _texts;
    private readonly byte[] _hex = new byte[StoredFact.HexSize];
    private readonly HashSet<int> _fieldsOfWindow = [];
    private readonly bool _hashesOnly;

    public FactRowGroups(DatasetPackage tables, FactRows rows, EntityWindows windows, SharedFacts shared)
    {
        _columns = rows.Columns;
        _windows = windows;
        _shared = shared;
        _hashesOnly = rows.HashesOnly;
        _facts = new FactsOfEntity(rows.Columns, rows.Texts);
        _texts = new int[rows.Columns.Pooled.Length];
        var snappy = new Snappy();
        Facts = new FactChunks(tables.Fact, rows, snappy);
        FactResources = new FactChunks(tables.FactResource, rows, snappy);
    }

    public FactChunks Facts { get; }

    public FactChunks FactResources { get; }

    /// <summary>Which fields, as pooled texts, the entities of each window have.</summary>
    public List<(long Window, int Field)> Fields { get; } = [];

    /// <summary>The beginning of each fact, by which facts of several entities are found.</summary>
    public List<ulong> Prefixes { get; } = [];

    /// <summary>How many of these each entity has, in their order.</summary>
    public List<int> FactsOfEntities { get; } = [];

    public FactRowGroups Encode(RowBatch rows)
    {
        Facts.Start();
        FactResources.Start();
        Fields.Clear();
        Prefixes.Clear();
        FactsOfEntities.Clear();
        var window = -1L;
        for (int start = 0, end, ahead = 0; start < rows.Count; start = end)
        {
            if (start >= ahead)
            {
                _facts.LookAhead(rows, start);
                ahead = start + RowBatch.RowsAhead;
            }

            var entity = StoredFact.EntityOf(rows[start]);
            if (_windows.Of(entity) != window)
            {
                EndWindow(window);
                window = _windows.Of(entity);
            }

            end = _facts.Read(rows, start);
            AddEntity(rows, start, end);
        }

        EndWindow(window);
        Facts.Finish();
        FactResources.Finish();
        return this;
    }

    private void AddEntity(RowBatch rows, int start, int end)
    {
        var before = Prefixes.Count;
        for (var i = start; i < end; i++)
        {
            var row = new StoredFact(rows[i], _texts);
            var fact = row.Key.Text(_hex);
            FactResources.Add(row, fact);
            _fieldsOfWindow.Add(row.Texts[_columns.Field]);
            var speaker = _facts.SpeakerFor(i);
            if (speaker == FactsOfEntity.SpokenFor)
            {
                continue;
            }

            Prefixes.Add(row.Key.Prefix(_hashesOnly));
            if (_shared.BelongsTo(row.Entity, row.Key))
            {
                Facts.Add(speaker == i ? row : new StoredFact(rows[speaker], _texts), fact);
            }
        }

        FactsOfEntities.Add(Prefixes.Count - before);
    }

    private void EndWindow(long window)
    {
        Fields.AddRange(_fieldsOfWindow.Select(field => (window, field)));
        _fieldsOfWindow.Clear();
    }
}
