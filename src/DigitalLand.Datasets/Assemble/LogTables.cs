using System.Globalization;
using System.Runtime.InteropServices;
using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The tables that the transform's logs and the configuration fill as they stand: dataset_resource, column_field, issue and
/// old_entity (the reference's <c>DatasetPackage.load_*</c>). Files are taken in the order of their names.
/// </summary>
internal sealed class LogTables(Func<PackageTable, TableWriter> fill, DatasetPackage tables, DatasetSpecification dataset, CancellationToken cancel)
{
    /// <summary>Cells that short records lacked; each is stored as the text <c>None</c>, as the reference's are.</summary>
    public long MissingCells { get; private set; }

    /// <summary>How many issues of each type there are, by type.</summary>
    public SortedDictionary<string, long> Issues { get; } = new(Core.Text.CodePointComparer.Instance);

    /// <summary>Loads everything; what was odd is remarked on.</summary>
    public void LoadAll(AssembleInputs inputs, IReadOnlyList<string> resources, List<string> remarks)
    {
        LoadColumnFields(inputs.ColumnField, resources);
        LoadDatasetResources(inputs.DatasetResource, resources);
        LoadOldEntities(Path.Combine(inputs.Pipeline, "old-entity.csv"));
        if (!LoadIssues(inputs.Issue))
        {
            remarks.Add($"There is no folder of issues of the dataset '{dataset.Name}' in '{inputs.Issue}', so the dataset has none.");
        }

        if (MissingCells > 0)
        {
            remarks.Add($"{MissingCells} cells were missing at the end of short records of the logs and old-entity.csv; each is stored as 'None'.");
        }
    }

    /// <summary>Loads the column-field log of each resource; what the file says of dataset and resource is overridden by where it lies.</summary>
    private void LoadColumnFields(string directory, IEnumerable<string> resources)
    {
        using var table = fill(tables.ColumnField);
        foreach (var resource in resources)
        {
            using var rows = new CsvRows(LogOf(directory, resource), table);
            rows.Fix("dataset", dataset.Name);
            rows.Fix("resource", resource);
            InsertAll(rows);
        }
    }

    /// <summary>Loads the dataset-resource log of each resource.</summary>
    private void LoadDatasetResources(string directory, IEnumerable<string> resources)
    {
        using var table = fill(tables.DatasetResource);
        foreach (var resource in resources)
        {
            using var rows = new CsvRows(LogOf(directory, resource), table);
            InsertAll(rows);
        }
    }

    /// <summary>Loads every issue file of the dataset, those of resources that are no longer listed too.</summary>
    /// <returns>False where the dataset has no folder of issues.</returns>
    private bool LoadIssues(string directory)
    {
        var folder = Path.Combine(directory, dataset.Name);
        using var table = fill(tables.Issue);
        if (!Directory.Exists(folder))
        {
            return false;
        }

        var types = new Dictionary<string, long>(StringComparer.Ordinal);
        var typeOf = types.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var path in Inputs.TransformedFiles.CsvFilesIn(folder))
        {
            using var rows = new CsvRows(path, table);
            while (rows.Read(cancel))
            {
                rows.Insert();
                CollectionsMarshal.GetValueRefOrAddDefault(typeOf, rows["issue-type"], out _)++;
            }

            MissingCells += rows.MissingCells;
        }

        foreach (var (type, count) in types)
        {
            Issues[type] = count;
        }

        return true;
    }

    /// <summary>Loads the redirections of the configuration that lie in the dataset's range; of two for one entity the last counts.</summary>
    /// <exception cref="RunFailedException">The dataset has no range, or an old entity is not a number.</exception>
    private void LoadOldEntities(string path)
    {
        using var table = fill(tables.OldEntity);
        if (!File.Exists(path))
        {
            return;
        }

        var (minimum, maximum) = dataset.EntityRange();
        var last = LastRecords(path);
        using var rows = new CsvRows(path, table);
        while (rows.Read(cancel))
        {
            if (!long.TryParse(rows["old-entity"], NumberStyles.Integer, CultureInfo.InvariantCulture, out var entity))
            {
                throw new RunFailedException($"Record {rows.RecordNumber} of '{path}' has the old-entity '{rows["old-entity"]}', which is not a whole number.");
            }

            if (entity >= minimum && entity <= maximum && last[rows["old-entity"].ToString()] == rows.RecordNumber)
            {
                rows.Insert();
            }
        }

        MissingCells += rows.MissingCells;
    }

    /// <summary>For each old entity, as it is written, the number of its last record.</summary>
    private static Dictionary<string, int> LastRecords(string path)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in Core.Csv.CsvTable.Read(path).Rows)
        {
            last[row["old-entity"]] = row.RecordNumber;
        }

        return last;
    }

    private void InsertAll(CsvRows rows)
    {
        while (rows.Read(cancel))
        {
            rows.Insert();
        }

        MissingCells += rows.MissingCells;
    }

    private string LogOf(string directory, string resource)
    {
        var path = Path.Combine(directory, dataset.Name, resource + ".csv");
        return File.Exists(path)
            ? path
            : throw new RunFailedException($"The resource '{resource}' was transformed, but there is no log of it at '{path}'. Transform it again.");
    }
}
