using System.Globalization;
using DigitalLand.Core.Csv;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Cli.Night;

/// <summary>How much a dataset holds.</summary>
/// <param name="Lines">Records read of its resources, headers and blank ones counted.</param>
/// <param name="Entries">Rows of them that belong to an entity.</param>
/// <param name="Facts">Different facts in the dataset's SQLite file.</param>
/// <param name="Entities">Entities in it.</param>
internal sealed record DatasetCounts(long Lines, long Entries, long Facts, long Entities)
{
    public static readonly DatasetCounts None = new(0, 0, 0, 0);

    public static DatasetCounts operator +(DatasetCounts a, DatasetCounts b) =>
        new(a.Lines + b.Lines, a.Entries + b.Entries, a.Facts + b.Facts, a.Entities + b.Entities);

    /// <summary>Counts what is there, whether it was made tonight or stands from an earlier night.</summary>
    public static DatasetCounts Read(string datasetResources, string sqlite)
    {
        var logs = Directory.Exists(datasetResources)
            ? Directory.EnumerateFiles(datasetResources, "*.csv").SelectMany(file => CsvTable.Read(file).Rows).ToList()
            : [];
        var (facts, entities) = File.Exists(sqlite) ? ReadSqlite(sqlite) : (0, 0);
        return new DatasetCounts(logs.Sum(row => Number(row["line-count"])), logs.Sum(row => Number(row["entry-count"])), facts, entities);
    }

    private static (long Facts, long Entities) ReadSqlite(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM entity)";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>Blank counts nothing: the reference leaves a count blank where a resource could not be read.</summary>
    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
