using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Builder;

/// <summary>The results of expectations, from the Parquet file of each dataset that is collected; columns meet by name.</summary>
internal static class ExpectationResults
{
    /// <summary>Fills the table; returns how many datasets have results.</summary>
    public static int Load(SqliteDatabase database, BuilderTable table, Specification specification, IReadOnlyList<string> folders, CancellationToken cancel)
    {
        var files = specification.Datasets
            .Where(dataset => dataset.Collection.Length > 0)
            .Select(dataset => dataset.Name)
            .Order(Core.Text.CodePointComparer.Instance)
            .SelectMany(dataset => folders.Select(folder => Path.Combine(folder, $"dataset={dataset}", dataset + ".parquet")))
            .Where(File.Exists)
            .ToList();
        if (files.Count == 0)
        {
            return 0;
        }

        using var duck = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 1 });
        using var connection = duck.Connect();
        using var writer = new SqliteTableWriter(database, table.Table);
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            Load(connection, file, writer);
        }

        return files.Count;
    }

    private static void Load(DuckDbConnection connection, string file, TableWriter writer)
    {
        using var rows = connection.Query($"SELECT COLUMNS(*)::VARCHAR FROM read_parquet({Sql.Literal(file)}, hive_partitioning = false)");
        var names = Enumerable.Range(0, rows.ColumnCount).Select(column => PackageColumn.SqlName(rows.ColumnName(column))).ToArray();
        var columns = writer.Table.Columns.Select(column => Array.IndexOf(names, column.Name)).ToArray();
        while (rows.Read())
        {
            for (var i = 0; i < columns.Length; i++)
            {
                // On its way through a CSV file, as the reference takes it, NULL becomes blank.
                writer.TrySetFromText(i, columns[i] < 0 || rows.IsNull(columns[i]) ? "" : rows.GetString(columns[i]));
            }

            writer.Insert();
        }
    }
}
