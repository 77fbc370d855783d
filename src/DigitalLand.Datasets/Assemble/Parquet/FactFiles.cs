using System.Collections.Concurrent;
using DigitalLand.Core.Files;
using DigitalLand.Core.Parquet;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Threading;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>The files of fact and fact-resource in the making. They appear with <see cref="Commit"/>, or not at all.</summary>
internal sealed class FactFiles : IDisposable
{
    private readonly AtomicFile _factFile;
    private readonly AtomicFile _factResourceFile;
    private readonly ParquetWriter _facts;
    private readonly ParquetWriter _factResources;
    private readonly DatasetPackage _tables;
    private readonly FactRows _rows;
    private readonly ConcurrentBag<FactRowGroups> _idle = [];
    private long _entities;

    public FactFiles(string factPath, string factResourcePath, DatasetPackage tables, FactRows rows)
    {
        _tables = tables;
        _rows = rows;
        var snappy = new Snappy();
        _factFile = new AtomicFile(factPath);
        _factResourceFile = new AtomicFile(factResourcePath);
        _facts = new ParquetWriter(_factFile.Stream, [.. new FactChunks(tables.Fact, rows, snappy).Columns]);
        _factResources = new ParquetWriter(_factResourceFile.Stream, [.. new FactChunks(tables.FactResource, rows, snappy).Columns]);
    }

    /// <summary>Rows of fact.</summary>
    public long FactCount { get; private set; }

    /// <summary>Writes all rows.</summary>
    /// <param name="byEntity">The rows, in the order of entities.</param>
    /// <param name="windows">Told which fields the entities of each have.</param>
    /// <param name="shared">Facts of several entities.</param>
    /// <param name="keys">Told each fact with its entity; null where that is known.</param>
    /// <param name="threads">How many work at once.</param>
    /// <param name="cancel">Ends the writing.</param>
    public void Write(SortedRows byEntity, EntityWindows windows, SharedFacts shared, FactKeys? keys, int threads, CancellationToken cancel)
    {
        OrderedWork.Run(byEntity.Batches(_rows.RowsInGroup), Encode, Append, threads);
        _facts.Finish();
        _factResources.Finish();

        FactRowGroups Encode(RowBatch batch) => (_idle.TryTake(out var groups) ? groups : new FactRowGroups(_tables, _rows, windows, shared)).Encode(batch);

        void Append(FactRowGroups groups)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("facts to Parquet", groups.Facts.Rows);
            _facts.WriteRowGroup(groups.Facts.Columns, groups.Facts.Rows);
            _factResources.WriteRowGroup(groups.FactResources.Columns, groups.FactResources.Rows);
            FactCount += groups.Facts.Rows;
            foreach (var (window, field) in groups.Fields)
            {
                windows.Add(window, field);
            }

            if (keys is not null)
            {
                AddKeys(groups, keys);
            }

            _idle.Add(groups);
        }
    }

    private void AddKeys(FactRowGroups groups, FactKeys keys)
    {
        var at = 0;
        foreach (var facts in groups.FactsOfEntities)
        {
            _entities++;
            for (var end = at + facts; at < end; at++)
            {
                keys.Add(groups.Prefixes[at], _entities);
            }
        }
    }

    public void Commit()
    {
        _factFile.Commit();
        _factResourceFile.Commit();
    }

    public void Dispose()
    {
        _factFile.Dispose();
        _factResourceFile.Dispose();
    }
}
