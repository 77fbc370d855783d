using System.Collections.Concurrent;
using DigitalLand.Core.Files;
using DigitalLand.Core.Parquet;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Threading;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// The tables fact, fact-resource and entity of a dataset as Parquet, laid out as the reference keeps them between its own steps:
/// <c>&lt;directory&gt;/&lt;table&gt;/dataset=&lt;dataset&gt;/&lt;table&gt;.parquet</c>. The entity is a 64-bit number, all else text; where a
/// table of the SQLite package has NULL these have it too. All cores make row groups, of rows that lie together in the order of the
/// table; the bytes do not depend on how many cores there are.
/// </summary>
/// <param name="directory">The folder of the partitions.</param>
/// <param name="dataset">Whose they are.</param>
/// <param name="threads">How many work at once.</param>
internal sealed class ParquetPartitions(string directory, string dataset, int threads)
{
    /// <summary>Writes fact and fact-resource, and says which fields the entities of each window have.</summary>
    /// <returns>Rows of fact.</returns>
    public long WriteFacts(DatasetPackage tables, FactRows rows, EntityWindows windows, CancellationToken cancel)
    {
        using var factFile = new AtomicFile(PathOf("fact"));
        using var factResourceFile = new AtomicFile(PathOf("fact-resource"));
        var snappy = new Snappy();
        var facts = new ParquetWriter(factFile.Stream, [.. new FactChunks(tables.Fact, rows, snappy).Columns]);
        var factResources = new ParquetWriter(factResourceFile.Stream, [.. new FactChunks(tables.FactResource, rows, snappy).Columns]);
        var count = 0L;
        var idle = new ConcurrentBag<FactRowGroups>();
        OrderedWork.Run(rows.ByFact().Batches(rows.RowsInGroup), Encode, Append, threads);
        facts.Finish();
        factResources.Finish();
        factFile.Commit();
        factResourceFile.Commit();
        return count;

        FactRowGroups Encode(RowBatch batch) => (idle.TryTake(out var groups) ? groups : new FactRowGroups(tables, rows, windows)).Encode(batch);

        void Append(FactRowGroups groups)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("facts to Parquet", groups.Facts.Rows);
            facts.WriteRowGroup(groups.Facts.Columns, groups.Facts.Rows);
            factResources.WriteRowGroup(groups.FactResources.Columns, groups.FactResources.Rows);
            count += groups.Facts.Rows;
            foreach (var (window, field) in groups.Fields)
            {
                windows.Add(window, field);
            }

            idle.Add(groups);
        }
    }

    /// <summary>Writes entity.</summary>
    /// <param name="table">The table entity.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="byEntity">They, in the order of entities.</param>
    /// <param name="fields">Their fields.</param>
    /// <param name="entityRows">Makes what each thread makes entities with.</param>
    /// <param name="cancel">Ends the writing.</param>
    /// <returns>How many entities there are.</returns>
    public long WriteEntities(PackageTable table, FactRows rows, SortedRows byEntity, FieldIndex fields, Func<EntityRows> entityRows, CancellationToken cancel)
    {
        var order = ColumnOrder(table, fields);
        using var file = new AtomicFile(PathOf("entity"));
        var snappy = new Snappy();
        var writer = new ParquetWriter(file.Stream, [.. order.Select(column => EntityRowGroup.Chunk(table.Columns[column], snappy))]);
        var count = 0L;
        var idle = new ConcurrentBag<EntityRowGroup>();
        OrderedWork.Run(byEntity.Batches(rows.RowsInGroup), Encode, Append, threads);
        writer.Finish();
        file.Commit();
        return count;

        EntityRowGroup Encode(RowBatch batch) => (idle.TryTake(out var group) ? group : new EntityRowGroup(table, order, entityRows())).Encode(batch);

        void Append(EntityRowGroup group)
        {
            cancel.ThrowIfCancellationRequested();
            var entities = group.TakeCount();
            WorkMeter.Add("entities to Parquet", entities);
            writer.WriteRowGroup(group.Columns, entities);
            count += entities;
            idle.Add(group);
        }
    }

    /// <summary>As the reference has them: those that some entity has before those that none has.</summary>
    private static int[] ColumnOrder(PackageTable table, FieldIndex fields)
    {
        string[] first = ["dataset", "typology", "organisation_entity"];
        string[] last = ["quality", "point", "json"];
        var others = table.Columns
            .Where(column => !first.Contains(column.Name) && !last.Contains(column.Name))
            .ToLookup(column => column.Name == "entity" || fields.IndexOf(column.Field) >= 0, column => column.Name);
        return [.. first.Concat(others[true]).Concat(others[false]).Concat(last).Select(table.Ordinal)];
    }

    private string PathOf(string name)
    {
        var path = Path.Combine(directory, name, "dataset=" + dataset, name + ".parquet");
        AbandonedFiles.RemoveOf(path);
        return path;
    }
}
