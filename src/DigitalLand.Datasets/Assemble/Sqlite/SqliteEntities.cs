using System.Collections.Concurrent;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Threading;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Packages.Btrees;

namespace DigitalLand.Datasets.Assemble.Sqlite;

/// <summary>Writes the table entity. All cores make pages; they are appended in the order of the entities.</summary>
internal sealed class SqliteEntities(BtreePackage package, PackageTable table, Func<EntityRows> entityRows, int threads)
{
    /// <returns>How many entities there are.</returns>
    public long Write(SortedRows rows, int rowsInBatch, CancellationToken cancel)
    {
        var tree = new Btree(package.File, BtreeKind.Table);
        var count = 0L;
        var idle = new ConcurrentBag<EntityPages>();
        OrderedWork.Run(rows.Batches(rowsInBatch), Encode, Append, threads);
        package.SetRoot(table.Name, tree.Finish());
        return count;

        void Append(EntityPages pages)
        {
            cancel.ThrowIfCancellationRequested();
            tree.Append(pages.Run);
            var taken = pages.TakeCount();
            WorkMeter.Add("entities written", taken);
            count += taken;
            idle.Add(pages);
        }

        EntityPages Encode(RowBatch batch) => (idle.TryTake(out var pages) ? pages : new EntityPages(table, entityRows())).Encode(batch);
    }

    private sealed class EntityPages(PackageTable table, EntityRows entities) : RecordTableWriter(table)
    {
        private long _taken;

        public PageRun Run { get; } = new();

        public EntityPages Encode(RowBatch batch)
        {
            Run.Start(BtreeKind.Table, batch.First == 0);
            entities.Write(batch, this);
            Run.Finish();
            return this;
        }

        public long TakeCount()
        {
            var count = Rows - _taken;
            _taken = Rows;
            return count;
        }

        protected override void InsertRecord(long rowid, ReadOnlySpan<byte> record) => Run.AddRow(rowid, record);
    }
}
