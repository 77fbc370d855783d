using System.Collections.Concurrent;
using System.Text;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Threading;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Packages.Btrees;

namespace DigitalLand.Datasets.Assemble.Sqlite;

/// <summary>
/// Writes the tables fact and fact_resource with their indexes (the reference's <c>load_facts</c> and <c>load_fact_resource</c>). All cores
/// make pages; they are appended here in the order of the facts.
/// </summary>
internal sealed class SqliteFacts : IDisposable
{
    private readonly BtreePackage _package;
    private readonly DatasetPackage _tables;
    private readonly FactRows _rows;
    private readonly EntityWindows _windows;
    private readonly int _threads;
    private readonly SortedPairs _entities;
    private readonly ValueIndex _resources = new();
    private readonly Dictionary<int, RowNumbers> _rowsOfResource = [];

    public SqliteFacts(BtreePackage package, DatasetPackage tables, FactRows rows, EntityWindows windows, AssembleLimits limits)
    {
        _package = package;
        _tables = tables;
        _rows = rows;
        _windows = windows;
        _threads = limits.Threads;
        _entities = new SortedPairs(limits.TemporaryDirectory, limits.PairMemory);
    }

    /// <summary>Rows of the table fact.</summary>
    public long FactCount { get; private set; }

    public void WriteTables(CancellationToken cancel)
    {
        var facts = new Btree(_package.File, BtreeKind.Table);
        var factKeys = new Btree(_package.File, BtreeKind.Index);
        var factResources = new Btree(_package.File, BtreeKind.Table);
        var factResourceKeys = new Btree(_package.File, BtreeKind.Index);
        var idle = new ConcurrentBag<FactPages>();
        OrderedWork.Run(_rows.ByFact().Batches(_rows.RowsInBatch), Encode, Append, _threads);
        _package.SetRoot(_tables.Fact.Name, facts.Finish());
        _package.SetRoot(BtreePackage.KeyIndex(_tables.Fact), factKeys.Finish());
        _package.SetRoot(_tables.FactResource.Name, factResources.Finish());
        _package.SetRoot(BtreePackage.IndexName(_tables.FactResource.Name, "fact"), factResourceKeys.Finish());

        void Append(FactPages pages)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("facts written", pages.Entities.Count);
            facts.Append(pages.Facts);
            factKeys.Append(pages.FactKeys);
            factResources.Append(pages.FactResources);
            factResourceKeys.Append(pages.FactResourceKeys);
            Collect(pages);
            idle.Add(pages);
        }

        FactPages Encode(RowBatch batch) => (idle.TryTake(out var pages) ? pages : new FactPages(_tables, _rows, _windows)).Encode(batch);
    }

    /// <summary>Writes the indexes whose order is another than that of the facts.</summary>
    public void WriteIndexes(CancellationToken cancel)
    {
        var byEntity = new IndexWriter(_package.File, cancel);
        foreach (var (entity, row) in _entities.Read())
        {
            byEntity.Add(entity, row);
        }

        _package.SetRoot(BtreePackage.IndexName(_tables.Fact.Name, "entity"), byEntity.Finish());
        _package.SetRoot(BtreePackage.IndexName(_tables.FactResource.Name, "resource"), _resources.Write(_package.File, cancel));
    }

    public void Dispose() => _entities.Dispose();

    private void Collect(FactPages pages)
    {
        FactCount += pages.Entities.Count;
        foreach (var (entity, row) in pages.Entities)
        {
            _entities.Add(entity, row);
        }

        var number = pages.FirstRow;
        foreach (var resource in pages.Resources)
        {
            if (!_rowsOfResource.TryGetValue(resource, out var rows))
            {
                _rowsOfResource[resource] = rows = _resources.Rows(Encoding.UTF8.GetBytes(_rows.Texts.GetString(resource)));
            }

            rows.Add(number++);
        }

        foreach (var (window, field) in pages.Fields)
        {
            _windows.Add(window, field);
        }
    }
}
