using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Tests.Builder;

/// <summary>Reads back what was written.</summary>
internal static class ParquetFile
{
    public static List<string?[]> Rows(string path, string columns = "*")
    {
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 1 });
        using var connection = database.Connect();
        using var reader = connection.Query($"SELECT COLUMNS(*)::VARCHAR FROM (SELECT {columns} FROM {Sql.Literal(path)})");
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.ColumnCount).Select(i => reader.IsNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }

    /// <summary>Each column's name and type.</summary>
    public static List<string> Columns(string path)
    {
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { Threads = 1 });
        using var connection = database.Connect();
        using var reader = connection.Query($"SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM {Sql.Literal(path)})");
        var columns = new List<string>();
        while (reader.Read())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }
}
