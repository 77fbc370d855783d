using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Packages;

/// <summary>The storage of a package's column, from the specification's datatype of its field.</summary>
public enum ColumnType
{
    Text,
    Number,
    Json,
}

/// <summary>A column of a package's table.</summary>
/// <param name="Field">The specification's name, as CSV files have it: <c>entry-date</c>.</param>
/// <param name="Name">The name in SQL: <c>entry_date</c>.</param>
/// <param name="Type">How its values are stored.</param>
public sealed record PackageColumn(string Field, string Name, ColumnType Type)
{
    /// <summary>A field's or table's name in SQL (the reference's <c>colname</c>): snake case, and <c>default</c>, a keyword, with a line before it.</summary>
    public static string SqlName(string field) => field == "default" ? "_default" : field.Replace('-', '_');

    internal static PackageColumn Of(FieldSpecification field) => new(field.Name, SqlName(field.Name), field.Datatype switch
    {
        "integer" => ColumnType.Number,
        "json" => ColumnType.Json,
        _ => ColumnType.Text,
    });

    internal string SqlType => Type switch
    {
        ColumnType.Number => "INTEGER",
        ColumnType.Json => "JSON",
        _ => "TEXT",
    };
}
