using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>A column of a table that a query fills.</summary>
internal sealed record ReportColumn(string Name, ReportType Type)
{
    public string SqliteType => Type switch
    {
        ReportType.Number or ReportType.Flag => "INTEGER",
        ReportType.Real => "REAL",
        _ => "TEXT",
    };

    public string ParquetType => Type switch
    {
        ReportType.Number => "BIGINT",
        ReportType.Flag => "BOOLEAN",
        ReportType.Real => "DOUBLE",
        _ => "VARCHAR",
    };
}

internal enum ReportType
{
    Text,
    Number,
    Real,
    Flag,
}

/// <summary>A table of the performance database.</summary>
internal sealed class ReportTable(string name, params ReportColumn[] columns)
{
    public string Name => name;

    public IReadOnlyList<ReportColumn> Columns => columns;

    public string CreateStatement => $"CREATE TABLE {name} (\n  {string.Join(",\n  ", columns.Select(column => $"{column.Name} {column.SqliteType}"))}\n)";

    /// <summary>Makes a table of columns that are text, but for the ones named.</summary>
    public static ReportTable Of(string name, string columns, params ReadOnlySpan<(string Column, ReportType Type)> others)
    {
        var types = new Dictionary<string, ReportType>(StringComparer.Ordinal);
        foreach (var (column, type) in others)
        {
            types[column] = type;
        }

        return new ReportTable(name, [.. columns.Split(' ').Select(column => new ReportColumn(column, types.GetValueOrDefault(column, ReportType.Text)))]);
    }

    /// <summary>Makes the table and fills it from a query with as many columns.</summary>
    public void Fill(SqliteDatabase database, string query)
    {
        database.Execute(CreateStatement);
        database.Execute($"INSERT INTO main.{name}\n{query}");
    }

    /// <summary>A statement that adds one row.</summary>
    public SqliteStatement Insert(SqliteDatabase database) =>
        database.Prepare($"INSERT INTO main.{name} VALUES ({string.Join(',', columns.Select(_ => "?"))})");
}
