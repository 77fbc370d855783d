using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Assemble;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Update;

/// <summary>What came of an update.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Rows">Rows of the transformed files, each a new row of fact_resource.</param>
/// <param name="Entities">Entities that were made anew.</param>
/// <param name="Remarks">Sentences about what was odd but did not stop the run.</param>
public sealed record UpdateOutcome(string Dataset, long Rows, long Entities, IReadOnlyList<string> Remarks)
{
    /// <summary>The outcome in one line.</summary>
    public override string ToString() => $"{Dataset}: {Rows:N0} facts read, {Entities:N0} entities made anew";
}

/// <summary>
/// Brings transformed files into a dataset that exists (the reference's <c>dataset_update</c>). A fact that is there already is replaced only by
/// one with a later entry date; each row is appended to fact_resource, so that an update done twice has its rows twice; then all entities are
/// made anew, by rules that differ from those of <see cref="DatasetAssembly"/> (<see cref="UpdatedEntities"/>). The logs of these resources
/// take the place of earlier ones.
/// </summary>
public static class DatasetUpdate
{
    /// <summary>As for a package in the making: until it is complete nobody else sees the file, which is a copy.</summary>
    private const string Settings = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-65536; BEGIN";

    /// <summary>Updates a dataset's SQLite file, which stands as it was until all is done.</summary>
    /// <param name="specification">Gives the tables and the dataset's typology.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="transformed">The transformed files, as CSV.</param>
    /// <param name="inputs">Where their logs and the other files lie; its folder of transformed files is not looked into.</param>
    /// <param name="centroid">Fills missing points.</param>
    /// <param name="output">The SQLite file.</param>
    /// <param name="cancel">Ends the run and leaves the file as it was.</param>
    /// <exception cref="WrongUseException">The dataset is unknown, or there is no such SQLite file.</exception>
    /// <exception cref="RunFailedException">A file of the inputs is missing or holds what cannot be stored, or a fact has no entity.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is not a dataset's.</exception>
    public static UpdateOutcome Update(
        Specification specification, string dataset, IReadOnlyList<string> transformed, AssembleInputs inputs, Centroid centroid, string output, CancellationToken cancel)
    {
        var details = specification.Dataset(dataset);
        var organisations = new OrganisationEntities(CsvTable.Read(inputs.Organisations));
        if (!File.Exists(output))
        {
            throw new WrongUseException($"There is no dataset to be updated at '{output}'. Make it with dataset-create, or say with --output-path where it is.");
        }

        AbandonedFiles.RemoveOf(output);
        using var file = new AtomicFile(output);
        file.Stream.Dispose();
        File.Copy(output, file.TemporaryPath, overwrite: true);
        UpdateOutcome outcome;
        using (var database = SqliteDatabase.OpenForWriting(file.TemporaryPath))
        {
            database.Execute(Settings);
            var tables = new DatasetPackage(specification);
            var remarks = new List<string>();
            var rows = transformed.Sum(path => LoadFacts(database, tables, path, cancel));
            var resources = new UpdatedLogs(database, [.. transformed.Select(path => Path.GetFileNameWithoutExtension(path))], Path.Combine(inputs.Issue, dataset));
            resources.RemoveEarlier();
            new LogTables(table => new SqliteTableWriter(database, table), tables, details, cancel).LoadAll(inputs, resources.Resources, remarks);
            var entities = new UpdatedEntities(database, tables.Entity, details, organisations, centroid, remarks).Write(cancel);
            database.Execute("COMMIT");
            outcome = new UpdateOutcome(dataset, rows, entities, remarks);
        }

        file.Commit();
        return outcome;
    }

    /// <returns>How many rows there were.</returns>
    private static long LoadFacts(SqliteDatabase database, DatasetPackage tables, string path, CancellationToken cancel)
    {
        var replaced = string.Join(", ", tables.Fact.Columns.Select(column => $"{column.Name} = excluded.{column.Name}"));
        using var facts = new SqliteTableWriter(database, tables.Fact, "INSERT", $"ON CONFLICT (fact) DO UPDATE SET {replaced} WHERE excluded.entry_date > fact.entry_date");
        InsertAll(path, facts, cancel);
        using var factResources = new SqliteTableWriter(database, tables.FactResource, "INSERT", "");
        InsertAll(path, factResources, cancel);
        return factResources.Rows;
    }

    private static void InsertAll(string path, TableWriter table, CancellationToken cancel)
    {
        using var rows = new CsvRows(path, table);
        while (rows.Read(cancel))
        {
            rows.Insert();
        }
    }
}
