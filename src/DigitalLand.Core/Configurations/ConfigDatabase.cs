using System.Globalization;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Core.Configurations;

/// <summary>
/// The configuration that is asked for by number rather than read whole: who is the authority for which entities, and the
/// expectations of each dataset. An SQLite file that only our own verbs read.
/// </summary>
public static class ConfigDatabase
{
    private static readonly (string Table, string File, string[] Columns)[] Tables =
    [
        ("entity_organisation", "entity-organisation.csv",
            ["dataset", "end-date", "entry-date", "entity-maximum", "entity-minimum", "organisation", "start-date"]),
        ("expect", "expect.csv",
            ["datasets", "organisations", "operation", "parameters", "name", "description", "notes", "severity", "responsibility", "end-date", "entry-date", "start-date", "schedule"]),
    ];

    /// <summary>Makes the database with its tables empty, in place of one that is there.</summary>
    public static void Create(string path)
    {
        using var file = new AtomicFile(path);
        file.Stream.Dispose();
        using (var connection = Open(file.TemporaryPath))
        {
            foreach (var (table, _, columns) in Tables)
            {
                Execute(connection, $"CREATE TABLE {table} ({string.Join(", ", columns.Select(Definition))})");
            }
        }

        file.Commit();
    }

    /// <summary>Fills the database from the CSV files of a configuration folder; a file that is missing leaves its table empty.</summary>
    /// <exception cref="WrongUseException">There is no database: it was not created first.</exception>
    /// <exception cref="RunFailedException">A number in the files is none.</exception>
    public static void Load(string path, string pipelineDirectory)
    {
        if (!File.Exists(path))
        {
            throw new WrongUseException($"There is no config database '{path}'. Make it with config-create.");
        }

        using var connection = Open(path);
        using var transaction = connection.BeginTransaction();
        foreach (var (table, file, columns) in Tables)
        {
            Execute(connection, $"DELETE FROM {table}");
            Insert(connection, table, columns, CsvTable.ReadIfPresent(Path.Combine(pipelineDirectory, file))?.Rows ?? []);
        }

        transaction.Commit();
    }

    private static void Insert(SqliteConnection connection, string table, string[] columns, List<CsvTableRow> rows)
    {
        using var command = Command(connection, $"INSERT INTO {table} VALUES ({string.Join(", ", columns.Select((_, i) => $"${i}"))})");
        var parameters = columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" })).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                parameters[i].Value = IsInteger(columns[i]) ? Integer(row, columns[i]) : row[columns[i]];
            }

            command.ExecuteNonQuery();
        }
    }

    /// <summary>Integers may be written with decimals; a blank one is no value.</summary>
    private static object Integer(CsvTableRow row, string column)
    {
        var text = row[column];
        return text.Length == 0 ? DBNull.Value
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long)number
            : throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: the {column} '{text}' is not a number.");
    }

    private static bool IsInteger(string column) => column.StartsWith("entity-", StringComparison.Ordinal);

    private static string Definition(string column) => $"{column.Replace('-', '_')} {(IsInteger(column) ? "INTEGER" : "TEXT")}";

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // built from the constants above only
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
