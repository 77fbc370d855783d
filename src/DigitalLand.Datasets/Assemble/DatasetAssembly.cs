using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Assemble.Inputs;
using DigitalLand.Datasets.Assemble.Parquet;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Assemble.Sqlite;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Packages.Btrees;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Makes the SQLite package of a dataset from the transformed files of its resources (the reference's <c>dataset_create</c>). The same
/// inputs give the same bytes, whatever the number of cores and the memory.
/// </summary>
public static class DatasetAssembly
{
    /// <summary>Writes the package; an earlier one at the same place stands until the new one is complete.</summary>
    /// <param name="specification">Gives the tables, and the dataset's typology and range of entity numbers.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="inputs">Where its parts lie.</param>
    /// <param name="centroidPoint">Fills missing points; called by several threads.</param>
    /// <param name="output">The SQLite file to write.</param>
    /// <param name="cancel">Ends the run and leaves no trace of it.</param>
    /// <param name="limits">How much memory to take; by default what suits any dataset.</param>
    /// <param name="partitions">A folder in which to leave the facts and entities as Parquet too; null for none.</param>
    /// <exception cref="WrongUseException">The dataset is unknown, or organisation.csv or resource.csv is missing.</exception>
    /// <exception cref="RunFailedException">A file of the inputs is missing or holds what cannot be stored; the sentence says where.</exception>
    public static AssembleOutcome Create(
        Specification specification,
        string dataset,
        AssembleInputs inputs,
        CentroidPoint centroidPoint,
        string output,
        CancellationToken cancel,
        AssembleLimits? limits = null,
        string? partitions = null)
    {
        var context = Context(specification, dataset, inputs, centroidPoint);
        var files = TransformedFiles.In(inputs.Transformed);
        var tables = new DatasetPackage(specification);
        var remarks = new List<string>();

        limits ??= AssembleLimits.Beside(output);
        using var package = new BtreePackage(output, tables.Tables, DatasetPackage.Indexes);
        using var rows = new FactRows(new FactColumns(specification), limits.TemporaryDirectory, limits.RowMemory);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // One thread is left to the logs meanwhile.
        var readers = Math.Max(1, limits.Threads - 1);
        var reading = Task.Run(() => FactReading.Read(files, rows, readers, stop.Token), CancellationToken.None);
        LogTables logs;
        try
        {
            logs = new LogTables(table => package.Fill(table, cancel), tables, context.Dataset, cancel);
            logs.LoadAll(inputs, [.. files.Select(file => file.Resource)], remarks);
        }
        catch
        {
            stop.Cancel();
            // Its own failure says less than this one, but it must not outlive the rows that it fills.
            reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
            throw;
        }

        remarks.AddRange(reading.GetAwaiter().GetResult());
        rows.Complete();

        var windows = new EntityWindows(rows.FirstEntity, rows.LastEntity);
        using var facts = new SqliteFacts(package, tables, rows, windows, limits);
        facts.WriteTables(cancel);
        var byEntity = Task.Run(rows.ByEntity, CancellationToken.None);
        facts.WriteIndexes(cancel);

        var fields = new FieldIndex(rows);
        var entities = new SqliteEntities(package, tables.Entity, () => new EntityRows(tables.Entity, rows, fields, windows, context), limits.Threads);
        var entityCount = entities.Write(byEntity.GetAwaiter().GetResult(), rows.RowsInBatch, cancel);
        if (partitions is not null)
        {
            WritePartitions(partitions, tables, rows, context, limits, cancel);
        }

        package.Commit();
        return new AssembleOutcome(dataset, files.Count, facts.FactCount, rows.Count, entityCount, logs.Issues, remarks);
    }

    /// <summary>Writes the tables fact, fact-resource and entity as Parquet alone; see <see cref="ParquetPartitions"/> for where they lie.</summary>
    /// <param name="specification">Gives the tables, and the dataset's typology.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="inputs">Where its parts lie; of the logs none is read.</param>
    /// <param name="centroidPoint">Fills missing points.</param>
    /// <param name="partitions">The folder of the partitions.</param>
    /// <param name="cancel">Ends the run; each file stands as it was or is whole.</param>
    /// <param name="limits">How much memory to take; by default what suits any dataset.</param>
    /// <exception cref="WrongUseException">The dataset is unknown, or organisation.csv or resource.csv is missing.</exception>
    /// <exception cref="RunFailedException">A file of the inputs is missing or holds what cannot be stored; the sentence says where.</exception>
    public static AssembleOutcome CreatePartitions(
        Specification specification,
        string dataset,
        AssembleInputs inputs,
        CentroidPoint centroidPoint,
        string partitions,
        CancellationToken cancel,
        AssembleLimits? limits = null)
    {
        var context = Context(specification, dataset, inputs, centroidPoint);
        var files = TransformedFiles.In(inputs.Transformed);
        Directory.CreateDirectory(partitions);
        limits ??= AssembleLimits.Beside(Path.Combine(partitions, dataset)) with { RowMemory = AssembleLimits.PartitionRowMemory };
        using var rows = new FactRows(new FactColumns(specification), limits.TemporaryDirectory, limits.RowMemory, sortsByFact: false);
        var remarks = FactReading.Read(files, rows, limits.Threads, cancel);
        rows.Complete();
        var (facts, entities) = WritePartitions(partitions, new DatasetPackage(specification), rows, context, limits, cancel);
        return new AssembleOutcome(dataset, files.Count, facts, rows.Count, entities, new Dictionary<string, long>(StringComparer.Ordinal), remarks);
    }

    private static (long Facts, long Entities) WritePartitions(string directory, DatasetPackage tables, FactRows rows, EntityContext context, AssembleLimits limits, CancellationToken cancel)
    {
        var parquet = new ParquetPartitions(directory, context.Dataset.Name, limits);
        var windows = new EntityWindows(rows.FirstEntity, rows.LastEntity);
        var byEntity = rows.ByEntity();
        var facts = parquet.WriteFacts(tables, rows, byEntity, windows, cancel);
        var fields = new FieldIndex(rows);
        return (facts, parquet.WriteEntities(tables.Entity, rows, byEntity, fields, () => new EntityRows(tables.Entity, rows, fields, windows, context), cancel));
    }

    private static EntityContext Context(Specification specification, string dataset, AssembleInputs inputs, CentroidPoint centroidPoint) => new(
        specification.Dataset(dataset),
        new OrganisationEntities(CsvTable.Read(inputs.Organisations)),
        new ResourceEndDates(CsvTable.Read(inputs.Resources)),
        centroidPoint);
}
