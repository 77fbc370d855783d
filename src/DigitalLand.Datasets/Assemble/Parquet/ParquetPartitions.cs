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
/// table of the SQLite package has NULL these have it too. All three are in the order of entities, which rows mostly have from the first
/// and by which readers skip row groups. All cores make row groups; the bytes do not depend on how many cores there are.
/// </summary>
/// <param name="directory">The folder of the partitions.</param>
/// <param name="dataset">Whose they are.</param>
/// <param name="limits">How many threads work at once, and what memory they may take.</param>
internal sealed class ParquetPartitions(string directory, string dataset, AssembleLimits limits)
{
    /// <summary>
    /// What does not shrink to a half is not compressed: partitions are read soon and made again every night, so the time counts for more
    /// than the room. Shapes shrink to a little more, and are most of the bytes where there are any.
    /// </summary>
    public const int MostTenths = 5;

    /// <summary>Writes fact and fact-resource, and says which fields the entities of each window have.</summary>
    /// <param name="tables">The tables of a dataset.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="byEntity">They, in the order of entities.</param>
    /// <param name="windows">Where to say it.</param>
    /// <param name="cancel">Ends the writing.</param>
    /// <returns>Rows of fact.</returns>
    public long WriteFacts(DatasetPackage tables, FactRows rows, SortedRows byEntity, EntityWindows windows, CancellationToken cancel)
    {
        SharedFacts shared;
        using (var files = new FactFiles(PathOf("fact"), PathOf("fact-resource"), tables, rows))
        {
            using var keys = new FactKeys(rows, limits);
            files.Write(byEntity, windows, SharedFacts.None, keys, limits.Threads, cancel);
            shared = keys.OfSeveral() is { Count: > 0 } several ? SharedFacts.Find(several, rows, byEntity) : SharedFacts.None;
            if (shared.IsNone)
            {
                files.Commit();
                return files.FactCount;
            }
        }

        // What was written has a row for each of their entities: it is written again, which no dataset of ours comes to.
        using var again = new FactFiles(PathOf("fact"), PathOf("fact-resource"), tables, rows);
        again.Write(byEntity, windows, shared, keys: null, limits.Threads, cancel);
        again.Commit();
        return again.FactCount;
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
        OrderedWork.Run(byEntity.Batches(rows.RowsInGroup), Encode, Append, limits.Threads);
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
