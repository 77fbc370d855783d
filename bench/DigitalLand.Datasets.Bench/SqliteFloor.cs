using System.Diagnostics;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Bench;

/// <summary>
/// What SQLite's single writer takes at the least: the rows of a finished dataset, in memory and in the order of their keys, inserted by
/// prepared statements in one transaction without a journal, then the indexes.
/// </summary>
internal static class SqliteFloor
{
    public static void Measure(string specification, string sqlite)
    {
        var tables = new DatasetPackage(Specification.Load(specification));
        var folder = Directory.CreateTempSubdirectory("sqlite-floor-");
        try
        {
            using var package = SqlitePackage.Create(Path.Combine(folder.FullName, "floor.sqlite3"), tables.Tables);
            var insertion = TimeSpan.Zero;
            foreach (var table in tables.Tables)
            {
                var rows = Read(sqlite, table);
                var start = Stopwatch.GetTimestamp();
                Insert(package, table, rows);
                insertion += Stopwatch.GetElapsedTime(start);
            }

            var startOfIndexes = Stopwatch.GetTimestamp();
            package.CreateIndexes(DatasetPackage.Indexes, CancellationToken.None);
            var indexes = Stopwatch.GetElapsedTime(startOfIndexes);
            Console.WriteLine($"inserts {insertion.TotalSeconds:0.0} s, indexes {indexes.TotalSeconds:0.0} s, together {(insertion + indexes).TotalSeconds:0.0} s; CPU of the whole {Environment.CpuUsage.TotalTime.TotalSeconds:0.0} s");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<byte[]?[]> Read(string sqlite, PackageTable table)
    {
        using var database = SqliteDatabase.OpenForReading(sqlite);
        using var statement = database.Prepare($"select {string.Join(", ", table.Columns.Select(column => column.Name))} from {table.Name} order by rowid");
        var rows = new List<byte[]?[]>();
        while (statement.Read())
        {
            rows.Add([.. Enumerable.Range(0, table.Columns.Count).Select(i => statement.IsNull(i) ? null : statement.Text(i).ToArray())]);
        }

        return rows;
    }

    private static void Insert(SqlitePackage package, PackageTable table, List<byte[]?[]> rows)
    {
        using var writer = package.Fill(table);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is not { } value)
                {
                    writer.SetNull(i);
                }
                else if (table.Columns[i].Type == ColumnType.Number)
                {
                    writer.Set(i, long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
                }
                else
                {
                    writer.Set(i, value);
                }
            }

            writer.Insert();
        }
    }
}
