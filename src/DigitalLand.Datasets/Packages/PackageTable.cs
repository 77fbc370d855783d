using DigitalLand.Core;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Packages;

/// <summary>
/// A table of a package, as the specification's schema of the same name has it: columns in the order of schema-field.csv,
/// without the <c>-geom</c> fields, which exist only in PostGIS.
/// </summary>
public sealed class PackageTable
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    private PackageTable(string schema, PackageColumn[] columns, string createStatement)
    {
        Name = PackageColumn.SqlName(schema);
        Columns = columns;
        CreateStatement = createStatement;
        KeyColumn = Array.FindIndex(columns, column => column.Field == schema);
        for (var i = 0; i < columns.Length; i++)
        {
            _ordinals[columns[i].Name] = i;
        }
    }

    /// <summary>The name in SQL: <c>fact_resource</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<PackageColumn> Columns { get; }

    /// <summary>The position of the primary key, or -1 for a table without one.</summary>
    public int KeyColumn { get; }

    /// <summary>
    /// The text that <c>sqlite_master</c> then holds, which others compare: a column a line, PRIMARY KEY on the column named like the
    /// table, and a foreign key (never enforced) for each column named like another table of the package.
    /// </summary>
    public string CreateStatement { get; }

    /// <summary>The position of a column, by its name in SQL.</summary>
    /// <exception cref="RunFailedException">The specification's schema has no such field.</exception>
    public int Ordinal(string column) => _ordinals.TryGetValue(column, out var ordinal)
        ? ordinal
        : throw new RunFailedException($"The specification's schema of the table '{Name}' has no field for the column '{column}' (schema-field.csv).");

    /// <summary>Makes the table of a schema.</summary>
    /// <param name="specification">Where the schema is described.</param>
    /// <param name="schema">The schema, also the table's name in kebab case.</param>
    /// <param name="package">The schemas of all tables of the package.</param>
    /// <exception cref="RunFailedException">The schema has no fields, one that field.csv lacks, or a list.</exception>
    public static PackageTable Of(Specification specification, string schema, IReadOnlyCollection<string> package)
    {
        var columns = specification.SchemaFields(schema)
            .Where(field => !field.EndsWith("-geom", StringComparison.Ordinal))
            .Select(field => Column(specification, schema, field))
            .ToArray();
        return columns.Length > 0
            ? new PackageTable(schema, columns, CreateText(schema, columns, package))
            : throw new RunFailedException($"The specification has no fields of the schema '{schema}' (schema-field.csv), so its table cannot be made.");
    }

    /// <summary>Makes a table of columns that are known: the builder's tables, whose lists are tables of their own.</summary>
    /// <param name="name">The table's name, in kebab case where it is a schema's.</param>
    /// <param name="unique">Whether no two rows may be equal.</param>
    internal static PackageTable Of(string name, PackageColumn[] columns, IReadOnlyCollection<string> package, bool unique = false) =>
        new(name, columns, CreateText(name, columns, package, unique));

    private static PackageColumn Column(Specification specification, string schema, string name)
    {
        var field = specification.FindField(name)
            ?? throw new RunFailedException($"The field '{name}' of the schema '{schema}' is not in the specification's field.csv.");
        return field.Cardinality == "n"
            ? throw new RunFailedException($"The field '{name}' of the schema '{schema}' is a list (cardinality n in field.csv), and a dataset package has no table for lists.")
            : PackageColumn.Of(field);
    }

    private static string CreateText(string schema, PackageColumn[] columns, IReadOnlyCollection<string> package, bool unique = false)
    {
        var lines = columns.Select(column => $"{column.Name} {column.SqlType}{(column.Field == schema ? " PRIMARY KEY" : "")}");
        var keys = columns
            .Where(column => column.Field != schema && package.Contains(column.Field))
            .Select(column => $", FOREIGN KEY ({column.Name}) REFERENCES {column.Name} ({column.Name})");
        var constraint = unique ? $", UNIQUE({string.Join(',', columns.Select(column => column.Name))})" : "";
        return $"CREATE TABLE {PackageColumn.SqlName(schema)} ({string.Join(",\n", lines)}{string.Join('\n', keys)}{constraint})";
    }
}
