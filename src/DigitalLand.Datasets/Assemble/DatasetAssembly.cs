using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Makes the SQLite package of a dataset from the transformed files of its resources (the reference's <c>dataset_create</c>). The same
/// inputs give the same bytes. All rows are held in memory, some 50 bytes each beside their texts; <see cref="FactRows"/>,
/// <see cref="FactTables"/> and <see cref="EntityTable"/> are all that knows of this.
/// </summary>
public static class DatasetAssembly
{
    /// <summary>Writes the package; an earlier one at the same place stands until the new one is complete.</summary>
    /// <param name="specification">Gives the tables, and the dataset's typology and range of entity numbers.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="inputs">Where its parts lie.</param>
    /// <param name="centroidPoint">Fills missing points.</param>
    /// <param name="output">The SQLite file to write.</param>
    /// <param name="cancel">Ends the run and leaves no trace of it.</param>
    /// <exception cref="WrongUseException">The dataset is unknown, or organisation.csv or resource.csv is missing.</exception>
    /// <exception cref="RunFailedException">A file of the inputs is missing or holds what cannot be stored; the sentence says where.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">SQLite refuses something.</exception>
    public static AssembleOutcome Create(
        Specification specification,
        string dataset,
        AssembleInputs inputs,
        CentroidPoint centroidPoint,
        string output,
        CancellationToken cancel)
    {
        var described = specification.Dataset(dataset);
        var context = new EntityContext(
            described,
            new OrganisationEntities(CsvTable.Read(inputs.Organisations)),
            new ResourceEndDates(CsvTable.Read(inputs.Resources)),
            centroidPoint);
        var files = TransformedFiles.In(inputs.Transformed);
        var tables = new DatasetPackage(specification);
        using var package = SqlitePackage.Create(output, tables.Tables);
        var remarks = new List<string>();

        var logs = new LogTables(package, tables, described, cancel);
        var resources = files.Select(path => Path.GetFileNameWithoutExtension(path)).ToArray();
        logs.LoadColumnFields(inputs.ColumnField, resources);
        logs.LoadDatasetResources(inputs.DatasetResource, resources);
        logs.LoadOldEntities(Path.Combine(inputs.Pipeline, "old-entity.csv"));
        if (!logs.LoadIssues(inputs.Issue))
        {
            remarks.Add($"There is no folder of issues of the dataset '{dataset}' in '{inputs.Issue}', so the dataset has none.");
        }

        if (logs.MissingCells > 0)
        {
            remarks.Add($"{logs.MissingCells} cells were missing at the end of short records of the logs and old-entity.csv; each is stored as 'None'.");
        }

        var rows = new FactRows(new FactColumns(specification));
        foreach (var path in files)
        {
            TransformedFiles.Read(path, rows, cancel);
        }

        var facts = new FactTables(rows);
        var entities = new EntityTable(rows, context);
        Fill(tables.FactResource, facts.WriteFactResources);
        Fill(tables.Fact, facts.WriteFacts);
        var entityCount = Fill(tables.Entity, entities.Write);

        package.CreateIndexes(DatasetPackage.Indexes, cancel);
        package.Commit();
        return new AssembleOutcome(dataset, files.Count, facts.FactCount, rows.Count, entityCount, logs.Issues, remarks);

        long Fill(PackageTable table, Action<TableWriter, CancellationToken> write)
        {
            using var writer = package.Fill(table);
            write(writer, cancel);
            return writer.Rows;
        }
    }
}
