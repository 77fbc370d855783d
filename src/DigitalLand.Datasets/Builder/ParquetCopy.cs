using System.Globalization;
using DigitalLand.Datasets.Packages;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Builder;

/// <summary>Copies tables from SQLite files to Parquet files, in the order of their rows.</summary>
internal sealed class ParquetCopy : IDisposable
{
    /// <summary>Beyond it the rows in hand go to the disk.</summary>
    private const long Memory = 512L << 20;

    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;

    /// <param name="temporary">A folder for what does not fit memory.</param>
    public ParquetCopy(string temporary)
    {
        _database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 2, MemoryLimit = Memory, TemporaryDirectory = temporary });
        _connection = _database.Connect();
    }

    /// <summary>Writes one table's columns; a file appears whole or not at all.</summary>
    public void Write(SqliteDatabase source, ReportTable table, string path, CancellationToken cancel)
    {
        _connection.Execute($"CREATE OR REPLACE TABLE copied ({string.Join(", ", table.Columns.Select(column => $"{Sql.Identifier(column.Name)} {column.ParquetType}"))})", cancel);
        using (var rows = source.Prepare($"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {table.Name} ORDER BY rowid"))
        using (var appender = _connection.Append("copied"))
        {
            for (var row = 0; rows.Read(); row++)
            {
                if (row % 65_536 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                }

                Append(rows, table, appender);
            }

            appender.Complete();
        }

        _connection.CopyToParquet("SELECT * FROM copied", path, cancel: cancel);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static void Append(SqliteStatement rows, ReportTable table, DuckDbAppender appender)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (rows.IsNull(i))
            {
                appender.AppendNull();
                continue;
            }

            switch (table.Columns[i].Type)
            {
                case ReportType.Number:
                    appender.Append(long.Parse(rows.Text(i), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
                    break;
                case ReportType.Flag:
                    appender.Append(rows.Text(i).SequenceEqual("1"u8));
                    break;
                case ReportType.Real:
                    appender.Append(double.Parse(rows.Text(i), NumberStyles.Float, CultureInfo.InvariantCulture));
                    break;
                default:
                    appender.Append(rows.Text(i));
                    break;
            }
        }

        appender.EndRow();
    }
}
