using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Which collections and datasets there are in an environment, by the specification's dataset.csv (the reference's <c>dags/utils.py</c>).</summary>
public static class SpecificationDatasets
{
    /// <summary>The datasets of each collection that has one in the environment, collections by name, datasets in the order of the file.</summary>
    /// <param name="path">dataset.csv.</param>
    /// <param name="environment">development, staging, production; local sees what development sees.</param>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">It lacks the columns that say what is collected where: expanding it would make every workflow vanish.</exception>
    public static IReadOnlyList<(string Collection, IReadOnlyList<DatasetDefinition> Datasets)> Read(string path, string environment)
    {
        var table = CsvTable.Read(path);
        if (Array.Find(["dataset", "collection", "environment"], column => !table.HasColumn(column)) is { } missing)
        {
            throw new RunFailedException($"{path} has no column '{missing}', so nobody can say which collections there are. Fetch the specification again.");
        }

        return
        [
            .. table.Rows
                .Where(row => row["collection"].Length > 0 && row["dataset"].Length > 0 && IsAvailable(row["environment"], environment))
                .GroupBy(row => row["dataset"], (_, rows) => rows.Last())
                .GroupBy(row => row["collection"], row => new DatasetDefinition(row["dataset"], table.Header.Distinct(StringComparer.Ordinal).ToDictionary(column => column, column => row[column], StringComparer.Ordinal)))
                .OrderBy(collection => collection.Key, StringComparer.Ordinal)
                .Select(collection => (collection.Key, (IReadOnlyList<DatasetDefinition>)[.. collection])),
        ];
    }

    /// <summary>Whether a dataset is there: production everywhere, staging not in production, development in development alone, blank nowhere.</summary>
    public static bool IsAvailable(string datasetEnvironment, string environment) => datasetEnvironment switch
    {
        "production" => true,
        "staging" => environment != "production",
        "development" => environment is not ("production" or "staging"),
        _ => false,
    };
}
