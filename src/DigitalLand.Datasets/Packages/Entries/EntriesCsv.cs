using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;

namespace DigitalLand.Datasets.Packages.Entries;

/// <summary>
/// The table entity of a package as CSV, as the sqlite3 shell prints it with <c>-header -csv</c> (the reference's <c>dataset_dump</c>).
/// </summary>
public static class EntriesCsv
{
    private const string Query = "select * from entity";

    /// <summary>Writes the file, which replaces an earlier one when it is complete.</summary>
    /// <param name="package">The SQLite file.</param>
    /// <param name="output">The CSV file to write.</param>
    /// <param name="cancel">Ends the writing and leaves the earlier file.</param>
    /// <returns>How many entities there are.</returns>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is not a package.</exception>
    public static long Write(string package, string output, CancellationToken cancel)
    {
        using var database = SqliteDatabase.OpenForReading(package);
        using var entities = database.Prepare(Query);
        AbandonedFiles.RemoveOf(output);
        using var file = new AtomicFile(output);
        var csv = new ShellCsvWriter(file.Stream);
        for (var i = 0; i < entities.ColumnCount; i++)
        {
            csv.WriteField(System.Text.Encoding.UTF8.GetBytes(entities.ColumnName(i)));
        }

        csv.EndRecord();
        var count = 0L;
        while (entities.Read())
        {
            for (var i = 0; i < entities.ColumnCount; i++)
            {
                if (entities.IsNull(i))
                {
                    csv.WriteNull();
                }
                else
                {
                    csv.WriteField(entities.Text(i));
                }
            }

            csv.EndRecord();
            if (++count % 4096 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                WorkMeter.Add("entities dumped", 4096);
            }
        }

        csv.Flush();
        file.Commit();
        return count;
    }
}
